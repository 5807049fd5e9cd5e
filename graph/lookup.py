"""Finds the one entity that a name means: any alias, whatever its case, accents and punctuation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

from graph.names import fold
from graph.records import Corpus, Entity, GraphError
from ingest.records import EntityType

_DOMINANCE: Final = 3
"""A name that two entities share means the one that is named three times as often as the next."""


class LookupFailedError(GraphError):
    """A name means nobody, or more than one. The message lists whom it could mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An entity that a name could mean."""

    id: str
    name: str
    type: EntityType
    mentions: int


def find_entity(corpus: Corpus, wanted: str) -> Entity:
    """The entity of the corpus whose id, name or alias is ``wanted``. Raises LookupFailedError."""
    by_id = {entity.id: entity for entity in corpus.entities}
    if wanted in by_id:
        return by_id[wanted]
    folded = fold(wanted)
    found = [entity for entity in corpus.entities if folded in {fold(form) for form in forms(entity)}]
    if not found:
        raise LookupFailedError(
            unknown(wanted, (form for entity in corpus.entities for form in forms(entity)))
        )
    return by_id[choose(wanted, [candidate(entity) for entity in found]).id]


def choose(wanted: str, candidates: Sequence[Candidate]) -> Candidate:
    """The candidate that is meant: the only one, or one that dominates. Raises LookupFailedError."""
    ranked = sorted(candidates, key=lambda one: (-one.mentions, one.id))
    if len(ranked) == 1 or ranked[0].mentions >= _DOMINANCE * max(ranked[1].mentions, 1):
        return ranked[0]
    listed = "; ".join(f"{one.name} ({one.type}, {one.mentions} mentions): {one.id}" for one in ranked[:5])
    raise LookupFailedError(f"“{wanted}” can mean {len(ranked)} entities, give the id of one: {listed}")


def unknown(wanted: str, names: Iterable[str]) -> str:
    """The sentence that nobody is called so, with the nearest names."""
    near = process.extract(wanted, sorted(set(names)), scorer=fuzz.WRatio, limit=3, score_cutoff=70)
    hint = f"did you mean {' or '.join(f'“{name}”' for name, *_ in near)}?" if near else "try whowhom find"
    return f"nobody in the graph is called “{wanted}”: {hint}"


def forms(entity: Entity) -> tuple[str, ...]:
    """All names of an entity."""
    return (entity.name, *entity.aliases)


def candidate(entity: Entity) -> Candidate:
    """The entity as a candidate for a name."""
    return Candidate(id=entity.id, name=entity.name, type=entity.type, mentions=entity.mentions)
