"""The span that detectors propose and the later steps of mention detection correct."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.records import EntityType, MentionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Characters ``start`` to ``end`` that may mention an entity of ``type``; ``origin`` says who thinks so."""

    start: int
    end: int
    type: EntityType
    kind: MentionKind = "name"
    score: float = 1.0
    origin: str = ""


def without_overlaps(spans: list[Span]) -> list[Span]:
    """The spans in text order, of any two that overlap the longer one; of equal ones the first given."""
    kept: list[Span] = []
    taken: set[int] = set()
    for span in sorted(spans, key=lambda s: s.start - s.end):
        places = range(span.start, span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)
