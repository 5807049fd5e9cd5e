"""One article with everything that hangs on it, as rows: what is written, replaced and removed together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from graph.load.rows import Row, article_row, claim_row, fingerprint, outlet_id
from graph.store.interface import StoreError
from ingest.records import UNNAMED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph.records import Corpus
    from ingest.records import Article, Claim, Mention

Record = TypeVar("Record", "Claim", "Mention")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """An article's row, its mentions counted by entity, and its claims with what they point to.

    ``mentions`` pairs entity ids with counts. ``links`` gives for each of ``claims``, in order, the
    entity ids of subject, object and source (None where the article itself speaks, or no one named).
    """

    article: Row
    outlet: str | None
    mentions: tuple[tuple[str, int], ...]
    claims: tuple[Row, ...]
    links: tuple[tuple[str, str, str | None], ...]

    @property
    def id(self) -> str:
        """The article's id."""
        return str(self.article["id"])

    @property
    def hash(self) -> str:
        """A hash of all of it: equal hash, nothing to write."""
        return fingerprint(self.article, self.outlet, self.mentions, self.claims, self.links)


def bundles(corpus: Corpus) -> Iterator[Bundle]:
    """The articles of a corpus, one at a time. Raises StoreError where a record points to none."""
    names = {entity.id: entity.name for entity in corpus.entities}
    mentions, claims = _by_document(corpus.mentions), _by_document(corpus.claims)
    known = {article.id for article in corpus.articles}
    told = {one.document for one in mentions} | {one.document for one in claims}
    for document in sorted(told - known):
        raise StoreError(
            f"No article {document} is in the project, but claims or mentions are: build it again."
        )
    for article in corpus.articles:
        counted = Counter(mention.entity for mention in _of(mentions, article.id))
        yield _bundle(article, counted, _of(claims, article.id), names)


def _by_document(records: Sequence[Record]) -> Sequence[Record]:
    """The records sorted by document: as they are in a project, so that no copy is made of them."""
    if all(left.document <= right.document for left, right in pairwise(records)):
        return records
    return sorted(records, key=attrgetter("document"))


def _of(records: Sequence[Record], document: str) -> Sequence[Record]:
    key = attrgetter("document")
    return records[bisect_left(records, document, key=key) : bisect_right(records, document, key=key)]


def _bundle(
    article: Article, mentions: Counter[str], claims: Sequence[Claim], names: dict[str, str]
) -> Bundle:
    links = tuple((claim.subject, claim.object, _source(claim)) for claim in claims)
    for entity in {*mentions, *(end for link in links for end in link if end)} - names.keys():
        raise StoreError(
            f"Article {article.path or article.id} points to an entity {entity} that the project does not"
            " have: build it again."
        )
    return Bundle(
        article=article_row(article),
        outlet=outlet_id(article.outlet) if article.outlet else None,
        mentions=tuple(sorted(mentions.items())),
        claims=tuple(claim_row(claim, article, names) for claim in claims),
        links=links,
    )


def _source(claim: Claim) -> str | None:
    return None if claim.attributed_to == UNNAMED else claim.attributed_to
