"""Who is who within one article: names, descriptions and pronouns gathered into chains."""

from __future__ import annotations

from spacy.language import Language

from ingest.coreference.component import Coreference, resolve_mentions

__all__ = ["Coreference", "create_coreference", "resolve_mentions"]


@Language.factory("whowhom_coreference")
def create_coreference(nlp: Language, name: str) -> Coreference:
    """The spaCy factory of the component ``whowhom_coreference``."""
    return Coreference()
