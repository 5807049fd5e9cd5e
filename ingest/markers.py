"""Lays out a sentence for the relation model: its text once, then two markers for each pair of mentions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ingest.encoder import CASES
from ingest.records import ENTITY_TYPES, MENTION_KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.encoder import Pieces
    from ingest.records import EntityType, MentionKind

TEXT: Final = 1
"""The group of the sentence's own pieces; pairs are 2, 3, ...; 0 is padding."""
MARKER_ID: Final = 1
"""[unused0]: what a marker is, its role says."""
SLOTS: Final = 2
ROLES: Final = len(CASES) + SLOTS * len(ENTITY_TYPES) * len(MENTION_KINDS)
MOST_PAIRS: Final = 20
"""In one run; a sentence with more pairs is read again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A mention: words ``first`` to ``last``, exclusive, and the chain that it belongs to."""

    first: int
    last: int
    type: EntityType
    kind: MentionKind
    chain: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One run's rows, where each pair's first marker stands, and the pieces that its mentions begin and end with."""

    ids: tuple[int, ...]
    positions: tuple[int, ...]
    roles: tuple[int, ...]
    groups: tuple[int, ...]
    starts: tuple[int, ...]
    places: tuple[tuple[int, int, int, int], ...]


def role(slot: int, mention: Marked) -> int:
    """The number of a marker: which of the pair's two, at what type and kind of mention."""
    type_, kind = ENTITY_TYPES.index(mention.type), MENTION_KINDS.index(mention.kind)
    return len(CASES) + (slot * len(ENTITY_TYPES) + type_) * len(MENTION_KINDS) + kind


def lay_out(pieces: Pieces, mentions: Sequence[Marked], pairs: Sequence[tuple[int, int]]) -> Layout:
    """The text, then the markers, each at the position of the first piece of its mention."""
    ids, roles = list(pieces.ids), list(pieces.cases)
    positions, groups = list(range(len(ids))), [TEXT] * len(ids)
    starts, places = [], []
    for number, pair in enumerate(pairs):
        starts.append(len(ids))
        edges = [(pieces.begin[m.first], pieces.end[m.last - 1] - 1) for m in (mentions[n] for n in pair)]
        for slot, index in enumerate(pair):
            ids.append(MARKER_ID)
            roles.append(role(slot, mentions[index]))
            positions.append(edges[slot][0])
            groups.append(TEXT + 1 + number)
        places.append((*edges[0], *edges[1]))
    return Layout(
        ids=tuple(ids),
        positions=tuple(positions),
        roles=tuple(roles),
        groups=tuple(groups),
        starts=tuple(starts),
        places=tuple(places),
    )
