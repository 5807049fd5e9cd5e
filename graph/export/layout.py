"""Place every entity on the plane beforehand, so that the page opens still and no physics runs in it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import networkx as nx
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Plane: TypeAlias = dict[str, tuple[int, int]]

CORE: Final = 150
"""How many of the most connected entities are laid out together; the others stand around them."""

_BOX: Final = np.array([118.0, 62.0])
"""The room a node needs with the label below it, in the plane's units (pixels at full zoom)."""

_GOLDEN_ANGLE: Final = math.pi * (3 - math.sqrt(5))


def lay_out(graph: nx.MultiDiGraph[Any], *, core: int = CORE, seed: int = 7) -> Plane:
    """A place for each node, in whole pixels around the origin; the same graph gives the same places.

    The ``core`` most connected nodes are placed by force, component by component, and pushed apart until
    their labels are free. The rest stand on spirals around the neighbour that they share most claims with.
    """
    ranked = rank(graph)
    together = _backbone(graph.subgraph(ranked[:core]))
    placed: Plane = {}
    parts = sorted(nx.connected_components(together), key=lambda part: (-len(part), min(part)))
    corner = _place_components(together, [part for part in parts if len(part) > 1], placed, seed)
    _place_around(graph, ranked, placed)
    _place_lonely([node for node in ranked if node not in placed], placed, corner)
    return placed


def rank(graph: nx.MultiDiGraph[Any]) -> list[str]:
    """All nodes, the most connected first: by claims, then neighbours, then mentions, then id."""
    weight: dict[str, int] = dict(graph.degree(weight="weight"))
    around = dict(graph.degree())
    return sorted(graph, key=lambda n: (-weight[n], -around[n], -graph.nodes[n].get("mentions", 0), str(n)))


def _backbone(graph: nx.MultiDiGraph[Any]) -> nx.Graph[Any]:
    """What shapes the picture: every node's three strongest ties, and the strongest of all.

    Direction and relation are left out. In a dense graph everything pulls at everything, and the layout of
    all ties together is a ball of wool.
    """
    pull: dict[tuple[str, str], int] = {}
    links: list[tuple[str, str, int]] = sorted(graph.edges(data="weight"))
    for left, right, weight in links:
        if left != right:
            pair = (min(left, right), max(left, right))
            pull[pair] = pull.get(pair, 0) + weight
    simple: nx.Graph[Any] = nx.Graph()
    simple.add_nodes_from(sorted(graph))
    strongest = sorted(pull, key=lambda pair: (-pull[pair], pair))
    for rank_, (left, right) in enumerate(strongest):
        few = min(simple.degree(left), simple.degree(right)) < 3
        if few or rank_ < len(graph):
            simple.add_edge(left, right, weight=1 + math.log1p(pull[left, right]) / 2)
    return simple


def _place_components(graph: nx.Graph[Any], parts: list[set[str]], placed: Plane, seed: int) -> float:
    """Lay out each component; the largest in the middle, the others in rows below. Returns the lower edge."""
    bottom, cursor, row_height, width = 0.0, 0.0, 0.0, 0.0
    for index, part in enumerate(parts):
        nodes = sorted(part)
        points = _force(graph.subgraph(nodes), nodes, seed)
        low, high = points.min(axis=0) - _BOX, points.max(axis=0) + _BOX
        size = high - low
        if index == 0:
            points -= (low + high) / 2
            width, bottom = max(size[0], 900.0), size[1] / 2
            cursor = -width / 2
        else:
            if cursor + size[0] > width / 2:
                cursor, bottom, row_height = -width / 2, bottom + row_height, 0.0
            points += np.array([cursor, bottom]) - low
            cursor, row_height = cursor + size[0], max(row_height, size[1])
        for node, (x, y) in zip(nodes, points, strict=True):
            placed[node] = (round(x), round(y))
    return bottom + row_height


