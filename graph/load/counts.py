"""How many nodes and relationships of each kind a database must hold after a load."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graph.store.schema import ARTICLE, CLAIM, EDGE_TYPES, NODE_LABELS, OUTLET

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.load.bundle import Bundle
    from graph.records import Edge, Entity


class Expected:
    """Counts that grow while rows are written; kinds without any are there, with 0."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._counts: Counter[str] = Counter(dict.fromkeys((*NODE_LABELS, *EDGE_TYPES), 0))
        self._outlets: set[str] = set()

    def add_entities(self, entities: Iterable[Entity]) -> None:
        """Count entities by type."""
        self._counts.update(entity.type for entity in entities)

    def add_bundle(self, bundle: Bundle) -> None:
        """Count an article with all its claims and mentions."""
        claims = len(bundle.claims)
        self._counts.update(
            {
                ARTICLE: 1,
                CLAIM: claims,
                "SUBJECT": claims,
                "OBJECT": claims,
                "STATED_IN": claims,
                "ATTRIBUTED_TO": sum(source is not None for _, _, source in bundle.links),
                "MENTIONED_IN": len(bundle.mentions),
                "PUBLISHED_BY": int(bundle.outlet is not None),
            }
        )
        if bundle.outlet is not None:
            self._outlets.add(bundle.outlet)
        self._counts[OUTLET] = len(self._outlets)

    def add_edges(self, edges: Iterable[Edge]) -> None:
        """Count counted edges by relation."""
        self._counts.update(edge.relation for edge in edges)

    def items(self) -> tuple[tuple[str, int], ...]:
        """Pairs of label or type and number, always in the same order."""
        return tuple(self._counts.items())
