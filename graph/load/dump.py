"""A whole graph as text, one node or relationship a line: equal graphs, equal text, on every store."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from graph.store.schema import EDGE_TYPES, KEYED_LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.store.interface import Store


def dump(store: Store) -> Iterator[str]:
    """Nodes by label and relationships by type, each as one line of JSON, sorted."""
    for label in KEYED_LABELS:
        yield from sorted(_line(row) for row in store.query(f"MATCH (n:{label}) RETURN n AS node"))
    for kind in EDGE_TYPES:
        text = f"MATCH (a)-[r:{kind}]->(b) RETURN a.id AS source, r AS edge, b.id AS target"
        yield from sorted(_line(row) for row in store.query(text))


def _line(row: object) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True)
