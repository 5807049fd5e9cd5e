"""Camps: groups with much support inside and much opposition between, by signed modularity.

Gómez, Jensen and Arenas 2009 extend modularity to signed weights; it is maximized by moving nodes, then
whole groups, as Louvain does (Blondel et al. 2008). networkx has Louvain, but refuses negative weights.
"""

from __future__ import annotations

import random
from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.analysis.signed import SignedGraph

_ROUNDS: Final = 12
"""Passes over all nodes at one level: the last ones move hardly any."""


def find_camps(graph: SignedGraph, *, seed: int = 0) -> dict[str, int]:
    """The number of the camp of every entity that has an edge; 1 is the largest camp.

    Equal graphs and seeds give equal camps. Among camps of one size, that of the smallest id comes first.
    """
    nodes = list(graph)
    index = {node: number for number, node in enumerate(nodes)}
    level = [
        {index[other]: float(data["weight"]) for other, data in graph.adj[node].items()} for node in nodes
    ]
    group = list(range(len(nodes)))
    rng = random.Random(seed)
    strengths = _strengths(level)
    while True:
        moved = _move(level, strengths, rng)
        numbers = {old: new for new, old in enumerate(dict.fromkeys(moved))}
        group = [numbers[moved[member]] for member in group]
        if len(numbers) == len(level):
            break
        level, strengths = _merge(level, strengths, [numbers[camp] for camp in moved])
    return _by_size(nodes, group)


def _strengths(level: Sequence[Mapping[int, float]]) -> list[tuple[float, float]]:
    """Sum of positive and sum of negative weights of each node, both as positive numbers."""
    return [
        (sum(w for w in links.values() if w > 0), -sum(w for w in links.values() if w < 0)) for links in level
    ]


def _move(
    level: Sequence[Mapping[int, float]], strengths: Sequence[tuple[float, float]], rng: random.Random
) -> list[int]:
    """The group of each node after moving nodes one by one to where signed modularity gains most.

    Joining a group gains its links, less the support and more the opposition to expect by chance. After the
    first round only those are looked at of whose neighbours one has moved (Ozaki and others 2016). This is the
    innermost loop of the analysis, hence all in one piece and without a call.
    """
    camp = list(range(len(level)))
    links_of = [tuple(links.items()) for links in level]
    pluses = [plus for plus, _ in strengths]
    minuses = [minus for _, minus in strengths]
    for_all, against_all = sum(pluses) or 1.0, sum(minuses) or 1.0
    support, against = pluses.copy(), minuses.copy()
    order = list(range(len(level)))
    rng.shuffle(order)
    stirred = [True] * len(level)
    for _ in range(_ROUNDS):
        changed = False
        for node in order:
            if not stirred[node]:
                continue
            stirred[node] = False
            plus, minus, here = pluses[node], minuses[node], camp[node]
            links = {here: 0.0}
            for other, weight in links_of[node]:
                there = camp[other]
                links[there] = links.get(there, 0.0) + weight
            support[here] -= plus
            against[here] -= minus
            best = here
            gain = links[here] - plus * support[here] / for_all + minus * against[here] / against_all
            for there, weight in links.items():
                if weight > 0:
                    other_gain = (
                        weight - plus * support[there] / for_all + minus * against[there] / against_all
                    )
                    if other_gain > gain + 1e-9:
                        best, gain = there, other_gain
            support[best] += plus
            against[best] += minus
            if best != here:
                camp[node] = best
                changed = True
                for other, _ in links_of[node]:
                    stirred[other] = True
        if not changed:
            break
    return camp


def _merge(
    level: Sequence[Mapping[int, float]],
    strengths: Sequence[tuple[float, float]],
    camp: Sequence[int],
) -> tuple[list[dict[int, float]], list[tuple[float, float]]]:
    """Each group as one node of the next level: links between groups, summed strengths."""
    size = max(camp) + 1
    links: list[dict[int, float]] = [{} for _ in range(size)]
    plus, minus = [0.0] * size, [0.0] * size
    for node, others in enumerate(level):
        mine = camp[node]
        plus[mine] += strengths[node][0]
        minus[mine] += strengths[node][1]
        for other, weight in others.items():
            if camp[other] != mine:
                links[mine][camp[other]] = links[mine].get(camp[other], 0.0) + weight
    return links, list(zip(plus, minus, strict=True))


def _by_size(nodes: Sequence[str], group: Sequence[int]) -> dict[str, int]:
    members: dict[int, list[str]] = defaultdict(list)
    for node, camp in zip(nodes, group, strict=True):
        members[camp].append(node)
    ordered = sorted(members.values(), key=lambda camp: (-len(camp), min(camp)))
    return {node: number for number, camp in enumerate(ordered, start=1) for node in camp}
