"""A load that is cut off, and the load after it: the same graph as if nothing had happened."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.generate import news_corpus
from graph.load import load
from graph.load.dump import dump
from graph.store import Credentials, open_store
from tests.neo4j_server import PASSWORD, Neo4jServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph.records import Corpus
    from graph.store import Store
    from tests.graph.conftest import Neo4jAddress

pytestmark = pytest.mark.neo4j


class CutOffError(Exception):
    """Stands for the loader's own end."""


@cache
def corpus() -> Corpus:
    """Enough for several transactions of articles."""
    return news_corpus(articles=100, entities=200, claims=2_000)


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


@pytest.fixture(scope="module")
def undisturbed(neo4j: Neo4jAddress) -> list[str]:
    """What an undisturbed load gives."""
    neo4j.clear()
    with neo4j.open(write=True) as store:
        load(corpus(), store, analysis={})
        return list(dump(store))


@pytest.mark.parametrize("step", ["entities", "articles", "edges"])
def test_loader_that_ends_in_mid_load_goes_on_where_it_stopped(
    neo4j: Neo4jAddress, undisturbed: list[str], step: str
) -> None:
    neo4j.clear()
    with neo4j.open(write=True) as store:
        with pytest.raises(CutOffError):
            load(corpus(), store, at(step, cut_off), analysis={})
        assert 0 < size(store) < len(undisturbed)
        load(corpus(), store, analysis={})
        assert list(dump(store)) == undisturbed
        assert load(corpus(), store, analysis={}).changes == ()


def size(store: Store) -> int:
    ((nodes,),) = store.query("MATCH (n) RETURN count(n) AS n").rows
    ((edges,),) = store.query("MATCH ()-[r]->() RETURN count(r) AS n").rows
    return int(str(nodes)) + int(str(edges))


@pytest.fixture
def own_server(neo4j_jars: Path) -> Iterator[Neo4jServer]:
    """A server that a test may kill."""
    assert neo4j_jars.is_dir()
    home = Path(tempfile.mkdtemp(prefix="whowhom-neo4j-"))
    server = Neo4jServer(home)
    server.prepare()
    server.start()
    yield server
    server.kill()
    shutil.rmtree(home, ignore_errors=True)


def test_server_that_is_killed_in_mid_load_and_comes_back(
    own_server: Neo4jServer, undisturbed: list[str]
) -> None:
    def restart() -> None:
        own_server.kill()
        own_server.start()

    credentials = Credentials(password=PASSWORD)
    with open_store(own_server.uri, credentials=credentials, write=True, timeout=300) as store:
        load(corpus(), store, at("articles", restart), analysis={})
        assert list(dump(store)) == undisturbed
