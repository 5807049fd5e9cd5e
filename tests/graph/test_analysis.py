"""Camps, brokers, balance, centrality and disputes of graphs whose answer is known, and of the affair."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from graph.analysis import analyse, properties
from graph.contested import contested_pairs
from graph.records import Corpus, Edge
from tests.graph.fixture_corpus import claim_id, entity_id, fixture_corpus

if TYPE_CHECKING:
    from ingest.records import Relation


def edge(subject: str, relation: str, object_: str, claims: int = 1) -> Edge:
    return Edge(
        subject=subject, relation=cast("Relation", relation), object=object_, claims=claims, articles=1,
        outlets=(), first=None, last=None, confidence=0.9, roles=(), evidence=("c",),
    )  # fmt: skip


def friends(*pairs: str) -> list[Edge]:
    return [edge(pair[0], "SUPPORTED", pair[1]) for pair in pairs]


def enemies(*pairs: str) -> list[Edge]:
    return [edge(pair[0], "OPPOSED", pair[1]) for pair in pairs]


TWO_BLOCS = [*friends("ab", "bc", "ca", "de", "ef", "fd"), *enemies("ad", "be", "cf")]


def test_two_blocs_that_oppose_each_other_are_two_camps() -> None:
    found = analyse(TWO_BLOCS)
    camps = {node: found[node]["camp"] for node in "abcdef"}
    assert camps["a"] == camps["b"] == camps["c"] != camps["d"] == camps["e"] == camps["f"]


def test_no_camp_is_larger_than_camp_one() -> None:
    found = analyse([*TWO_BLOCS, *friends("dg", "eg")])
    assert found["g"]["camp"] == 1


@pytest.mark.parametrize(
    ("edges", "unbalanced"),
    [
        (friends("ab", "bc", "ca"), 0),
        ([*friends("ab"), *enemies("bc", "ca")], 0),
        ([*friends("ab", "bc"), *enemies("ca")], 1),
        (enemies("ab", "bc", "ca"), 1),
    ],
)
def test_triangle_is_balanced_by_the_number_of_its_enmities(edges: list[Edge], unbalanced: int) -> None:
    found = analyse(edges)
    assert {node["unbalanced"] for node in found.values()} == {unbalanced}
    assert {node["balance"] for node in found.values()} == {1.0 - unbalanced}


def test_pair_that_is_even_counts_neither_as_friends_nor_as_enemies() -> None:
    found = analyse([*friends("ab", "bc", "ca"), *enemies("ba")])
    assert all("balance" not in node for node in found.values())


def test_broker_is_who_has_friends_in_two_camps() -> None:
    found = analyse([*TWO_BLOCS, *friends("ga", "gb", "gd")])
    assert found["g"]["brokerage"] == 2
    assert "brokerage" not in found["c"]
    assert found["c"]["camp"] == found["g"]["camp"]


def test_hub_is_most_central_and_shares_sum_to_one() -> None:
    found = analyse([edge("hub", "OPPOSED", leaf) for leaf in "abcde"])
    assert found["hub"]["rank"] == 1
    assert sum(cast(float, node["centrality"]) for node in found.values()) == pytest.approx(1, abs=1e-6)
    assert sorted(cast(int, node["rank"]) for node in found.values()) == [1, 2, 3, 4, 5, 6]


def test_affiliation_told_ten_times_weighs_less_than_two_attacks() -> None:
    found = analyse([edge("a", "AFFILIATED_WITH", "b", claims=10), edge("a", "OPPOSED", "b", claims=2)])
    assert found["a"]["camp"] != found["b"]["camp"]


def test_order_of_the_edges_changes_nothing() -> None:
    assert analyse(TWO_BLOCS) == analyse(reversed(TWO_BLOCS))
    assert list(analyse(TWO_BLOCS)) == sorted("abcdef")


def test_empty_corpus_has_no_properties() -> None:
    assert properties(Corpus()) == {}


def test_affair_falls_into_the_presidents_camp_and_its_opponents() -> None:
    found = properties(fixture_corpus())
    camp = {
        key: found[entity_id(key)]["camp"]
        for key in ("marrek", "kwp", "jmarrek", "norvane", "front", "league")
    }
    assert (
        camp["marrek"] == camp["kwp"] == camp["jmarrek"] != camp["norvane"] == camp["front"] == camp["league"]
    )
    assert found[entity_id("marrek")]["rank"] == 1
    assert found[entity_id("sorrel")]["brokerage_rank"] == 1


def test_disputes_are_the_contested_pairs_with_a_claim_of_each_side() -> None:
    found = properties(fixture_corpus())
    disputed = {entity for entity, values in found.items() if "disputes" in values}
    assert disputed == {pair.subject for pair in contested_pairs(fixture_corpus())}
    assert found[entity_id("norvane")]["disputed"] == [
        claim_id("herald-0222", "norvane", "SUPPORTED", "lindqvar"),
        claim_id("lantern-0220", "norvane", "SUPPORTED", "lindqvar"),
    ]
