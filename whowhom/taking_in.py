"""Reads and extracts on an engine: what is new or changed, round by round, so that a kill costs one round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from graph.engines.interface import Each, Engine, Step
from graph.jsonl_reader import DOCUMENTS
from graph.manifest import Manifest
from graph.parquet import table_name
from graph.project import MANIFEST, Project
from graph.tables import EXTRACTIONS, Draft
from ingest.batches import Found, Listed, Outcome, Reading
from ingest.columns import schema_of, to_batch
from ingest.read import Limits, open_sources
from ingest.read.sources import STANDARD_INPUT
from ingest.records import Article, IngestError, Unreadable
from whowhom.build import Progress

ROUND: Final = 20_000
"""Articles whose extraction is kept as soon as it is done: an hour of a core."""
_PART: Final = 200
"""Articles in a part: about a minute of a core, which is what a lost worker costs."""
_BUCKETS: Final = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What is to be said of what was read, and what was left out."""

    notes: tuple[str, ...]
    left_out: tuple[Unreadable, ...]


def take_in(
    engine: Engine,
    project: Project,
    sources: Sequence[Path],
    extracting: Step,
    version: str,
    progress: Progress,
    *,
    limits: Limits | None,
    columns: Mapping[str, str] | None,
    prune: bool,
) -> Taken:
    """Make ``outcomes``, one row for every article that the project is to hold, and ``added``, those new to it.

    What the project has from articles that are not among the sources stays, unless they are pruned, or
    something else lies at their path now.
    """
    with progress("read") as step:
        _read(engine, sources, limits, columns)
        step(count_rows(engine, "arrived"))
    with progress("extract") as step:
        _show_held(engine, project, version)
        rounds = _extract(engine, extracting)
        step(sum(count_rows(engine, name) for name in rounds))
    done = " UNION ALL ".join(f"SELECT * FROM {name}" for name in rounds)
    kept = "FALSE" if prune else "p.path IS NULL AND s.id IS NULL"
    engine.view(
        "extracted",
        f"SELECT e.* FROM ({done}) e JOIN arrived a ON a.id = e.document AND a.article = e.article",
    )
    engine.view(
        "outcomes",
        "SELECT * FROM extracted UNION ALL "
        "SELECT h.* FROM held h LEFT JOIN extracted e ON e.document = h.document "
        "LEFT JOIN arrived a ON a.id = h.document AND a.article = h.article "
        "LEFT JOIN arrived s ON s.id = h.document "
        "LEFT JOIN (SELECT DISTINCT article.path AS path FROM found WHERE article IS NOT NULL) p "
        "ON p.path = h.article.path "
        f"WHERE e.document IS NULL AND (a.id IS NOT NULL OR ({kept}))",
    )
    engine.view(
        "added",
        "SELECT e.document FROM extracted e LEFT JOIN held h ON h.document = e.document "
        "WHERE h.document IS NULL AND e.failure IS NULL",
    )
    return _taken(engine)


