"""Every question, asked of the invented affair: the right rows, the same from both databases."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graph.ask import ask
from graph.load import build_database, load
from graph.store import Rows, Store, open_store
from queries import Query, library
from tests.graph.fixture_corpus import fixture_corpus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.graph.conftest import Neo4jAddress

ANSWERS: dict[str, Any] = json.loads(Path(__file__).with_name("answers.json").read_text("utf-8"))
"""The rows of each question asked with its own examples, read against the affair by a person."""

QUERIES = pytest.mark.parametrize("query", library().values(), ids=lambda query: query.name)

WHOLE = {"outlets": "Outlet", "reprints": "Article"}
"""Questions about all nodes of one kind, which no index can narrow down."""


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("queries") / "graph.arcadedb"
    build_database(fixture_corpus(), path)
    with open_store(path) as store:
        yield store


@pytest.fixture(scope="module")
def server(neo4j: Neo4jAddress) -> Iterator[Store]:
    neo4j.clear()
    with neo4j.open(write=True) as store:
        load(fixture_corpus(), store)
    with neo4j.open() as store:
        yield store


def asked(store: Store, query: Query) -> Rows:
    """The answer to the question with its own examples."""
    return ask(store, query, {parameter.name: str(parameter.example) for parameter in query.params})


def as_json(rows: Rows) -> list[dict[str, Any]]:
    return json.loads(json.dumps(list(rows)))  # type: ignore[no-any-return]


@QUERIES
def test_embedded_database_gives_the_expected_rows(embedded: Store, query: Query) -> None:
    answer = asked(embedded, query)
    assert answer.columns == tuple(column.name for column in query.returns)
    assert as_json(answer) == ANSWERS[query.name]
    assert answer.rows, "a question whose example finds nothing teaches nothing"


@pytest.mark.neo4j
@QUERIES
def test_neo4j_gives_the_same_rows(server: Store, query: Query) -> None:
    assert as_json(asked(server, query)) == ANSWERS[query.name]


@QUERIES
def test_with_defaults_only_what_is_required_is_needed(embedded: Store, query: Query) -> None:
    given = {parameter.name: str(parameter.example) for parameter in query.params if parameter.required}
    assert ask(embedded, query, given).rows


@QUERIES
def test_limit_cuts_the_rows_from_the_top(embedded: Store, query: Query) -> None:
    if "limit" not in {parameter.name for parameter in query.params}:
        pytest.skip("this question has no limit")
    given = {parameter.name: str(parameter.example) for parameter in query.params}
    assert len(ask(embedded, query, {**given, "limit": "1"})) == 1


@QUERIES
def test_every_id_in_a_row_is_that_of_a_claim(query: Query) -> None:
    found = set(re.findall(r'"([0-9a-f]{16})"', json.dumps(ANSWERS[query.name])))
    assert found <= {claim.id for claim in fixture_corpus().claims}


@pytest.mark.neo4j
@QUERIES
def test_no_full_scan_where_an_index_serves(server: Store, query: Query) -> None:
    plan = server.plan(query.text, {parameter.name: parameter.example for parameter in query.params})
    assert "AllNodesScan" not in plan
    scanned = re.findall(r"NodeByLabelScan\S* \S*:(\w+)", plan)
    assert set(scanned) <= {WHOLE.get(query.name)}  # newer releases read even these from an index


@QUERIES
def test_embedded_database_starts_from_an_index(embedded: Store, query: Query) -> None:
    plan = embedded.plan(query.text, {parameter.name: parameter.example for parameter in query.params})
    assert query.name in WHOLE or "NodeByLabelScan" not in plan
