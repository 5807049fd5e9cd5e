"""``whowhom build``: articles in, project directory, database and page out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from whowhom import console
from whowhom.errors import IncompleteError, UsageError
from whowhom.options import DEFAULT_PROJECT

if TYPE_CHECKING:
    from whowhom.build import Report


def build(
    sources: Annotated[
        list[Path],
        typer.Argument(metavar="SOURCE...", help="Articles: files, folders, or - for standard input."),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", envvar="WHOWHOM_PROJECT", help="The project directory to write.")
    ] = DEFAULT_PROJECT,
    min_confidence: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Leave out claims under this confidence.")
    ] = 0.0,
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD=NAME", help="The column of a table that holds text, title, published, ..."
        ),
    ] = None,
    max_size: Annotated[
        float, typer.Option(min=0.001, metavar="MB", help="Leave out articles of more text than that.")
    ] = 5.0,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes; by default one a core.")] = None,
    prune: Annotated[
        bool, typer.Option("--prune", help="Take out what came from files that are no longer there.")
    ] = False,
) -> None:
    """Read articles that are new or changed, and bring the project directory, database and page up to date."""
    from ingest.read import Limits
    from whowhom.build import build as run

    report = run(
        sources,
        output,
        progress=console.progress,
        workers=workers,
        min_confidence=min_confidence,
        columns=_columns(column or []),
        limits=Limits(file_bytes=int(max_size * 1_000_000)),
        prune=prune,
    )
    _print(report)
    if report.left_out:
        count = len(report.left_out)
        raise IncompleteError(
            f"{count} source{'s' if count > 1 else ''} left out, named above; everything else is in the graph"
        )


def _columns(words: list[str]) -> dict[str, str]:
    pairs = dict(word.split("=", 1) for word in words if "=" in word)
    if len(pairs) < len(words):
        raise UsageError("--column wants FIELD=NAME, each field once: say --column text=body")
    return pairs


def _print(report: Report) -> None:
    entities = ", ".join(f"{count:,} {name}" for name, count in report.entities)
    claims = ", ".join(f"{count:,} {name}" for name, count in report.claims)
    new = f"  ({report.added:,} new)" if report.added < report.articles else ""
    console.say(f"articles   {report.articles:,}{new}")
    console.say(f"entities   {sum(count for _, count in report.entities):,}  ({entities})")
    console.say(f"claims     {sum(count for _, count in report.claims):,}  ({claims})")
    console.say(f"contested  {report.contested:,} pair{'' if report.contested == 1 else 's'}")
    console.say(f"time       {report.seconds:.1f} s")
    console.say(f"page       {report.project / 'graph.html'}")
    for remark in report.notes:
        console.note(f"note: {remark}")
    for source in report.left_out:
        console.note(f"left out: {source.path}: {source.reason}")


COMMANDS = (build,)
