"""A year of news as records, seeded: articles with their mentions, entities and claims, at any size."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.generated import generated_corpus
from ingest.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.records import Corpus
    from ingest.records import Claim


def news_corpus(
    *, articles: int = 10_000, entities: int = 20_000, claims: int = 200_000, seed: int = 11
) -> Corpus:
    """A corpus in which a few are in the news every day and most once, with the mentions its claims need."""
    corpus = generated_corpus(entities=entities, claims=claims, articles=articles, seed=seed)
    types = {entity.id: entity.type for entity in corpus.entities}
    mentions = {
        (one.document, one.start, one.end): one for claim in corpus.claims for one in _mentions(claim)
    }
    typed = (replace(one, type=types[one.entity]) for one in mentions.values())
    return replace(corpus, mentions=tuple(sorted(typed, key=lambda one: (one.document, one.start, one.end))))


def _mentions(claim: Claim) -> Iterator[Mention]:
    """Subject and object where the claim's evidence names them."""
    for entity, start, end in (
        (claim.subject, claim.subject_start, claim.subject_end),
        (claim.object, claim.object_start, claim.object_end),
    ):
        text = claim.evidence[start - claim.start : end - claim.start]
        yield Mention(
            document=claim.document,
            start=start,
            end=end,
            text=text,
            kind="name",
            type="Person",
            entity=entity,
        )
