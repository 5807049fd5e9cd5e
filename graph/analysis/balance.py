"""Structural balance: is the friend of my friend my friend, and the enemy of my enemy too?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.analysis.signed import SignedGraph


@dataclass(slots=True)
class Triangles:
    """How many triangles an entity is part of: ``balanced`` have an even number of enmities."""

    balanced: int = 0
    unbalanced: int = 0


def count_triangles(graph: SignedGraph) -> dict[str, Triangles]:
    """The signed triangles of every entity (Cartwright and Harary 1956); pairs that are even do not count.

    Every triangle is visited once, from its two ends of lower degree, which keeps busy entities cheap.
    """
    order = {
        node: place for place, node in enumerate(sorted(graph, key=lambda node: (graph.degree[node], node)))
    }
    ahead: dict[str, dict[str, bool]] = {
        node: {
            other: data["weight"] > 0
            for other, data in graph.adj[node].items()
            if data["weight"] and order[other] > order[node]
        }
        for node in graph
    }
    found = {node: Triangles() for node in graph}
    for left, links in ahead.items():
        for right, friends in links.items():
            for third in links.keys() & ahead[right].keys():
                even = friends == (links[third] == ahead[right][third])
                for corner in (left, right, third):
                    if even:
                        found[corner].balanced += 1
                    else:
                        found[corner].unbalanced += 1
    return found
