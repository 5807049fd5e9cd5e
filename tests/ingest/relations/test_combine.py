"""How the patterns' readings and the model's opinions become one list."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.records import RELATIONS, Mention
from ingest.relations.combine import Weights, join, key_of, load_weights
from ingest.relations.found import Found
from ingest.relations.model import Scored
from ingest.relations.reading import Opinion

if TYPE_CHECKING:
    from ingest.records import Relation

WEIGHTS = Weights(
    features={"model": 0.7, "patterns agree": 0.5, "patterns alone": 2.5, "precision": 0.7, "pronoun": -0.5},
    thresholds=dict.fromkeys(RELATIONS, 0.4),
    agreed=0.2,
    unseconded=0.5,
    wordless=0.4,
)


def mention(entity: str) -> Mention:
    return Mention(document="d", start=0, end=1, text="x", kind="name", type="Person", entity=entity)


def found(relation: Relation = "OPPOSED", subject: str = "a", target: str = "b") -> Found:
    return Found(
        subject=mention(subject), object=mention(target), relation=relation, head=0, first=0, last=0,
        family="verb", rule="r", wording="w",
    )  # fmt: skip


def opinion(
    probability: float, relation: Relation = "OPPOSED", subject: str = "a", target: str = "b"
) -> Opinion:
    scored = Scored(
        subject=0, object=1, relation=relation, probability=probability,
        negated=0, hypothetical=0, reported=0, attributed=0, unnamed=0,
    )  # fmt: skip
    return Opinion(subject=mention(subject), object=mention(target), relation=relation, scored=scored)


def test_agreement_is_surer_than_either_alone() -> None:
    (both,) = join([(found(), 0.8)], [opinion(0.8)], WEIGHTS, modelled=True)
    (patterns,) = join([(found(), 0.8)], [], WEIGHTS, modelled=True)
    (model,) = join([], [opinion(0.8)], WEIGHTS, modelled=True)
    assert both.confidence > max(patterns.confidence, model.confidence)
    assert [row.extractor for row in (both, patterns, model)] == ["model+patterns", "patterns", "model"]


def test_opinion_below_the_threshold_is_no_claim() -> None:
    assert join([], [opinion(0.3)], WEIGHTS, modelled=True) == []


def test_what_a_pattern_alone_finds_needs_more() -> None:
    strict = replace(WEIGHTS, unseconded=0.99)
    assert join([(found(), 0.8)], [], WEIGHTS, modelled=True) != []
    assert join([(found(), 0.8)], [], strict, modelled=True) == []
    assert join([(found(), 0.8)], [opinion(0.8)], strict, modelled=True) != []


def test_without_a_model_every_reading_stands_at_its_measured_precision() -> None:
    (row,) = join([(found(), 0.35)], [], WEIGHTS, modelled=False)
    assert (row.confidence, row.extractor) == (0.35, "patterns")


def test_removal_takes_the_place_of_opposition() -> None:
    rows = join([(found("EXPELLED"), 0.9)], [opinion(0.9, "OPPOSED")], WEIGHTS, modelled=True)
    assert [row.key[1] for row in rows] == ["EXPELLED"]


def test_both_directions_are_two_relations() -> None:
    rows = join([(found(), 0.9), (found(subject="b", target="a"), 0.9)], [], WEIGHTS, modelled=True)
    assert [row.key for row in rows] == [("a", "OPPOSED", "b"), ("b", "OPPOSED", "a")]


def test_nobody_has_no_key() -> None:
    with pytest.raises(ValueError, match="no key"):
        key_of(None)


@given(chance=st.floats(0.05, 1), precision=st.floats(0, 1))
def test_confidence_is_a_probability(chance: float, precision: float) -> None:
    for row in join([(found(), precision)], [opinion(chance)], load_weights(), modelled=True):
        assert 0 < row.confidence < 1


def test_shipped_weights_know_every_relation() -> None:
    assert set(load_weights().thresholds) == set(RELATIONS)
