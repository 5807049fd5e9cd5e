"""How a claim is meant: denied, hearsay or planned, whose words it is, and when it happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

if TYPE_CHECKING:
    from ingest.qualifiers.component import Qualifiers

__all__ = ["create_qualifiers"]


@Language.factory("whowhom_qualifiers")
def create_qualifiers(nlp: Language, name: str) -> Qualifiers:
    """The spaCy factory of the component ``whowhom_qualifiers``."""
    from ingest.qualifiers.component import Qualifiers

    return Qualifiers()
