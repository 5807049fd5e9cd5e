"""The fixture corpus keeps the promise that every real corpus keeps: each claim stands in its article."""

from __future__ import annotations

from tests.graph.fixture_corpus import claim_id, fixture_corpus


def test_evidence_and_mentions_stand_in_the_text() -> None:
    corpus = fixture_corpus()
    text = {article.id: article.text for article in corpus.articles}
    spans = {(mention.document, mention.start, mention.end) for mention in corpus.mentions}
    assert all(text[claim.document][claim.start : claim.end] == claim.evidence for claim in corpus.claims)
    assert all(text[m.document][m.start : m.end] == m.text for m in corpus.mentions)
    assert all((claim.document, claim.subject_start, claim.subject_end) in spans for claim in corpus.claims)


def test_the_affair_has_its_size_and_unique_ids() -> None:
    corpus = fixture_corpus()
    assert (len(corpus.articles), len(corpus.entities)) == (14, 15)
    assert len({claim.id for claim in corpus.claims}) == len(corpus.claims)
    assert claim_id("herald-0115", "sorrel", "SUPPORTED", "marrek")