def _read(
    engine: Engine, sources: Sequence[Path], limits: Limits | None, columns: Mapping[str, str] | None
) -> None:
    if STANDARD_INPUT in sources:
        raise IngestError("- is the standard input of this machine only: write it to a file, and name that")
    files = [
        Listed(number=number, file=str(opened.file.file.resolve()), cited=opened.file.cited)
        for number, opened in enumerate(open_sources(sources, limits=limits, columns=columns))
    ]
    engine.put("files", pa.Table.from_batches([to_batch(files, Listed)]))
    reading = Reading(limits or Limits(), dict(columns or {}))
    parts = min(len(files), max(2 * engine.cores, len(files) // _PART))
    engine.apply("found", "SELECT number, file, cited FROM files", reading, parts=parts)
    engine.view(
        "told",
        "SELECT article.id AS id, article, article.path AS path, number, part, "
        "ROW_NUMBER() OVER (PARTITION BY article.id ORDER BY number, part) AS copy, "
        "first_value(article.path) OVER (PARTITION BY article.id ORDER BY number, part) AS original "
        "FROM found WHERE article IS NOT NULL",
    )
    # One text is one article, that of the file which comes first.
    engine.apply("arrived", "SELECT id, article FROM told WHERE copy = 1", Each(_same, _ARRIVED))


def _show_held(engine: Engine, project: Project, version: str) -> None:
    """Make ``held`` of what the project has from this version of the extraction."""
    there = (project.path / MANIFEST).exists()
    manifest = project.manifest() if there else Manifest(counts={})
    if manifest.records != "parquet" or manifest.extraction != version:
        engine.put("held", schema_of(Outcome).empty_table())
        return
    engine.show("old_documents", project.path / table_name(DOCUMENTS), schema_of(Article))
    engine.show("old_drafts", project.path / table_name(EXTRACTIONS), schema_of(Draft))
    engine.apply(
        "held",
        "SELECT d.*, x.mentions, x.chains, x.claims FROM old_documents d JOIN old_drafts x ON x.document = d.id",
        Each(_hold, schema_of(Outcome)),
    )


def _extract(engine: Engine, extracting: Step) -> list[str]:
    """Extract what is neither held nor done in an earlier round; returns the names of the rounds' tables."""
    rounds: list[str] = []
    while engine.resume(f"round_{len(rounds)}", schema_of(Outcome)):
        rounds.append(f"round_{len(rounds)}")
    done = " UNION ALL ".join(
        ["SELECT document, article FROM held", *(f"SELECT document, article FROM {name}" for name in rounds)]
    )
    engine.apply(
        "awaited",
        f"SELECT a.id, a.article FROM arrived a LEFT JOIN ({done}) d "
        "ON d.document = a.id AND d.article = a.article WHERE d.document IS NULL",
        Each(_same, _ARRIVED),
    )
    count = count_rows(engine, "awaited")
    pieces = min(_BUCKETS, -(-count // ROUND))
    for piece in range(pieces):
        first, last = piece * _BUCKETS // pieces, (piece + 1) * _BUCKETS // pieces - 1
        name = f"round_{len(rounds)}"
        engine.apply(
            name,
            f"SELECT article.* FROM awaited WHERE substr(id, 1, 2) BETWEEN '{first:02x}' AND '{last:02x}'",
            extracting,
            parts=max(2 * engine.cores, count // pieces // _PART),
        )
        rounds.append(name)
    if not rounds:
        engine.put("round_none", schema_of(Outcome).empty_table())
        return ["round_none"]
    return rounds


def _taken(engine: Engine) -> Taken:
    copies = engine.fetch(
        "SELECT path, original FROM told WHERE copy > 1 AND path <> original ORDER BY number, part"
    )
    noted = engine.fetch(
        "SELECT article.path AS path, article.notes AS notes FROM outcomes WHERE failure IS NULL ORDER BY document"
    )
    refused = engine.fetch(
        "SELECT refused.path AS path, refused.reason AS reason FROM found WHERE refused IS NOT NULL "
        "ORDER BY number, part"
    )
    failed = engine.fetch(
        "SELECT article.path AS path, failure AS reason FROM outcomes WHERE failure IS NOT NULL ORDER BY document"
    )
    return Taken(
        notes=(
            *(f"{row['path']}: {note}" for row in noted.to_pylist() for note in row["notes"]),
            *(
                f"{row['path']}: the same text as {row['original']}, counted once"
                for row in copies.to_pylist()
            ),
        ),
        left_out=tuple(
            Unreadable(path=row["path"], reason=row["reason"])
            for row in (*refused.to_pylist(), *failed.to_pylist())
        ),
    )


def count_rows(engine: Engine, table: str) -> int:
    """How many rows a table has, or a join of several."""
    return int(engine.fetch(f"SELECT COUNT(*) AS n FROM {table}").column("n")[0].as_py())


def _same(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield row


def _hold(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    extracted = {name: row.pop(name) for name in ("mentions", "chains", "claims")}
    # What only the corpus knows is found anew.
    article = {**row, "story": ""}
    yield {"document": row["id"], "article": article, **extracted, "failure": None}


_ARRIVED: Final = pa.schema(
    [pa.field("id", pa.string()), *(f for f in schema_of(Found) if f.name == "article")]
)
