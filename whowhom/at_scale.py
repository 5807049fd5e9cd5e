"""Builds a project over tables, on an engine that holds more than memory does, or spreads it over machines."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.contested import contested_pairs
from graph.engines.interface import Engine
from graph.manifest import Manifest, our_version
from graph.parquet import take_files
from graph.project import SOURCES, Project
from graph.records import Corpus
from graph.resolve import resolve
from graph.resolve.at_scale import resolve_tables
from ingest.batches import Outcome
from ingest.columns import from_batch
from ingest.read import Limits
from ingest.records import ENTITY_TYPES, RELATIONS
from ingest.version import extraction_version
from whowhom.build import Progress, Report
from whowhom.engines import OnDuckdb, OnSpark
from whowhom.news import tell_news
from whowhom.rebuild import confident, write_outputs
from whowhom.taking_in import count_rows, take_in

DRAWN: Final = 1_000_000
"""Claims up to which database and page are made: one machine reads them whole for it."""
_TABLES: Final = ("documents", "mentions", "entities", "claims", "links", "extractions")
_WORK: Final = ".work.new"


def build_at_scale(
    sources: Sequence[Path],
    directory: Path,
    on: OnDuckdb | OnSpark,
    *,
    progress: Progress,
    min_confidence: float = 0.0,
    columns: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    prune: bool = False,
) -> Report:
    """Bring the project directory up to date as ``whowhom.build.build`` does, its records in Parquet.

    Articles that the project holds already, from the same version of the extraction, are not extracted
    again. A build that was cut short goes on after its last whole round of articles.

    Raises:
        IngestError: a source does not exist, or cannot be read from another machine.
        GraphError: the directory cannot be used, or the engine cannot.
    """
    started = time.perf_counter()
    project = Project(directory)
    version = extraction_version()
    with project.lock():
        work = _work_folder(project, version)
        engine = on.open(work)
        try:
            taken = take_in(
                engine, project, sources, on.extracting(), version, progress,
                limits=limits, columns=columns, prune=prune,
            )  # fmt: skip
            tally, corpus = _write(engine, project, version, min_confidence, progress)
        finally:
            engine.close()
        shutil.rmtree(project.path / _WORK, ignore_errors=True)
    return Report(
        project=project.path,
        articles=tally.articles,
        added=tally.added,
        claims_added=tally.claims_added,
        entities=tuple((name, tally.entities[name]) for name in ENTITY_TYPES),
        claims=tuple((name, tally.claims[name]) for name in RELATIONS),
        contested=None if corpus is None else len(contested_pairs(corpus)),
        news=tally.news,
        notes=(*taken.notes, *(() if corpus else (_NOT_DRAWN,))),
        left_out=taken.left_out,
        seconds=time.perf_counter() - started,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How much a build made."""

    articles: int
    added: int
    claims_added: int
    entities: Counter[str]
    claims: Counter[str]
    news: tuple[str, ...] = ()


_NOT_DRAWN: Final = (
    f"more than {DRAWN:,} claims: no page and no embedded database was made; "
    "load the records into Neo4j with whowhom load or whowhom export csv"
)


def _work_folder(project: Project, version: str) -> Path:
    """Where tables stand while the build runs; those of another version of the extraction are of no use."""
    home = project.path / _WORK
    if home.exists():
        for other in home.iterdir():
            if other.name != version:
                shutil.rmtree(other, ignore_errors=True)
    work = home / version
    work.mkdir(parents=True, exist_ok=True)
    return work


def _write(
    engine: Engine, project: Project, version: str, min_confidence: float, progress: Progress
) -> tuple[Tally, Corpus | None]:
    """Resolve, and put everything in its place; returns the corpus too, unless it is too large to be held."""
    judgements = project.judgements()
    with project.replacing() as folder:
        if judgements:
            # The user's decisions are few, but each can reach across the whole corpus.
            with progress("resolve"):
                table = engine.fetch("SELECT * FROM outcomes WHERE failure IS NULL")
                extractions = [outcome.extraction for outcome in from_batch(table, Outcome)]
                corpus = resolve(confident(extractions, min_confidence), judgements)
            project.write_into(
                folder, corpus, extractions,
                sources=(), extraction=version, min_confidence=min_confidence, form="parquet",
            )  # fmt: skip
        else:
            with progress("resolve"):
                notes = resolve_tables(engine, min_confidence)
            tally = _tally(engine)
            with progress("write"):
                counts = {f"{t}.jsonl": take_files(folder / f"{t}.parquet", engine.files(t)) for t in _TABLES}
                manifest = Manifest(
                    version=our_version(),
                    counts=counts,
                    notes=notes,
                    extraction=version,
                    min_confidence=min_confidence,
                )
                project.write_manifest(folder, manifest, {SOURCES: ()})
            if counts["claims.jsonl"] > DRAWN:
                return tally, None
            corpus = Project(folder).read()
        write_outputs(corpus, folder, title=project.path.resolve().stem, progress=progress)
    added = engine.fetch("SELECT document FROM added").column("document").to_pylist()
    return _tally_of(corpus, set(added)), corpus


def _tally_of(corpus: Corpus, added: set[str]) -> Tally:
    return Tally(
        articles=len(corpus.articles),
        added=len(added),
        claims_added=sum(claim.document in added for claim in corpus.claims),
        news=tuple(tell_news(corpus, added)),
        entities=Counter(entity.type for entity in corpus.entities),
        claims=Counter(claim.relation for claim in corpus.claims),
    )


def _tally(engine: Engine) -> Tally:
    """The same, counted by the engine."""
    entities = engine.fetch("SELECT type, COUNT(*) AS n FROM entities GROUP BY type").to_pylist()
    claims = engine.fetch("SELECT relation, COUNT(*) AS n FROM claims GROUP BY relation").to_pylist()
    return Tally(
        articles=count_rows(engine, "documents"),
        added=count_rows(engine, "added"),
        claims_added=count_rows(engine, "claims c JOIN added a ON a.document = c.document"),
        entities=Counter({row["type"]: row["n"] for row in entities}),
        claims=Counter({row["relation"]: row["n"] for row in claims}),
    )
