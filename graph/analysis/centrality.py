"""Centrality: the share of attention that falls on an entity: PageRank over all claims, for and against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from graph.analysis.signed import SignedGraph

_DAMPING: Final = 0.85
_ROUNDS: Final = 100
_DIGITS: Final = 8
"""Beyond these, machines differ in the order in which they add."""


def centrality(graph: SignedGraph) -> dict[str, float]:
    """The share of every entity, between 0 and 1; all shares together are 1.

    Weighted by claims, without direction: who is spoken of and who speaks are both at the centre.
    networkx has PageRank too, but needs SciPy for it.
    """
    nodes = list(graph)
    if not nodes:
        return {}
    index = {node: number for number, node in enumerate(nodes)}
    pairs = [(index[left], index[right], data["claims"]) for left, right, data in graph.edges(data=True)]
    table = np.array(pairs, dtype=np.float64).T
    left, right, weight = table[0].astype(np.int64), table[1].astype(np.int64), table[2]
    source, target, flow = np.r_[left, right], np.r_[right, left], np.r_[weight, weight]
    flow = flow / np.bincount(source, weights=flow, minlength=len(nodes))[source]
    share = np.full(len(nodes), 1 / len(nodes))
    for _ in range(_ROUNDS):
        passed = np.bincount(target, weights=share[source] * flow, minlength=len(nodes))
        new = _DAMPING * passed + (1 - _DAMPING) / len(nodes)
        done = np.abs(new - share).sum() < 1e-10
        share = new
        if done:
            break
    return {node: round(float(share[index[node]]), _DIGITS) for node in nodes}
