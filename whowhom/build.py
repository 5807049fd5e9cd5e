"""Articles to project directory, database and page, in one go, with a report of what was left out."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

from graph.contested import contested_pairs
from graph.export.page import write_page
from graph.load.embedded import build_database
from graph.project import Project
from graph.records import Corpus
from graph.resolve import resolve
from ingest.read import Limits, Read, read_articles
from ingest.records import ENTITY_TYPES, RELATIONS, Article, Duplicate, Extraction, Unreadable
from ingest.workers import Result, extract_on_all_cores
from whowhom.console import Step

Progress = Callable[[str], AbstractContextManager[Step]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build made: counts, what was left out and why, and the seconds that it took."""

    project: Path
    articles: int
    entities: tuple[tuple[str, int], ...]
    claims: tuple[tuple[str, int], ...]
    contested: int
    notes: tuple[str, ...]
    left_out: tuple[Unreadable, ...]
    seconds: float


def build(
    sources: Sequence[Path],
    directory: Path,
    *,
    progress: Progress,
    workers: int | None = None,
    min_confidence: float = 0.0,
    columns: Mapping[str, str] | None = None,
    limits: Limits | None = None,
) -> Report:
    """Read the sources, write the project directory with its database and page, and report.

    What stood in the directory before stays whole until everything new is written.

    Raises:
        IngestError: a source does not exist, or none of them holds an article.
        GraphError: the directory cannot be used.
    """
    started = time.perf_counter()
    project = Project(directory)
    with project.lock():
        articles, duplicates, left_out = _read(
            read_articles(sources, limits=limits, columns=columns), progress
        )
        extractions, failed = _extract(articles, progress, workers)
        with progress("resolve"):
            kept = [_confident(extraction, min_confidence) for extraction in extractions]
            corpus = resolve(kept, project.judgements())
        with progress("write"):
            project.write(corpus, kept)
        with progress("database"):
            build_database(corpus, project.database)
        with progress("page"):
            write_page(corpus, project.page, title=directory.resolve().stem)
    return _report(project.path, corpus, duplicates, (*left_out, *failed), time.perf_counter() - started)


def _read(
    records: Iterable[Read], progress: Progress
) -> tuple[list[Article], list[Duplicate], list[Unreadable]]:
    articles: list[Article] = []
    duplicates: list[Duplicate] = []
    left_out: list[Unreadable] = []
    with progress("read") as step:
        for found in records:
            if isinstance(found, Article):
                articles.append(found)
                step(len(articles))
            elif isinstance(found, Duplicate):
                duplicates.append(found)
            else:
                left_out.append(found)
    return articles, duplicates, left_out


def _extract(
    articles: Sequence[Article], progress: Progress, workers: int | None
) -> tuple[list[Extraction], list[Unreadable]]:
    with progress("extract") as step:
        results = list(_counted(extract_on_all_cores(articles, workers=workers), step, len(articles)))
    return (
        [result for result in results if isinstance(result, Extraction)],
        [result for result in results if isinstance(result, Unreadable)],
    )


def _counted(items: Iterable[Result], step: Step, total: int) -> Iterator[Result]:
    step(0, total)
    for done, item in enumerate(items, 1):
        step(done, total)
        yield item


def _report(
    path: Path,
    corpus: Corpus,
    duplicates: Sequence[Duplicate],
    left_out: Sequence[Unreadable],
    seconds: float,
) -> Report:
    types = Counter(entity.type for entity in corpus.entities)
    relations = Counter(claim.relation for claim in corpus.claims)
    return Report(
        project=path,
        articles=len(corpus.articles),
        entities=tuple((name, types[name]) for name in ENTITY_TYPES),
        claims=tuple((name, relations[name]) for name in RELATIONS),
        contested=len(contested_pairs(corpus)),
        notes=(
            *(f"{article.path}: {note}" for article in corpus.articles for note in article.notes),
            *(f"{each.path}: the same text as {each.original}, counted once" for each in duplicates),
        ),
        left_out=tuple(left_out),
        seconds=seconds,
    )


def _confident(extraction: Extraction, minimum: float) -> Extraction:
    claims = tuple(claim for claim in extraction.claims if claim.confidence >= minimum)
    return replace(extraction, claims=claims)
