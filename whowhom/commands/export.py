"""``whowhom export``: the graph as a page, or in a format of other programs."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from whowhom import console
from whowhom.opening import open_asked
from whowhom.options import DEFAULT_PROJECT, PasswordFile, Project, Store, User

if TYPE_CHECKING:
    from graph.records import Corpus


class ExportFormat(StrEnum):
    """What the graph can be written as."""

    html = "html"
    graphml = "graphml"
    gexf = "gexf"
    csv = "csv"
    parquet = "parquet"
    ftm = "ftm"
    jsonld = "jsonld"


def export(
    form: Annotated[ExportFormat, typer.Argument(metavar="FORMAT", help="html, graphml, gexf, csv, ...")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file, or folder, to write.")
    ] = None,
    project: Project = DEFAULT_PROJECT,
    store: Store = None,
    user: User = "neo4j",
    password_file: PasswordFile = None,
) -> None:
    """Write the graph as a page, for network programs, for bulk import, or as linked data."""
    from graph.project import Project as Directory

    if store is None:
        corpus = Directory.open(project).read()
    else:
        from graph.export.from_store import read_corpus

        with open_asked(project, store, user=user, password_file=password_file) as opened:
            corpus = read_corpus(opened)
    target = output or Path(f"{project.resolve().stem}.{form.value}")
    for line in _WRITERS[form](corpus, target):
        console.say(line)


def _html(corpus: Corpus, target: Path) -> list[str]:
    from graph.export.page import write_page

    write_page(corpus, target)
    return [str(target)]


def _other(name: str) -> Callable[[Corpus, Path], list[str]]:
    def write(corpus: Corpus, target: Path) -> list[str]:
        from graph.export import formats

        return [str(path) for path in getattr(formats, f"write_{name}")(corpus, target)]

    return write


def _csv(corpus: Corpus, target: Path) -> list[str]:
    from graph.export.bulk_csv import export_csv

    written = export_csv(corpus, target)
    return [*map(str, (*written.nodes, *written.relationships)), written.command]


_WRITERS: dict[ExportFormat, Callable[[Corpus, Path], list[str]]] = {
    ExportFormat.html: _html,
    ExportFormat.csv: _csv,
    **{
        form: _other(form.value) for form in ExportFormat if form not in (ExportFormat.html, ExportFormat.csv)
    },
}

COMMANDS = (export,)