def _force(graph: nx.Graph[Any], nodes: list[str], seed: int) -> NDArray[np.float64]:
    """Spring layout of one component, stretched to a landscape and freed of overlaps."""
    count = len(nodes)
    plane: nx.Graph[Any] = nx.Graph()
    plane.add_nodes_from(nodes)
    plane.add_edges_from(sorted((*sorted((a, b)), d) for a, b, d in graph.edges(data=True)))
    spring = nx.spring_layout(
        plane, k=2.6 / math.sqrt(count), iterations=300, seed=seed, weight="weight", method="force"
    )
    points = np.array([spring[node] for node in nodes], dtype=np.float64)
    # A crowded middle is unreadable: half of each node's distance from it goes by rank, which thins it out.
    radius = np.linalg.norm(points, axis=1)
    even = np.sqrt((np.argsort(np.argsort(radius)) + 0.5) / count)
    wanted = 0.5 * radius / max(radius.max(), 1e-9) + 0.5 * even
    reach = 92.0 * math.sqrt(count) + 60.0
    points = points * (wanted / (radius + 1e-9))[:, None] * reach * np.array([1.08, 0.92])
    return _part(points)


def _part(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Push nodes apart along the shorter way until no two boxes overlap, or nearly so."""
    points = points.copy()
    order = np.triu(np.ones((len(points), len(points)))) * 2 - 1
    for _ in range(400):
        gap = points[:, None, :] - points[None, :, :]
        overlap = _BOX - np.abs(gap)
        inside: NDArray[np.bool_] = np.all(overlap > 0.5, axis=2)
        np.fill_diagonal(inside, False)
        if not inside.any():
            break
        sideways = overlap[..., 0] < overlap[..., 1]
        push = overlap * np.stack([sideways, ~sideways], axis=2)
        sign = np.where(gap == 0, order[..., None], np.sign(gap))
        points += (push * sign * inside[..., None]).sum(axis=1) * 0.3
    return points


def _place_around(graph: nx.MultiDiGraph[Any], ranked: list[str], placed: Plane) -> None:
    """Give the rest, wave by wave, a place on a spiral around their strongest neighbour that has one."""
    pull: dict[str, dict[str, float]] = {node: {} for node in ranked}
    links: list[tuple[str, str, int]] = list(graph.edges(data="weight"))
    for left, right, weight in links:
        pull[left][right] = pull[left].get(right, 0) + weight
        pull[right][left] = pull[right].get(left, 0) + weight
    followers: dict[str, int] = {}
    waiting = {node: n for n, node in enumerate(ranked) if node not in placed and pull[node]}
    lowest = max((y for _, y in placed.values()), default=0)
    fresh = list(placed)
    while waiting:
        reached = {other for node in fresh for other in pull[node] if other in waiting}
        if reached:
            fresh = sorted(reached, key=waiting.__getitem__)
            # Beside those who had a place before this wave: within it nobody comes first.
            near = [[other for other in pull[node] if other in placed] for node in fresh]
            for node, others in zip(fresh, near, strict=True):
                _place_beside(node, others, pull[node], followers, placed)
        else:
            fresh = [next(iter(waiting))]
            _place_lonely(fresh, placed, lowest + _BOX[1])
        for node in fresh:
            del waiting[node]
            lowest = max(lowest, placed[node][1])


def _place_beside(
    node: str, others: list[str], pull: dict[str, float], followers: dict[str, int], placed: Plane
) -> None:
    """The next place on the spiral around the strongest of ``others``."""
    anchor = max(others, key=lambda other: (pull[other], other))
    turn = followers[anchor] = followers.get(anchor, 0) + 1
    x, y = placed[anchor]
    angle = math.atan2(y, x) + turn * _GOLDEN_ANGLE
    reach = 70 + 34 * math.sqrt(turn)
    placed[node] = (round(x + reach * math.cos(angle)), round(y + reach * math.sin(angle)))


def _place_lonely(nodes: list[str], placed: Plane, top: float) -> None:
    """Entities that no claim connects stand in rows below the rest."""
    columns = max(8, math.ceil(math.sqrt(len(nodes)) * 1.4))
    for index, node in enumerate(nodes):
        row, column = divmod(index, columns)
        x, y = (column - (columns - 1) / 2) * _BOX[0], top + (row + 1) * _BOX[1]
        placed[node] = (round(x), round(y))
