"""What a counted edge says of the claims that it rests on, and of those that deny it."""

from __future__ import annotations

from graph.edges import edges_of
from graph.load.rows import edge_row
from ingest.records import Claim

MODEL = {"document": "d", "subject": "a", "relation": "OPPOSED", "object": "b", "evidence": "x", "end": 1}
PLACES = {"subject_start": 0, "subject_end": 0, "object_start": 0, "object_end": 0}


def claim(start: int, **more: object) -> Claim:
    return Claim(**{**MODEL, **PLACES, "start": start, **more})  # type: ignore[arg-type]


def test_an_edge_names_the_claims_that_deny_it_without_counting_them() -> None:
    told, denial, doubt = claim(1), claim(2, negated=True), claim(3, modality="hypothetical")
    (edge,) = edges_of([told, denial, doubt], {})
    assert (edge.claims, edge.evidence, edge.denied) == (1, (told.id,), (denial.id,))


def test_a_denial_of_another_relation_or_direction_is_no_denial_of_this() -> None:
    others = claim(2, negated=True, relation="SUPPORTED"), claim(3, negated=True, subject="b", object="a")
    (edge,) = edges_of([claim(1), *others], {})
    assert edge.denied == ()
    assert edge_row(edge)["denied"] is None


def test_of_a_term_with_an_open_end_the_other_end_counts_for_both() -> None:
    (edge,) = edges_of([claim(1, date="../2019"), claim(2, date="2021/..")], {})
    assert (edge.first, edge.last) == ("2019", "2021")
