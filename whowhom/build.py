"""Articles to project directory, database and page, in one go, with a report of what was left out."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from itertools import chain
from pathlib import Path
from threading import Thread
from typing import TypeAlias

from graph.contested import contested_pairs
from graph.journal import Entry, Journal
from graph.ledger import Source, living, part_of
from graph.project import Project
from graph.records import Corpus
from graph.stories import Sketches, sketch_texts
from ingest.read import STANDARD_INPUT, Limits
from ingest.records import ENTITY_TYPES, RELATIONS, Article, Extraction, Unreadable
from ingest.version import extraction_version
from ingest.workers import POOL_FROM, Done, extract_batches, get_ready
from whowhom.console import Step
from whowhom.intake import Intake, open_intake, outdated
from whowhom.interruption import between_imports
from whowhom.news import tell_news

Progress = Callable[[str], AbstractContextManager[Step]]
Engine: TypeAlias = Callable[[Iterable[Article]], Iterator[Done]]
"""What extracts: batches of articles in their order, each with one result an article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build made: counts, what was left out and why, and the seconds that it took.

    ``added`` counts the articles that the project did not have before, and ``news`` tells their claims.
    ``contested`` is None where the corpus is too large for one machine to compare all claims.
    """

    project: Path
    articles: int
    added: int
    claims_added: int
    entities: tuple[tuple[str, int], ...]
    claims: tuple[tuple[str, int], ...]
    contested: int | None
    news: tuple[str, ...]
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
    prune: bool = False,
    engine: Engine | None = None,
) -> Report:
    """Bring the project directory, its database and its page up to date with the sources, and report.

    Files that were read before and have not changed are not read again; what came from files that are gone
    stays, unless ``prune`` takes it out. What stood in the directory before stays whole until everything
    new is written; a build that was cut short goes on where it was.

    Raises:
        IngestError: a source does not exist, or none of them holds a file to read.
        GraphError: the directory cannot be used.
    """
    started = time.perf_counter()
    project = Project(directory)
    with between_imports(), project.lock():
        engine = engine or _workers(sources, workers)
        version = extraction_version()
        journal = Journal(project.journal, version)
        intake = open_intake(project, version, journal.resume())
        articles = _articles(project, intake, sources, limits, columns)
        # Aside, while the workers load their models; whoever is interrupted does not wait for it.
        before: Future[tuple[list[Extraction], Sketches]] = Future()
        Thread(target=_prepare, args=(project, intake, before), daemon=True).start()
        _extract(articles, engine, journal, progress)
        from graph.load.collecting import no_collecting
        from graph.resolve import resolve
        from whowhom.rebuild import confident, write_outputs

        ledger = intake.ledger(prune=prune)
        with no_collecting():
            with progress("resolve"):
                held, sketches = before.result()
                extractions, failed, fresh = _gather(held, journal, ledger)
                corpus = resolve(confident(extractions, min_confidence), project.judgements(), sketches)
            with project.replacing() as folder:
                write = partial(
                    project.write_into, folder, corpus, extractions,
                    sources=ledger, extraction=version, min_confidence=min_confidence,
                )  # fmt: skip
                write_outputs(
                    corpus, folder, write,
                    title=directory.resolve().stem, earlier=project.database, progress=progress,
                )  # fmt: skip
        journal.remove()
    added = {article.id for article in corpus.articles} - living(intake.known.values())
    seconds = time.perf_counter() - started
    return _report(project.path, corpus, intake, failed, added, fresh, prune, seconds)


def _workers(sources: Sequence[Path], count: int | None) -> Engine:
    """The processes of this machine. Who builds has most often something to read, and then waits for the models."""
    ready = all(source.exists() or source == STANDARD_INPUT for source in sources) and get_ready(count)
    return partial(extract_batches, workers=count, small=0 if ready else POOL_FROM)


def _articles(
    project: Project,
    intake: Intake,
    sources: Sequence[Path],
    limits: Limits | None,
    columns: Mapping[str, str] | None,
) -> Iterator[Article]:
    """New articles from the sources, then those of earlier sources that must be done again."""
    yield from intake.articles(sources, limits=limits, columns=columns)
    yield from outdated(project, intake, intake.ledger(prune=False))


def _extract(articles: Iterable[Article], engine: Engine, journal: Journal, progress: Progress) -> None:
    """Extract batch by batch into the journal, so that memory holds a few batches and a kill costs one."""
    with progress("extract") as step:
        done = 0
        step(done)
        for batch, results in engine(articles):
            journal.append(map(_entry, batch, results))
            done += len(batch)
            step(done)


def _entry(article: Article, result: Extraction | Unreadable) -> Entry:
    stamp = part_of(article).stamp
    if isinstance(result, Extraction):
        return Entry(id=article.id, stamp=stamp, extraction=result)
    return Entry(id=article.id, stamp=stamp, failure=result)


def _prepare(project: Project, intake: Intake, found: Future[tuple[list[Extraction], Sketches]]) -> None:
    """Find what was extracted before, with sketches of its texts; and import all that comes after extraction."""
    try:
        import_module("whowhom.rebuild")
        held = list(project.extractions()) if intake.held else []
        found.set_result((held, sketch_texts(extraction.article for extraction in held)))
    except Exception as error:
        found.set_exception(error)


def _gather(
    held: Iterable[Extraction], journal: Journal, ledger: Sequence[Source]
) -> tuple[list[Extraction], list[Unreadable], set[str]]:
    """Everything that the project is to hold, what could not be extracted, and the ids of what now was."""
    paths: dict[str, set[str]] = {}
    for source in ledger:
        for part in (*source.parts, *source.former):
            paths.setdefault(part.id, set()).add(part.path)
    journaled = {entry.id: entry for entry in journal.read() if entry.id in paths}
    kept = (one for one in held if one.article.id in paths and one.article.id not in journaled)
    new = (entry.extraction for entry in journaled.values() if entry.extraction is not None)
    return (
        [_cited(extraction, paths[extraction.article.id]) for extraction in chain(kept, new)],
        [entry.failure for entry in journaled.values() if entry.failure is not None],
        set(journaled),
    )


def _cited(extraction: Extraction, paths: set[str]) -> Extraction:
    """The extraction, citing a file that is there: of two with the same text, the first may be gone."""
    if extraction.article.path in paths:
        return extraction
    return replace(extraction, article=replace(extraction.article, path=min(paths)))


def _report(
    path: Path,
    corpus: Corpus,
    intake: Intake,
    failed: Sequence[Unreadable],
    added: set[str],
    fresh: set[str],
    prune: bool,
    seconds: float,
) -> Report:
    types = Counter(entity.type for entity in corpus.entities)
    relations = Counter(claim.relation for claim in corpus.claims)
    refused = (one for source in intake.seen.values() for one in source.refused)
    return Report(
        project=path,
        articles=len(corpus.articles),
        added=len(added),
        claims_added=sum(claim.document in added for claim in corpus.claims),
        entities=tuple((name, types[name]) for name in ENTITY_TYPES),
        claims=tuple((name, relations[name]) for name in RELATIONS),
        contested=len(contested_pairs(corpus)),
        news=tuple(tell_news(corpus, added)),
        notes=(
            *(f"{one.path}: {note}" for one in corpus.articles if one.id in fresh for note in one.notes),
            *(f"{each.path}: the same text as {each.original}, counted once" for each in intake.duplicates),
            *_departed(intake.gone(), prune),
        ),
        left_out=(*refused, *failed),
        seconds=seconds,
    )


def _departed(places: Sequence[str], prune: bool) -> Iterator[str]:
    if not places:
        return
    some = f"{places[0]} and {len(places) - 1} more are" if len(places) > 1 else f"{places[0]} is"
    kept = "taken out of the graph" if prune else "kept in the graph (--prune takes out what is gone)"
    yield f"{some} no longer there: {kept}"
