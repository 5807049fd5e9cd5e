"""A load that is cut off, and the load after it: the same graph as if nothing had happened.

One of each here; ``python -m benchmarks.crashes`` does it twenty times at random moments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.load import load
from graph.load.dump import dump

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.records import Corpus
    from graph.store import Store
    from tests.graph.conftest import Neo4jAddress
    from tests.neo4j_server import Neo4jServer

pytestmark = pytest.mark.neo4j


class CutOffError(Exception):
    """Stands for the loader's own end."""


def at(step: str, act: Callable[[], None]) -> Callable[[str, int, int], None]:
    """Progress that acts once, at the first report of a step."""
    acted: list[str] = []

    def progress(name: str, done: int, total: int) -> None:
        if name == step and not acted:
            acted.append(f"{done} of {total}")
            act()

    return progress


def cut_off() -> None:
    raise CutOffError


def test_loader_that_ends_in_mid_load_goes_on_where_it_stopped(
    neo4j: Neo4jAddress, news: Corpus, undisturbed: list[str]
) -> None:
    neo4j.clear()
    with neo4j.open(write=True) as store:
        sizes = []
        for step in ("entities", "articles", "edges"):
            with pytest.raises(CutOffError):
                load(news, store, at(step, cut_off), analysis={})
            sizes.append(size(store))
        assert 0 < sizes[0] < sizes[1] < sizes[2] < len(undisturbed)
        load(news, store, analysis={})
        assert list(dump(store)) == undisturbed
        assert load(news, store, analysis={}).changes == ()


def test_server_that_is_killed_in_mid_load_and_comes_back(
    neo4j: Neo4jAddress, neo4j_process: Neo4jServer, news: Corpus, undisturbed: list[str]
) -> None:
    def restart() -> None:
        neo4j_process.kill()
        neo4j_process.start()

    neo4j.clear()
    with neo4j.open(write=True) as store:
        load(news, store, at("articles", restart), analysis={})
        assert list(dump(store)) == undisturbed


def size(store: Store) -> int:
    ((nodes,),) = store.query("MATCH (n) RETURN count(n) AS n").rows
    ((edges,),) = store.query("MATCH ()-[r]->() RETURN count(r) AS n").rows
    return int(str(nodes)) + int(str(edges))
