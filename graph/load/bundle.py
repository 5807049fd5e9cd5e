"""One article with everything that hangs on it, as rows: what is written, replaced and removed together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Generic, TypeVar

from graph.load.rows import Row, article_row, claim_row, fingerprint, outlet_id
from graph.reading import frame, reader_of
from graph.store.interface import StoreError
from graph.stories import voices
from ingest.records import UNNAMED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graph.reading import Reader
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


def bundles(source: Corpus | Reader, shape: Corpus | None = None) -> Iterator[Bundle]:
    """The articles of a corpus, one at a time, in the order of their ids.

    ``shape`` holds the articles and entities of ``source``, where the caller has them already (see
    ``graph.reading.frame``). Raises StoreError where a record points to an article or entity that is not there.
    """
    reader = reader_of(source)
    known = frame(reader) if shape is None else shape
    names = {entity.id: entity.name for entity in known.entities}
    voice = voices(known.articles)
    mentions, claims = _Groups(reader.mentions()), _Groups(reader.claims())
    for article in reader.articles():
        counted = Counter(mention.entity for mention in mentions.of(article.id))
        row = article_row(article, voice[article.id])
        yield _bundle(article, row, counted, claims.of(article.id), names)
    mentions.end()
    claims.end()


class _Groups(Generic[Record]):
    """A stream of records sorted by document, taken document by document, in order, none passed over."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._groups: Iterator[tuple[str, Iterator[Record]]] = groupby(records, key=attrgetter("document"))
        self._next: tuple[str, Iterator[Record]] | None = next(self._groups, None)

    def of(self, document: str) -> list[Record]:
        """The records of a document. Raises StoreError where some of an earlier one were never asked for."""
        if self._next is None or self._next[0] > document:
            return []
        self._refuse_other(document)
        found = list(self._next[1])
        self._next = next(self._groups, None)
        return found

    def end(self) -> None:
        """Raise StoreError where records are left."""
        if self._next is not None:
            self._refuse_other("")

    def _refuse_other(self, document: str) -> None:
        if self._next is not None and self._next[0] != document:
            raise StoreError(
                f"No article {self._next[0]} is in the project, or not in its order, but claims or mentions"
                " are: build it again."
            )


def _bundle(
    article: Article, row: Row, mentions: Counter[str], claims: Sequence[Claim], names: dict[str, str]
) -> Bundle:
    links = tuple((claim.subject, claim.object, _source(claim)) for claim in claims)
    named = (*mentions, *(end for link in links for end in link if end))
    if missing := next((entity for entity in named if entity not in names), None):
        raise StoreError(
            f"Article {article.path or article.id} points to an entity {missing} that the project does not"
            " have: build it again."
        )
    return Bundle(
        article=row,
        outlet=outlet_id(article.outlet) if article.outlet else None,
        mentions=tuple(sorted(mentions.items())),
        claims=tuple(claim_row(claim, article, names) for claim in claims),
        links=links,
    )


def _source(claim: Claim) -> str | None:
    return None if claim.attributed_to == UNNAMED else claim.attributed_to
