"""Asking by any name; explaining a claim; showing and finding entities: on the embedded database."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from graph.ask import ask, find, resolve_entity, resolve_outlet
from graph.explain import UnknownClaimError, explain
from graph.load import build_database
from graph.lookup import LookupFailedError
from graph.records import GraphError
from graph.show import show
from graph.store import Store, open_store
from queries import QueryError, find_query
from tests.graph.fixture_corpus import claim_id, entity_id, fixture_corpus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graph.records import Corpus


def opened(corpus: Corpus, folder: Path) -> Store:
    build_database(corpus, folder / "graph.arcadedb")
    return open_store(folder / "graph.arcadedb")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with opened(fixture_corpus(), tmp_path_factory.mktemp("ask")) as store:
        yield store


@pytest.mark.parametrize(
    ("wanted", "key"),
    [
        ("Tomás Verrán", "verran"),
        ("tomas  VERRAN", "verran"),
        ("The League", "league"),
        ("workers party", "kwp"),
        (entity_id("sorrel"), "sorrel"),
        ("Marrek", "marrek"),
    ],
)
def test_any_spelling_of_any_name_finds_the_entity(store: Store, wanted: str, key: str) -> None:
    assert resolve_entity(store, wanted).id == entity_id(key)


def test_unknown_name_suggests_near_ones(store: Store) -> None:
    with pytest.raises(LookupFailedError, match="did you mean “Ilse Marrek”"):
        resolve_entity(store, "Ilsa Marek")


def test_name_of_two_equals_lists_both_with_ids(tmp_path: Path) -> None:
    corpus = fixture_corpus()
    equal = tuple(replace(entity, mentions=5) for entity in corpus.entities)
    with (
        opened(replace(corpus, entities=equal), tmp_path) as store,
        pytest.raises(LookupFailedError) as refused,
    ):
        resolve_entity(store, "Holt")
    assert entity_id("dholt") in str(refused.value)
    assert entity_id("fholt") in str(refused.value)


def test_outlet_is_found_by_any_spelling(store: Store) -> None:
    assert resolve_outlet(store, "LANTERN") == "The Lantern"
    with pytest.raises(LookupFailedError, match="the graph has Kestria Herald, Norvane Post"):
        resolve_outlet(store, "Daily Nothing")


def test_ask_refuses_wrong_parameters_before_it_asks(store: Store) -> None:
    with pytest.raises(QueryError, match="whole number"):
        ask(store, find_query("who-supported"), {"x": "marrek", "limit": "ten"})


def test_answer_without_rows_keeps_its_columns(store: Store) -> None:
    query = find_query("expelled-members")
    answer = ask(store, query, {"x": "Solenne"})
    assert (answer.columns, answer.rows) == (tuple(column.name for column in query.returns), ())


def test_explain_leads_to_the_sentence_and_its_parts(store: Store) -> None:
    found = explain(store, claim_id("wire-0203", "marrek", "OPPOSED", "verran"))
    assert found.evidence == "“Verrán is a clown,” Marrek said."
    parts = (found.subject_mention, found.trigger, found.object_mention)
    assert [part.text for part in parts if part] == ["Marrek", "clown", "Verrán"]
    assert all(found.evidence[part.start : part.end] == part.text for part in parts if part)
    assert dict(found.qualifiers)["attributed_to"] == "Ilse Marrek"
    assert found.reasons == ("relation: marked up by hand at “clown”",)
    assert (found.outlet, found.published) == ("Solenne Wire", "2024-02-03")


def test_explain_of_an_unknown_claim_says_where_ids_come_from(store: Store) -> None:
    with pytest.raises(UnknownClaimError, match="copy an id from its rows"):
        explain(store, "0123456789abcdef")


def test_show_counts_and_lists_with_evidence(store: Store) -> None:
    portrait = show(store, "sorrel")
    assert (portrait.name, portrait.articles, portrait.outlets) == ("Pia Sorrel", 4, 3)
    assert dict(portrait.analysis)["rank"] == 2
    assert {"relation": "EXPELLED", "active": False, "entities": 2, "claims": 2} in list(portrait.counts)
    assert all(row["evidence"] and row["claim"] for row in portrait.edges)


def test_find_looks_into_names_and_evidence(store: Store) -> None:
    assert [row["id"] for row in find(store, "verran")] == [entity_id("verran")]
    clown = list(find(store, "clown"))
    assert [row["kind"] for row in clown] == ["claim"]
    assert {row["kind"] for row in find(store, "kest*")} == {"entity", "claim"}


@pytest.mark.parametrize("text", ["AND", "(OR", "a:b", '"', "sorrel~", "[x TO y]"])
def test_find_takes_operators_for_words(store: Store, text: str) -> None:
    if any(letter.isalnum() for letter in text):
        find(store, text)
    else:
        with pytest.raises(GraphError, match="no word"):
            find(store, text)
