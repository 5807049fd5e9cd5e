"""The gate keeps the relation model from pairs between which nothing can hold, and lets nearly all others through."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from ingest.encoder import meta_at
from ingest.mentions.gate import Gate
from ingest.mentions.model import FOLDER, tag_sentences

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def gate(tmp_path: Path) -> Gate:
    """Of four tokens; what they bring in the first place speaks for a pair, in the second against it."""
    (tmp_path / "meta.json").write_text(
        json.dumps({"gate": {"weights": [1.0, -2.0], "bias": 0.5, "bar": 1.0}})
    )
    left = np.array([[1, 0], [0, 0], [0, 3], [0, 0]], dtype=np.float16)
    right = np.array([[0, 0], [0, 0], [0, 0], [1, -2]], dtype=np.float16)
    return Gate(left=left, right=right, folder=tmp_path)


def test_a_pair_passes_by_what_its_edges_bring(gate: Gate) -> None:
    # 0.5 + 1 for the pair of tokens 0 and 1; 0.5 + 1 - 2 * (3 - 2) for tokens 2 and 3.
    assert gate.passed([((0, 1), (1, 2)), ((2, 3), (3, 4))]) == [True, False]


def test_a_mention_of_one_word_brings_it_twice(gate: Gate) -> None:
    assert gate.passed([((1, 2), (3, 4)), ((1, 2), (1, 2))]) == [True, False]


def test_no_pairs_are_no_question(gate: Gate) -> None:
    assert gate.passed([]) == []


def passed(text: str, *pairs: tuple[str, str]) -> list[bool]:
    words = text.split()
    (reading,) = tag_sentences([words])
    spans = [(words.index(a), words.index(a) + 1) for pair in pairs for a in pair]
    return Gate(left=reading.left.astype(np.float16), right=reading.right.astype(np.float16)).passed(
        list(zip(spans[::2], spans[1::2], strict=True))
    )


@pytest.mark.parametrize(
    "text",
    [
        "Lindqvist condemned Vos over the dam .",
        "Lindqvist was fired by Vos on Monday .",
        "Without the help of Lindqvist , nobody would have voted for Vos .",
        "Lindqvist , the chair of Vos , slept .",
    ],
)
def test_a_stated_relation_passes(text: str) -> None:
    assert passed(text, ("Lindqvist", "Vos")) == [True]


def test_most_names_that_only_stand_in_one_list_do_not_pass() -> None:
    text = "The medals of 1994 went to Lindqvist of Norway , Vos of Belgium and Adeyemi of Ghana ."
    people, states = ("Lindqvist", "Vos", "Adeyemi"), ("Norway", "Belgium", "Ghana")
    strangers = [(a, b) for n, a in enumerate(people) for m, b in enumerate(states) if n < m]
    strangers += [(b, a) for n, a in enumerate(people) for m, b in enumerate(states) if m < n]
    open_ = passed(text, *strangers)
    assert sum(open_) < len(open_) / 2


def test_the_bar_stands_in_the_model_s_description() -> None:
    assert set(meta_at(FOLDER)["gate"]) == {"weights", "bias", "bar"}
