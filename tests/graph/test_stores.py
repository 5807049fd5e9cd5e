"""Both stores behave alike: the same rows, the same refusals, the same errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.load import build_database
from graph.store import open_store
from tests.graph.fixture_corpus import fixture_corpus

if TYPE_CHECKING:
    from pathlib import Path

    from tests.graph.conftest import Neo4jAddress


@pytest.mark.neo4j
def test_neo4j_answers(empty_neo4j: Neo4jAddress) -> None:
    with empty_neo4j.open() as store:
        answer = store.query("RETURN 1 AS one, [1, 'x'] AS items")
    assert (answer.columns, answer.rows) == (("one", "items"), ((1, (1, "x")),))


def test_embedded_database_answers(tmp_path: Path) -> None:
    report = build_database(fixture_corpus(), tmp_path / "graph.arcadedb")
    with open_store(tmp_path / "graph.arcadedb") as store:
        answer = store.query("MATCH (c:Claim) RETURN count(c) AS claims")
    assert answer.rows == ((report.count("Claim"),),)
