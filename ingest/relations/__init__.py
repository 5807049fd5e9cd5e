"""Who did what to whom: the relations that each sentence states between the entities it mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

if TYPE_CHECKING:
    from ingest.relations.component import Relations

__all__ = ["create_relations"]


@Language.factory("whowhom_relations")
def create_relations(nlp: Language, name: str) -> Relations:
    """The spaCy factory of the component ``whowhom_relations``."""
    from ingest.relations.component import Relations

    return Relations()
