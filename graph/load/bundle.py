"""One article with everything that hangs on it, as rows: what is written, replaced and removed together."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.load.rows import Row, article_row, claim_row, fingerprint, outlet_id
from graph.store.interface import StoreError
from ingest.records import UNNAMED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.records import Corpus
    from ingest.records import Article, Claim


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
    mentions: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in corpus.mentions:
        mentions[mention.document][mention.entity] += 1
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in corpus.claims:
        claims[claim.document].append(claim)
    known = {article.id for article in corpus.articles}
    for document in sorted({*mentions, *claims} - known):
        raise StoreError(
            f"No article {document} is in the project, but claims or mentions are: build it again."
        )
    for article in corpus.articles:
        yield _bundle(article, mentions.get(article.id, Counter()), claims.get(article.id, []), names)


def _bundle(article: Article, mentions: Counter[str], claims: list[Claim], names: dict[str, str]) -> Bundle:
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
