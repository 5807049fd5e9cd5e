"""Proposes names from spaCy's own entity recognizer, for pipelines without our model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.mentions.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from ingest.records import EntityType

_TYPES: Final[dict[str, EntityType]] = {"PERSON": "Person", "ORG": "Organization"}


def propose(doc: Doc) -> list[Span]:
    """Persons and organizations; countries come from the table of states, places are no entities."""
    return [
        Span(start=ent.start_char, end=ent.end_char, type=_TYPES[ent.label_], score=0.7, origin="stock")
        for ent in doc.ents
        if ent.label_ in _TYPES
    ]
