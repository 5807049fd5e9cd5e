"""Faster vectors: as near as rounding to the stock model's, and the same in any company."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import spacy
from spacy.language import Language
from threadpoolctl import threadpool_limits

from ingest.pipeline import BASE_MODEL
from ingest.vectors import STOCK, hasten

TEXTS = (
    "The envoy left.",
    "No",
    "",
    " ".join(["The council of the league refused to seat the delegation that the ministry had named."] * 40),
    "Its leaders, who had met in the capital on Monday, criticized the embargo; nobody answered.\n\nThen they left.",
)


@pytest.fixture(scope="module")
def ours() -> Language:
    nlp = spacy.load(BASE_MODEL)
    hasten(nlp)
    return nlp


def vectors(nlp: Language, texts: tuple[str, ...]) -> list[np.ndarray]:
    pipe: Any = nlp.get_pipe(STOCK)
    return [np.asarray(rows) for rows in pipe.predict([nlp.make_doc(text) for text in texts])]


def test_they_are_the_stock_vectors(ours: Language) -> None:
    for fast, stock in zip(vectors(ours, TEXTS), vectors(spacy.load(BASE_MODEL), TEXTS), strict=True):
        np.testing.assert_allclose(fast, stock, atol=1e-4)


def test_a_text_is_read_in_the_same_way_beside_any_other(ours: Language) -> None:
    together = vectors(ours, TEXTS)
    for text, rows in zip(TEXTS, together, strict=True):
        assert np.array_equal(vectors(ours, (text,))[0], rows)


def test_threads_change_nothing(ours: Language) -> None:
    with threadpool_limits(limits=1, user_api="blas"):
        one = vectors(ours, TEXTS)
    assert all(np.array_equal(a, b) for a, b in zip(one, vectors(ours, TEXTS), strict=True))


def test_the_parse_is_the_stock_one(ours: Language) -> None:
    def read(nlp: Language) -> list[list[tuple[str, str, int]]]:
        return [[(t.tag_, t.dep_, t.head.i) for t in doc] for doc in nlp.pipe(TEXTS)]

    assert read(ours) == read(spacy.load(BASE_MODEL))


def test_a_pipeline_without_the_stock_vectors_is_left_alone() -> None:
    nlp = spacy.blank("en")
    hasten(nlp)
    assert nlp.pipe_names == []
