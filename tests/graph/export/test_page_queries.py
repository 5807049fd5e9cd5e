"""From database to page and back: the page's Cypher returns the page's rows, whatever the filters."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from graph.export.excerpt import excerpt
from graph.export.from_store import read_corpus
from graph.export.page_data import percent
from graph.load import build_database, load
from graph.store import Store, open_store
from tests.graph.fixture_corpus import claim_id, entity_id, fixture_corpus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.graph.conftest import Neo4jAddress


@pytest.fixture(scope="module")
def embedded_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page-store") / "graph.arcadedb"
    build_database(fixture_corpus(), path)
    return path


@pytest.fixture(scope="module")
def loaded_neo4j(neo4j: Neo4jAddress) -> Neo4jAddress:
    neo4j.clear()
    with neo4j.open(write=True) as store:
        load(fixture_corpus(), store)
    return neo4j


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    if request.param == "embedded":
        with open_store(request.getfixturevalue("embedded_path")) as embedded:
            yield embedded
    else:
        with request.getfixturevalue("loaded_neo4j").open() as server:
            yield server


FILTERS: dict[str, dict[str, Any]] = {
    "everything": {},
    "relation": {"relations": [False, True, False, True]},
    "planned and denied": {"status": [False, False, True, True]},
    "asserted and denied": {"status": [True, False, False, True]},
    "confidence": {"confidence": 80},
    "from": {"from": "2024-05"},
    "until": {"to": "2024-02"},
    "sources disagree": {"disagree": True},
    "two voices": {"minVoices": 2},
    "unnamed": {"speaker": -1, "status": [True, True, True, True]},
    "the article itself": {"speaker": -2},
}


@pytest.mark.browser
@pytest.mark.parametrize("name", FILTERS)
def test_the_query_returns_the_rows_of_the_csv(affair: Page, store: Store, name: str) -> None:
    affair.evaluate("change => State.change(change)", FILTERS[name])
    compare(affair, store)


@pytest.mark.browser
def test_the_query_knows_outlets_speakers_and_directions(affair: Page, store: Store) -> None:
    number = {entity.id: at for at, entity in enumerate(fixture_corpus().entities)}
    affair.locator(".check", has_text="Norvane Post").locator("input").check()
    affair.locator(".check", has_text="no outlet given").locator("input").check()
    compare(affair, store)
    affair.evaluate("State.change({ outlets: null })")
    affair.evaluate("s => State.change({ speaker: s })", number[entity_id("marrek")])
    compare(affair, store)
    affair.evaluate("d => State.change({ speaker: null, did: d })", number[entity_id("norvane")])
    compare(affair, store)


def compare(page: Page, store: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(page.evaluate("Takeaway.csv(App.result)"))))
    answer = [
        {key: written(key, value) for key, value in row.items()}
        for row in store.query(page.evaluate("Takeaway.cypher(State.now)"))
    ]
    assert rows
    assert answer == rows


def written(key: str, value: Any) -> str:
    """As the page writes it into a CSV cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{percent(value) / 100:.2f}" if key == "confidence" else str(value)


def test_a_corpus_comes_back_from_the_database(store: Store) -> None:
    wanted = fixture_corpus()
    found = read_corpus(store)
    assert found.entities == wanted.entities
    assert found.articles == tuple(replace(article, text="", notes=()) for article in wanted.articles)
    assert found.claims == tuple(replace(claim, reasons=()) for claim in wanted.claims)


def test_an_answer_with_claims_is_cut_to_these_claims() -> None:
    claim = claim_id("wire-0310", "league", "EXPELLED", "kestria")
    part = excerpt(fixture_corpus(), [{"claim": claim, "subject": "Harbour League"}])
    assert [kept.id for kept in part.claims] == [claim]
    assert {entity.id for entity in part.entities} == {entity_id("league"), entity_id("kestria")}
    assert len(part.articles) == 1


def test_an_answer_with_names_is_cut_to_the_claims_between_them() -> None:
    part = excerpt(fixture_corpus(), [{"path": ({"name": "norvane"}, "KWP", {"id": entity_id("meridian")})}])
    ends = {entity_id("norvane"), entity_id("kwp"), entity_id("meridian")}
    assert part.claims
    assert {end for claim in part.claims for end in (claim.subject, claim.object)} <= ends
    assert ends <= {entity.id for entity in part.entities}
