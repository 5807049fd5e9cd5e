"""A line that is cut and a deadlock in mid-load: afterwards the graph of an undisturbed load.

A disk that is full takes a server of its own, which ``python -m benchmarks.full_log`` has; here is what
the user is told then.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from neo4j.exceptions import Neo4jError

from benchmarks.faults import CuttingProxy, rival
from benchmarks.generate import news_corpus
from graph.load import load
from graph.load.dump import dump
from graph.store import StoreError, open_store
from graph.store.neo4j_errors import explain

if TYPE_CHECKING:
    from graph.records import Corpus
    from tests.graph.conftest import Neo4jAddress


def loaded(neo4j: Neo4jAddress, corpus: Corpus, uri: str = "") -> None:
    with open_store(uri or neo4j.uri, credentials=neo4j.credentials, write=True, timeout=300) as store:
        load(corpus, store, analysis={})


def dumped(neo4j: Neo4jAddress) -> list[str]:
    with neo4j.open() as store:
        return list(dump(store))


@pytest.mark.neo4j
def test_line_that_is_cut_in_mid_load(neo4j: Neo4jAddress, news: Corpus, undisturbed: list[str]) -> None:
    neo4j.clear()
    port = int(neo4j.uri.rpartition(":")[2])
    said: list[str] = []
    with CuttingProxy(port, [60_000, 300_000, 200_000]) as proxy:
        for _ in range(4):
            try:
                loaded(neo4j, news, proxy.uri)
                break
            except StoreError as error:
                said.append(str(error))
        assert proxy.made == 3
    assert not any("\n" in sentence for sentence in said)
    assert dumped(neo4j) == undisturbed


@pytest.mark.neo4j
def test_deadlock_ends_with_both_having_written(
    empty_neo4j: Neo4jAddress, caplog: pytest.LogCaptureFixture
) -> None:
    before = news_corpus(articles=4, entities=40, claims=60)
    persons = [one for one in before.entities if one.type == "Person"]
    after = replace(
        before, entities=tuple(replace(one, mentions=one.mentions + 1) for one in before.entities)
    )
    loaded(empty_neo4j, after)
    expected = dumped(empty_neo4j)
    loaded(empty_neo4j, before)
    with (
        caplog.at_level(logging.WARNING, logger="neo4j"),
        rival(empty_neo4j.uri, persons[0].id, [one.id for one in persons[1:]]) as lost,
    ):
        loaded(empty_neo4j, after)
    assert "DeadlockDetected" in caplog.text + " ".join(lost)
    assert dumped(empty_neo4j) == expected


@pytest.mark.parametrize(
    "code",
    [
        "Neo.DatabaseError.Transaction.TransactionLogError",
        "Neo.DatabaseError.Transaction.TransactionCommitFailed",
        "Neo.DatabaseError.Transaction.TransactionStartFailed",
    ],
)
def test_full_transaction_log_is_one_sentence_that_says_what_to_do(code: str) -> None:
    error = Neo4jError._hydrate_neo4j(code=code, message="Could not append transaction.\n\tat java.base")
    said = str(explain(error, "bolt://here:7687", 30))
    assert said.startswith("bolt://here:7687 cannot write a transaction")
    assert "make room" in said
    assert "\n" not in said
