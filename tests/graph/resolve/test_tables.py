"""The lexicon and the weights are data: checked when read, and refused with a sentence."""

from __future__ import annotations

import json

import pytest

from graph.records import GraphError
from graph.resolve.lexicon import lexicon, parse_lexicon
from graph.resolve.score import parse_weights, weights

LISTS = {"titles": "sir", "suffixes": "jr", "legal": "ltd", "joints": "of", "kinds": "bank"}
GOOD = "".join(f'{name} = "{text}"\n' for name, text in LISTS.items()) + 'nicknames = ["robert bob"]\n'


def test_the_shipped_tables_are_sound() -> None:
    assert "president" in lexicon().titles
    assert "william" in lexicon().nicknames["bill"]
    assert set(weights().by_kind) == {
        "Person",
        "Organization",
        "Person's part",
        "Organization's part",
        "parts",
    }


def test_nicknames_hold_both_ways() -> None:
    assert parse_lexicon(GOOD).nicknames == {"robert": frozenset({"bob"}), "bob": frozenset({"robert"})}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("titles = ", "is not TOML"),
        ('titles = "sir"\n', "missing or unknown: joints"),
        (GOOD + 'moods = "sad"\n', "missing or unknown: moods"),
        (GOOD.replace("sir", "Sir"), "'Sir' must be written as it folds, 'sir'"),
    ],
)
def test_a_broken_lexicon_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(GraphError, match=complaint):
        parse_lexicon(text)


KINDS = {kind: dict(values) for kind, values in weights().by_kind.items()}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{", "is not JSON"),
        ("[]", "needs weights for Person"),
        (json.dumps({"weights": {"Person": {}}}), "needs weights for Person"),
        (json.dumps({"weights": KINDS | {"parts": {"rivals": 1.0}}}), "parts needs a bias"),
        (
            json.dumps({"weights": KINDS | {"parts": {"bias": "big"}}}),
            "parts needs a bias and finite numbers",
        ),
    ],
)
def test_broken_weights_are_refused(text: str, complaint: str) -> None:
    with pytest.raises(GraphError, match=complaint):
        parse_weights(text)
