"""The steps in their order: nothing of a text is lost, however long it is or wherever a paragraph ends."""

from __future__ import annotations

import spacy
from hypothesis import given
from hypothesis import strategies as st

from ingest import Article, extract, pipeline
from ingest.pipeline import _pieces
from ingest.records import content_id

PARAGRAPH = "Ruta Palmgren praised Oskar Lindqvist on Monday. Lindqvist condemned the Halvern Compact.\n\n"


def article(text: str) -> Article:
    return Article(id=content_id(text), path="a.txt", text=text)


def test_every_claim_and_mention_stands_where_it_says(nlp):
    (found,) = extract([article(PARAGRAPH * 3)], nlp)
    text = found.article.text
    assert found.claims
    assert found.mentions
    for claim in found.claims:
        assert text[claim.start : claim.end] == claim.evidence
        assert claim.start <= claim.subject_start < claim.subject_end <= claim.end
    for mention in found.mentions:
        assert text[mention.start : mention.end] == mention.text


def test_claims_speak_of_chains_that_exist(nlp):
    (found,) = extract([article(PARAGRAPH)], nlp)
    chains = {chain.id for chain in found.chains}
    assert {claim.subject for claim in found.claims} | {claim.object for claim in found.claims} <= chains
    assert {mention.entity for mention in found.mentions if mention.entity} <= chains


def test_a_headline_without_full_stop_is_a_sentence_of_its_own(nlp):
    doc = nlp("Palmgren backs Lindqvist\n\nThe Halvern Compact met on Monday.")
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "Palmgren backs Lindqvist",
        "The Halvern Compact met on Monday.",
    ]


def test_no_sentence_starts_behind_a_plain_word(nlp):
    text = "Emperor Norton\n\nJoshua Abraham Norton (c. 1818 – 1880), known as Emperor Norton, died here."
    assert [sentence.text.strip() for sentence in nlp(text).sents] == text.split("\n\n")


def test_articles_come_out_in_the_order_in_which_they_went_in(nlp):
    texts = ["First came Ruta Palmgren.", PARAGRAPH, "Last came Oskar Lindqvist."]
    assert [found.article.text for found in extract(map(article, texts), nlp, batch_size=2)] == texts


def test_a_text_too_long_for_the_parser_is_read_to_its_end(nlp, monkeypatch):
    monkeypatch.setattr(pipeline, "PIECE", 2_000)
    text = "The day was long.\n\n" * 300 + PARAGRAPH
    (found,) = extract([article(text)], nlp)
    assert max(claim.end for claim in found.claims) > 2 * pipeline.PIECE
    assert all(text[claim.start : claim.end] == claim.evidence for claim in found.claims)


def test_an_empty_text_gives_nothing(nlp):
    (found,) = extract([article("")], nlp)
    assert (found.mentions, found.chains, found.claims) == ((), (), ())


@given(st.text(alphabet="ab \n", max_size=200), st.integers(min_value=5, max_value=50))
def test_pieces_joined_are_the_text(text, size):
    pieces = list(_pieces(text, size))
    assert "".join(pieces) == text
    assert all(0 < len(piece) <= size for piece in pieces)


def test_the_tokenizer_that_is_not_read_again_is_the_models_own(nlp):
    own = spacy.load(pipeline.BASE_MODEL, exclude=["ner"]).tokenizer
    assert nlp.tokenizer.to_bytes(exclude=["vocab"]) == own.to_bytes(exclude=["vocab"])
