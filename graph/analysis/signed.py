"""The signed graph of friends and enemies: who stands with whom and who against, all claims weighed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.records import Edge

SignedGraph: TypeAlias = "nx.Graph[str]"
"""Entities by id. An edge's ``weight`` is its claims for less its claims against, ``claims`` all of them."""

_AGAINST: Final = frozenset({"OPPOSED", "EXPELLED"})


def signed_graph(edges: Iterable[Edge]) -> SignedGraph:
    """The signed graph of counted edges, both directions of a pair together, nodes and edges in fixed order.

    An affiliation weighs as one claim of support however often it is told: a minister's post places her
    beside her government, but what she says of it outweighs the post.
    """
    weights: dict[tuple[str, str], list[int]] = {}
    for edge in edges:
        if edge.subject == edge.object:
            continue
        pair = min(edge.subject, edge.object), max(edge.subject, edge.object)
        sums = weights.setdefault(pair, [0, 0])
        if edge.relation in _AGAINST:
            sums[0] -= edge.claims
        else:
            sums[0] += 1 if edge.relation == "AFFILIATED_WITH" else edge.claims
        sums[1] += edge.claims
    graph: SignedGraph = nx.Graph()
    graph.add_nodes_from(sorted({node for pair in weights for node in pair}))
    graph.add_edges_from(
        (left, right, {"weight": weight, "claims": claims})
        for (left, right), (weight, claims) in sorted(weights.items())
    )
    return graph


def friends(graph: SignedGraph, node: str) -> list[str]:
    """Those with whom more speaks for friendship than for enmity, in the graph's order."""
    return [other for other, data in graph.adj[node].items() if data["weight"] > 0]
