"""All analyses of a corpus as the properties that a database keeps on its entities."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from graph.analysis.balance import count_triangles
from graph.analysis.brokerage import brokerage
from graph.analysis.camps import find_camps
from graph.analysis.centrality import centrality
from graph.analysis.disputes import find_disputes
from graph.analysis.signed import signed_graph
from graph.edges import count_edges

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph.records import Corpus, Edge

EntityProperties: TypeAlias = "dict[str, int | float | list[str]]"
"""Properties of one entity by name, in alphabetical order; what does not apply is left out.

``camp``: the number of its camp, 1 is the largest. ``centrality``: its share of attention, 0 to 1.
``rank``: its place by centrality, 1 is the most central. ``brokerage``: how many pairs of its friends
belong to two camps, and ``brokerage_rank`` its place by that, both only where there are such pairs.
``balance``: the share of its signed triangles that are balanced, 0 to 1, and ``unbalanced``: how many are
not, both only where it has triangles. ``disputes``: on how many pairs with it as subject the sources
contradict each other, and ``disputed``: the ids of claims for and against in turn, only where there are.
"""


def properties(
    corpus: Corpus, *, seed: int = 0, edges: Iterable[Edge] | None = None
) -> dict[str, EntityProperties]:
    """The properties of every entity of a corpus that has an edge or a dispute, by entity id, sorted.

    ``edges`` are those of the corpus, where the caller has counted them already. The same corpus and
    seed give the same properties, whatever the database they are written to.
    """
    found = analyse(count_edges(corpus) if edges is None else edges, seed=seed)
    for subject, (count, claims) in find_disputes(corpus).items():
        found.setdefault(subject, {}).update(disputes=count, disputed=list(claims))
    return {entity: dict(sorted(found[entity].items())) for entity in sorted(found)}


def analyse(edges: Iterable[Edge], *, seed: int = 0) -> dict[str, EntityProperties]:
    """Camps, centrality, brokerage and balance of every entity that has an edge, by entity id, sorted."""
    graph = signed_graph(edges)
    camps = find_camps(graph, seed=seed)
    shares = centrality(graph)
    ranks = _ranks(shares)
    links = {node: pairs for node, pairs in brokerage(graph, camps).items() if pairs}
    link_ranks = _ranks(links)
    found: dict[str, EntityProperties] = {}
    for node, triangles in sorted(count_triangles(graph).items()):
        found[node] = {"camp": camps[node], "centrality": shares[node], "rank": ranks[node]}
        if node in links:
            found[node].update(brokerage=links[node], brokerage_rank=link_ranks[node])
        if total := triangles.balanced + triangles.unbalanced:
            found[node].update(balance=round(triangles.balanced / total, 4), unbalanced=triangles.unbalanced)
    graph.clear()  # its views refer to it in turn, and a loader keeps the collector of such circles asleep
    return found


def _ranks(values: Mapping[str, float]) -> dict[str, int]:
    """The place of each by its value, the greatest first, those of equal value by id."""
    ordered = sorted(values, key=lambda node: (-values[node], node))
    return {node: place for place, node in enumerate(ordered, start=1)}
