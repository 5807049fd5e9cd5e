"""Cut out the part of a corpus that a query's rows speak of, so that an answer can be shown as a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from graph.names import fold
from graph.records import Corpus
from ingest.records import UNNAMED

if TYPE_CHECKING:
    from ingest.records import Claim


def excerpt(corpus: Corpus, rows: Iterable[Mapping[str, Any]]) -> Corpus:
    """The claims that the rows name, with their entities and articles; sorted as in ``corpus``.

    Rows name claims by id. Rows without a claim's id name entities, by id or by any name: then it is the
    claims between these. Entities that are named but in no such claim are there all the same.
    """
    named = {text for row in rows for value in row.values() for text in _texts(value)}
    ids = {claim.id for claim in corpus.claims} & named
    folded = {fold(text) for text in named}
    entities = {
        entity.id
        for entity in corpus.entities
        if entity.id in named or any(fold(name) in folded for name in (entity.name, *entity.aliases))
    }
    claims = tuple(
        claim
        for claim in corpus.claims
        if (claim.id in ids if ids else claim.subject in entities and claim.object in entities)
    )
    return _cut(corpus, claims, set() if ids else entities)


def _cut(corpus: Corpus, claims: tuple[Claim, ...], entities: set[str]) -> Corpus:
    speakers = {claim.attributed_to for claim in claims} - {None, UNNAMED}
    kept = entities | speakers | {end for claim in claims for end in (claim.subject, claim.object)}
    documents = {claim.document for claim in claims}
    return replace(
        corpus,
        articles=tuple(article for article in corpus.articles if article.id in documents),
        mentions=tuple(mention for mention in corpus.mentions if mention.document in documents),
        entities=tuple(entity for entity in corpus.entities if entity.id in kept),
        claims=claims,
    )


def _texts(value: Any) -> Iterator[str]:
    """All strings in a value: a store's nodes are dictionaries, its lists and paths tuples."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _texts(tuple(value.values()))
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _texts(part)
