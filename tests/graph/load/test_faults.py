"""A line that is cut, a deadlock and a full disk in mid-load: afterwards the graph of an undisturbed load."""

from __future__ import annotations

import logging
import shutil
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.faults import CuttingProxy, enlarge, rival, small_disk
from benchmarks.generate import news_corpus
from graph.load import load
from graph.load.dump import dump
from graph.store import Credentials, StoreError, open_store
from tests.neo4j_server import PASSWORD, Neo4jServer

if TYPE_CHECKING:
    from graph.records import Corpus
    from tests.graph.conftest import Neo4jAddress

pytestmark = pytest.mark.neo4j


@cache
def corpus() -> Corpus:
    """Enough for several transactions of articles."""
    return news_corpus(articles=100, entities=200, claims=2_000)


def loaded(uri: str, corpus: Corpus) -> None:
    with open_store(uri, credentials=Credentials(password=PASSWORD), write=True, timeout=300) as store:
        load(corpus, store, analysis={})


def dumped(uri: str) -> list[str]:
    with open_store(uri, credentials=Credentials(password=PASSWORD), timeout=300) as store:
        return list(dump(store))


@pytest.fixture(scope="module")
def undisturbed(neo4j: Neo4jAddress) -> list[str]:
    """What an undisturbed load gives."""
    neo4j.clear()
    loaded(neo4j.uri, corpus())
    return dumped(neo4j.uri)


def test_line_that_is_cut_in_mid_load(empty_neo4j: Neo4jAddress, undisturbed: list[str]) -> None:
    empty_neo4j.clear()
    port = int(empty_neo4j.uri.rpartition(":")[2])
    said: list[str] = []
    with CuttingProxy(port, [150_000, 400_000, 900_000]) as proxy:
        for _ in range(4):
            try:
                loaded(proxy.uri, corpus())
                break
            except StoreError as error:
                said.append(str(error))
        assert proxy.made == 3
    assert not any("\n" in sentence for sentence in said)
    assert dumped(empty_neo4j.uri) == undisturbed


def test_deadlock_ends_with_both_having_written(
    empty_neo4j: Neo4jAddress, caplog: pytest.LogCaptureFixture
) -> None:
    before = corpus()
    persons = [one for one in before.entities if one.type == "Person"]
    after = replace(
        before, entities=tuple(replace(one, mentions=one.mentions + 1) for one in before.entities)
    )
    loaded(empty_neo4j.uri, after)
    expected = dumped(empty_neo4j.uri)
    loaded(empty_neo4j.uri, before)
    with (
        caplog.at_level(logging.WARNING, logger="neo4j"),
        rival(empty_neo4j.uri, persons[0].id, [one.id for one in persons[1:]]) as lost,
    ):
        loaded(empty_neo4j.uri, after)
    assert "DeadlockDetected" in caplog.text + " ".join(lost)
    assert dumped(empty_neo4j.uri) == expected


def test_full_transaction_log_is_one_sentence_and_a_rerun_mends_it(
    neo4j_jars: Path, undisturbed: list[str]
) -> None:
    assert neo4j_jars.is_dir()
    home = Path(tempfile.mkdtemp(prefix="whowhom-full-"))
    logs = home / "logs-of-transactions"
    server = Neo4jServer(home, settings={"server.directories.transaction.logs.root": str(logs)})
    try:
        with small_disk(logs, "3m"):
            server.prepare()
            server.start()
            try:
                with pytest.raises(StoreError, match="make room") as raised:
                    loaded(server.uri, corpus())
                assert str(raised.value).count("\n") == 0
                server.kill()
                enlarge(logs, "512m")
                server.start()
                loaded(server.uri, corpus())
                assert dumped(server.uri) == undisturbed
            finally:
                server.kill()
    except PermissionError as error:
        pytest.skip(f"ONLY ROOT CAN MAKE A SMALL DISK: {error}")
    finally:
        shutil.rmtree(home, ignore_errors=True)
