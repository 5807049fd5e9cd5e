"""Brokerage: who links friends that belong to different camps (Gould and Fernandez 1989)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graph.analysis.signed import friends

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.analysis.signed import SignedGraph


def brokerage(graph: SignedGraph, camps: Mapping[str, int]) -> dict[str, int]:
    """For each entity, how many pairs of its friends belong to two different camps."""
    return {node: _pairs_across(Counter(camps[friend] for friend in friends(graph, node))) for node in graph}


def _pairs_across(sizes: Counter[int]) -> int:
    return (sizes.total() ** 2 - sum(size**2 for size in sizes.values())) // 2
