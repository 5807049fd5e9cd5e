"""Who is mentioned where: names of persons, organizations and countries, each with one type in the article."""

from __future__ import annotations

from spacy.language import Language

from ingest.mentions.component import Mentions, find_mentions

__all__ = ["Mentions", "create_mentions", "find_mentions"]


@Language.factory("whowhom_mentions")
def create_mentions(nlp: Language, name: str) -> Mentions:
    """The spaCy factory of the component ``whowhom_mentions``."""
    return Mentions()
