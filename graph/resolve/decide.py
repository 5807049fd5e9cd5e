"""Brings the user's judgements to bear on resolution: finds what they refer to, and says what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.records import Judgement
from graph.resolve.cluster import Linker, Ties
from ingest.records import ENTITY_TYPES, EntityType, Extraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Carving:
    """Chains that the user wants out of their entity: those that use a name, or stand in an article."""

    chain: int
    part: str


@dataclass(slots=True, kw_only=True)
class Orders:
    """What the judgements demand, chains by index. ``idle`` are judgements that refer to nothing here."""

    ties: Ties = field(default_factory=Ties)
    names: dict[int, str] = field(default_factory=dict)
    types: dict[int, EntityType] = field(default_factory=dict)
    carvings: list[Carving] = field(default_factory=list)
    rejected_claims: set[str] = field(default_factory=set)
    rejected_chains: set[int] = field(default_factory=set)
    idle: list[Judgement] = field(default_factory=list)


def standing(judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """The judgements that hold, in order: without those that a later one takes back."""
    held: dict[str, Judgement] = {}
    for judgement in judgements:
        if judgement.decision == "undo":
            held.pop(judgement.target, None)
        else:
            # The same decision made again counts from its last time.
            held.pop(judgement.id, None)
            held[judgement.id] = judgement
    return tuple(held.values())


class Finder:
    """Finds the chain that a reference means: by the places that it was anchored to, else by entity id."""

    def __init__(self, extractions: Sequence[Extraction], linker: Linker, by_id: Mapping[str, int]) -> None:
        """``by_id`` maps ids of entities, as resolved without judgements, to one chain of each."""
        self._linker = linker
        self._by_id = by_id
        index = {c.id: n for n, c in enumerate(c for e in extractions for c in e.chains)}
        self._spans: dict[str, list[tuple[int, int, int]]] = {
            e.article.id: [(m.start, m.end, index[m.entity]) for m in e.mentions if m.entity in index]
            for e in extractions
        }
        self.claims = {claim.id for extraction in extractions for claim in extraction.claims}

    def find(self, reference: str, anchors: Sequence[str]) -> tuple[int, ...]:
        """Indices of the anchored chains of the entity that most anchors lie in; empty where none is left."""
        chains = [chain for anchor in anchors if (chain := self._at(anchor)) is not None]
        if not chains:
            return (self._by_id[reference],) if reference in self._by_id else ()
        votes = Counter(self._linker.find(chain) for chain in chains)
        (best, _), *_ = votes.most_common(1)  # of equal ones, that of the best anchor
        return tuple(dict.fromkeys(chain for chain in chains if self._linker.find(chain) == best))

    def _at(self, anchor: str) -> int | None:
        document, _, span = anchor.rpartition(":")
        start, _, end = span.partition("-")
        if not (start.isdigit() and end.isdigit()):
            return None
        first, last = int(start), int(end)
        overlaps = [
            (abs(a - first) + abs(b - last), chain)
            for a, b, chain in self._spans.get(document, ())
            if a < last and first < b
        ]
        return min(overlaps)[1] if overlaps else None


def give_orders(judgements: Sequence[Judgement], finder: Finder) -> Orders:
    """Translate standing judgements; of two that contradict each other, the later counts."""
    orders = Orders()
    ties: dict[tuple[int, int], bool] = {}
    for judgement in standing(judgements):
        if judgement.decision == "reject" and judgement.target in finder.claims:
            orders.rejected_claims.add(judgement.target)
            continue
        target = finder.find(judgement.target, judgement.anchors)
        if not target:
            orders.idle.append(judgement)
        elif judgement.decision in ("same", "different"):
            other = finder.find(judgement.other or "", judgement.other_anchors)
            pairs = [(min(a, b), max(a, b)) for a in target for b in other if a != b]
            ties.update(dict.fromkeys(pairs, judgement.decision == "same"))
            if not pairs:
                orders.idle.append(judgement)
        else:
            _order(orders, judgement, target[0])
    orders.ties = Ties(
        same=tuple(sorted(pair for pair, same in ties.items() if same)),
        different=tuple(sorted(pair for pair, same in ties.items() if not same)),
    )
    return orders


def _order(orders: Orders, judgement: Judgement, target: int) -> None:
    value = judgement.value or ""
    if judgement.decision == "reject":
        orders.rejected_chains.add(target)
    elif judgement.decision == "rename" and value:
        orders.names[target] = value
    elif judgement.decision == "retype" and value in ENTITY_TYPES:
        orders.types[target] = value
    elif judgement.decision == "split" and value:
        orders.carvings.append(Carving(chain=target, part=value))
    else:
        orders.idle.append(judgement)


def retype(
    extractions: Sequence[Extraction], linker: Linker, types: Mapping[int, EntityType]
) -> list[Extraction]:
    """The extractions with all chains of the entities that the user retyped retyped."""
    wanted = {linker.find(chain): type_ for chain, type_ in types.items()}
    changed: dict[str, EntityType] = {}
    number = 0
    for extraction in extractions:
        for chain in extraction.chains:
            if (type_ := wanted.get(linker.find(number))) is not None:
                changed[chain.id] = type_
            number += 1
    return [
        replace(
            extraction,
            chains=tuple(
                replace(c, type=changed[c.id], iso2=c.iso2 if changed[c.id] == "Country" else None)
                if c.id in changed
                else c
                for c in extraction.chains
            ),
            mentions=tuple(
                replace(m, type=changed[m.entity]) if m.entity in changed else m for m in extraction.mentions
            ),
        )
        for extraction in extractions
    ]
