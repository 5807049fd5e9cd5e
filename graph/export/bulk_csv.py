"""The graph as CSV files for ``neo4j-admin database import``, the quickest way into an empty Neo4j."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from graph.analysis import properties
from graph.edges import edges_of
from graph.load.bundle import bundles
from graph.load.rows import Row, edge_row, entity_row, fingerprint, outlet_row, outlets_of
from graph.records import GraphError
from graph.store.interface import MARKER
from graph.store.schema import ARTICLE, CLAIM, ENTITY, OUTLET

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from graph.load.rows import Analysis
    from graph.records import Corpus

ARRAY_DELIMITER: Final = "\x1f"
"""Parts the items of a list: no name and no sentence holds this control character."""

_TYPES: Final[dict[str, str]] = {
    **dict.fromkeys(("aliases", "folded", "disputed", "outlets", "roles", "reasons", "denied"), "string[]"),
    **dict.fromkeys(
        ("mentions", "claims", "articles", "voices", "count", "start", "end", "camp", "rank"), "long"
    ),
    **dict.fromkeys(("subject_start", "subject_end", "object_start", "object_end"), "long"),
    **dict.fromkeys(("trigger_start", "trigger_end", "brokerage_rank", "brokerage"), "long"),
    **dict.fromkeys(("disputes", "unbalanced"), "long"),
    **dict.fromkeys(("confidence", "centrality", "balance"), "double"),
    "negated": "boolean",
}
"""The import tool's type of each property that is not plain text; ``evidence`` is told by its value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkExport:
    """The files written, and the command line that imports them, ready to paste into a shell."""

    nodes: tuple[Path, ...]
    relationships: tuple[Path, ...]
    command: str


def export_csv(
    corpus: Corpus, folder: Path, *, analysis: Analysis | None = None, database: str = "neo4j"
) -> BulkExport:
    """Write the files into ``folder`` and return the command that fills the empty ``database`` with them.

    Only ids join nodes and relationships, in one id space for each label. After the import, ``load``
    of the same corpus makes constraints, indexes and the empty lists that the tool leaves out, and
    finds nothing else to write. Raises GraphError
    where the folder cannot be written.
    """
    found = properties(corpus) if analysis is None else analysis
    try:
        folder.mkdir(parents=True, exist_ok=True)
        nodes = [_write(folder / f"{name}.csv", rows) for name, rows in _node_files(corpus, found)]
        edges = [_write(folder / f"{name}.csv", rows) for name, rows in _edge_files(corpus)]
    except OSError as error:
        raise GraphError(f"CSV files cannot be written to {folder}: {error.strerror or error}.") from error
    there = tuple(path for path in nodes if path)
    joining = tuple(path for path in edges if path)
    return BulkExport(nodes=there, relationships=joining, command=_command(there, joining, database))


def _command(nodes: tuple[Path, ...], edges: tuple[Path, ...], database: str) -> str:
    options = [f"--nodes={path.resolve()}" for path in nodes]
    options += [f"--relationships={path.resolve()}" for path in edges]
    fixed = ["--array-delimiter=U+001F", "--multiline-fields=true", "--strict=true"]
    return shlex.join(["neo4j-admin", "database", "import", "full", database, *fixed, *options])


def _node_files(corpus: Corpus, analysis: Analysis) -> Iterator[tuple[str, Iterator[Row]]]:
    """File names with their rows; a row's first keys are the id and the labels of the import tool."""
    yield (
        "entities",
        (
            _node(row, ENTITY, f"{ENTITY};{entity.type}", fingerprint(row))
            for entity in corpus.entities
            for row in (entity_row(entity, analysis),)
        ),
    )
    yield (
        "outlets",
        (_node(row, OUTLET, OUTLET, fingerprint(row)) for row in map(outlet_row, outlets_of(corpus))),
    )
    yield "articles", (_node(one.article, ARTICLE, ARTICLE, one.hash) for one in bundles(corpus))
    yield "claims", (_node(row, CLAIM, CLAIM, one.id) for one in bundles(corpus) for row in one.claims)


def _edge_files(corpus: Corpus) -> Iterator[tuple[str, Iterator[Row]]]:
    yield (
        "edges",
        (
            _edge(
                one.relation, (one.subject, ENTITY), (one.object, ENTITY), {**row, MARKER: fingerprint(row)}
            )
            for one in edges_of(corpus.claims, {article.id: article for article in corpus.articles})
            for row in (edge_row(one),)
        ),
    )
    yield (
        "mentioned_in",
        (
            _edge("MENTIONED_IN", (entity, ENTITY), (one.id, ARTICLE), {"count": count})
            for one in bundles(corpus)
            for entity, count in one.mentions
        ),
    )
    yield (
        "published_by",
        (
            _edge("PUBLISHED_BY", (one.id, ARTICLE), (one.outlet, OUTLET), {})
            for one in bundles(corpus)
            if one.outlet
        ),
    )
    yield (
        "stated_in",
        (
            _edge("STATED_IN", (row["id"], CLAIM), (one.id, ARTICLE), {})
            for one in bundles(corpus)
            for row in one.claims
        ),
    )
    for place, kind in enumerate(("SUBJECT", "OBJECT", "ATTRIBUTED_TO")):
        yield kind.lower(), _links(corpus, place, kind)


def _links(corpus: Corpus, place: int, kind: str) -> Iterator[Row]:
    for one in bundles(corpus):
        for row, link in zip(one.claims, one.links, strict=True):
            target = link[place]
            if target:
                yield _edge(kind, (row["id"], CLAIM), (target, ENTITY), {})


def _node(row: Row, space: str, labels: str, marker: str) -> Row:
    """``labels`` are parted by a semicolon here, and by the array delimiter in the file."""
    listed = ARRAY_DELIMITER.join(labels.split(";"))
    rest = {key: value for key, value in row.items() if key != "id"}
    return {f"id:ID({space})": row["id"], ":LABEL": listed, **_headed(rest), MARKER: marker}


def _edge(kind: str, source: tuple[str, str], target: tuple[str, str], row: Row) -> Row:
    ends = {f":START_ID({source[1]})": source[0], f":END_ID({target[1]})": target[0]}
    return {**ends, ":TYPE": kind, **_headed(row)}


def _headed(row: Row) -> Row:
    return {_header(key, value): value for key, value in row.items()}


def _header(key: str, value: Any) -> str:
    type_ = "string[]" if isinstance(value, list) else _TYPES.get(key, "")
    return f"{key}:{type_}" if type_ else key


def _write(path: Path, rows: Iterator[Row]) -> Path | None:
    """Write the rows, the first of which gives the header; without any there is no file."""
    first = next(rows, None)
    if first is None:
        path.unlink(missing_ok=True)
        return None
    part = path.with_name(f"{path.name}.part")
    with part.open("w", encoding="utf-8", newline="") as file:
        file.write(_line(first))
        for row in chain([first], rows):
            file.write(_line(map(_cell, row.values())))
    part.replace(path)
    return path


def _line(cells: Iterable[str | None]) -> str:
    """One line of CSV. What is absent stays bare, what is empty is quoted: so the import tool wants it."""
    quoted = ("" if cell is None else '"' + cell.replace('"', '""') + '"' for cell in cells)
    return ",".join(quoted) + "\n"


def _cell(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ARRAY_DELIMITER.join(value)
    return str(value)
