"""Reading and extraction as steps over Arrow batches, for engines that bring batches to many workers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final

import pyarrow as pa

from ingest.columns import from_batch, schema_of, to_batch
from ingest.read.articles import Source
from ingest.read.limits import Limits
from ingest.read.options import Options, name_columns
from ingest.read.sources import SourceFile
from ingest.records import Article, Chain, Claim, Extraction, Mention, Unreadable
from ingest.workers import Result, extract_apart, extract_batches, extract_here

_TOGETHER: Final = 64
"""Articles worked on at once: as many as the pipeline's batches like, and no more in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A file to read: its number among the sources, where it lies, and the path by which it is cited."""

    number: int
    file: str
    cited: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a file holds at one place: an article, or why there is none."""

    number: int
    part: int
    article: Article | None = None
    refused: Unreadable | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one article: its records, or the reason why there are none."""

    document: str
    article: Article
    mentions: tuple[Mention, ...] = ()
    chains: tuple[Chain, ...] = ()
    claims: tuple[Claim, ...] = ()
    failure: str | None = None

    @property
    def extraction(self) -> Extraction:
        """The records together."""
        return Extraction(
            article=self.article, mentions=self.mentions, chains=self.chains, claims=self.claims
        )


@dataclass(frozen=True)
class Reading:
    """The step from files (``Listed``) to what they hold (``Found``)."""

    limits: Limits
    columns: Mapping[str, str]

    @cached_property
    def schema(self) -> pa.Schema:
        """The columns of what it gives."""
        return schema_of(Found)

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Read every file of the batches."""
        options = Options(limits=self.limits, columns=name_columns(self.columns))
        try:
            for batch in batches:
                for listed in from_batch(batch, Listed):
                    yield from self._read(listed, options)
        finally:
            options.guard.close()

    def _read(self, listed: Listed, options: Options) -> Iterator[pa.RecordBatch]:
        some: list[Found] = []
        source = Source(SourceFile(Path(listed.file), listed.cited), options)
        for part, record in enumerate(source.read()):
            found = Found(number=listed.number, part=part)
            if isinstance(record, Article):
                some.append(replace(found, article=record))
            else:
                some.append(replace(found, refused=record))
            if len(some) == _TOGETHER:
                yield to_batch(some, Found)
                some = []
        if some:
            yield to_batch(some, Found)


@dataclass(frozen=True)
class Extracting:
    """The step from articles to outcomes, the models loaded once a process."""

    @cached_property
    def schema(self) -> pa.Schema:
        """The columns of what it gives."""
        return schema_of(Outcome)

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Extract from every article in this process."""
        return self._over(batches, careful=False)

    def carefully(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Extract in a process beside this one, article by article: one that kills it is named and left out."""
        return self._over(batches, careful=True)

    def _over(self, batches: Iterator[pa.RecordBatch], *, careful: bool) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for start in range(0, batch.num_rows, _TOGETHER):
                yield extract_batch(batch.slice(start, _TOGETHER), careful=careful)


@dataclass(frozen=True)
class ExtractingOnAllCores:
    """The same step for an engine that has one part: the articles are spread over this machine's cores."""

    workers: int | None = None

    @cached_property
    def schema(self) -> pa.Schema:
        """The columns of what it gives."""
        return schema_of(Outcome)

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Extract from every article in a pool of processes."""
        articles = (article for batch in batches for article in from_batch(batch, Article))
        for some, results in extract_batches(articles, workers=self.workers):
            yield to_batch(map(_outcome, some, results), Outcome)


def extract_batch(batch: pa.RecordBatch, *, careful: bool = False) -> pa.RecordBatch:
    """Articles in, one outcome for each out, in order; no article raises. See ``Article`` and ``Outcome``."""
    articles = tuple(from_batch(batch, Article))
    results = (extract_apart if careful else extract_here)(articles)
    return to_batch([_outcome(*pair) for pair in zip(articles, results, strict=True)], Outcome)


def _outcome(article: Article, result: Result) -> Outcome:
    if isinstance(result, Unreadable):
        return Outcome(document=article.id, article=article, failure=result.reason)
    return Outcome(
        document=article.id,
        article=article,
        mentions=result.mentions,
        chains=result.chains,
        claims=result.claims,
    )
