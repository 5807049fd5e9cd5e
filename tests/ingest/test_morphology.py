"""Asking once for each word gives what the stock ruler and lemmatizer give, word by word."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from ingest.morphology import STOCK, create_morphology
from ingest.pipeline import BASE_MODEL

TEXTS = (
    "They aren't gonna leave; let's see whether the envoys, who were tired, had backed the ministers' plans.",
    "There is nothing new.  There 's a rift, y'all. C'm on: you ain't gotta go!\n\nThe U.S. is us.",
    "",
    "Its leaves fell; he leaves. She saw the saw. But the better men did better, that much that we know.",
    "ain",
    "\n \t",
)


@pytest.fixture(scope="module")
def stock() -> Language:
    return spacy.load(BASE_MODEL, exclude=["ner"])


@pytest.fixture(scope="module")
def ours() -> Language:
    nlp = spacy.load(BASE_MODEL, exclude=["ner"])
    nlp.add_pipe("whowhom_morphology")
    return nlp


def test_the_stock_two_no_longer_run(ours: Language) -> None:
    assert not set(STOCK) & set(ours.pipe_names)


@pytest.mark.parametrize("text", TEXTS)
def test_every_word_gets_what_the_stock_components_give(stock: Language, ours: Language, text: str) -> None:
    def read(nlp: Language) -> list[tuple[str, ...]]:
        return [(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_) for t in nlp(text)]

    assert read(ours) == read(stock)
    assert read(ours) == read(stock)  # and again, from memory


def test_heads_and_sentences_stay(stock: Language, ours: Language) -> None:
    text = " ".join(TEXTS)
    assert [t.head.i for t in ours(text)] == [t.head.i for t in stock(text)]
    assert [s.start for s in ours(text).sents] == [s.start for s in stock(text).sents]


def test_without_the_stock_two_nothing_is_set() -> None:
    nlp = spacy.blank("en")
    pipe = create_morphology(nlp, "whowhom_morphology")
    assert [t.lemma_ for t in pipe(nlp.make_doc("Ana left ."))] == ["", "", ""]
