"""Who did what to whom: the relations that each sentence states between the entities it mentions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language

if TYPE_CHECKING:
    from ingest.relations.component import Relations

__all__ = ["create_relations"]


@Language.factory("whowhom_relations")
def create_relations(nlp: Language, name: str, model: str = "") -> Relations:
    """The spaCy factory of the component ``whowhom_relations``; ``model`` is a folder of other weights."""
    from ingest.relations.component import Relations
    from ingest.relations.model import FOLDER

    return Relations(model=Path(model) if model else FOLDER)
