"""``whowhom build``: articles in, project directory, database and page out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from whowhom import console
from whowhom.engines import EngineName, OnDuckdb, OnSpark
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
    engine: Annotated[
        EngineName, typer.Option(help="What does the work; duckdb and spark write the records as Parquet.")
    ] = EngineName.local,
    master: Annotated[
        str,
        typer.Option(
            metavar="URL", envvar="SPARK_MASTER", help="Where Spark is: spark://HOST:7077, yarn, ..."
        ),
    ] = "local[*]",
    spark: Annotated[
        list[str] | None, typer.Option("--conf", metavar="KEY=VALUE", help="A setting of Spark's.")
    ] = None,
) -> None:
    """Read articles that are new or changed, and bring the project directory, database and page up to date."""
    from ingest.read import Limits
    from whowhom.build import build as run

    chosen = partial(run, workers=workers)
    if engine is not EngineName.local:
        chosen = partial(_at_scale(), on=_engine(engine, master, spark or [], workers))
    report = chosen(
        sources,
        output,
        progress=console.progress,
        min_confidence=min_confidence,
        columns=_pairs(column or [], "--column text=body"),
        limits=Limits(file_bytes=int(max_size * 1_000_000)),
        prune=prune,
    )
    _print(report)
    if report.left_out:
        count = len(report.left_out)
        raise IncompleteError(
            f"{count} source{'s' if count > 1 else ''} left out, named above; everything else is in the graph"
        )


def _at_scale() -> Callable[..., Report]:
    try:
        from whowhom.at_scale import build_at_scale
    except ImportError as error:
        raise UsageError(f"{error.name} is not installed: pip install 'whowhom[spark]'") from error
    return build_at_scale


def _engine(name: EngineName, master: str, settings: list[str], workers: int | None) -> OnDuckdb | OnSpark:
    if name is EngineName.duckdb:
        return OnDuckdb(workers)
    return OnSpark(master, _pairs(settings, "--conf spark.executor.memory=4g"))


def _pairs(words: list[str], example: str) -> dict[str, str]:
    pairs = dict(word.split("=", 1) for word in words if "=" in word)
    if len(pairs) < len(words):
        option, _, pair = example.partition(" ")
        raise UsageError(
            f"{option} wants {'FIELD' if option == '--column' else 'KEY'}=NAME, each once: say {option} {pair}"
        )
    return pairs


def _print(report: Report) -> None:
    entities = ", ".join(f"{count:,} {name}" for name, count in report.entities)
    claims = ", ".join(f"{count:,} {name}" for name, count in report.claims)
    new = f"  ({report.added:,} new)" if report.added < report.articles else ""
    console.say(f"articles   {report.articles:,}{new}")
    console.say(f"entities   {sum(count for _, count in report.entities):,}  ({entities})")
    console.say(f"claims     {sum(count for _, count in report.claims):,}  ({claims})")
    if report.contested is not None:
        console.say(f"contested  {report.contested:,} pair{'' if report.contested == 1 else 's'}")
    console.say(f"time       {report.seconds:.1f} s")
    console.say(f"page       {report.project / 'graph.html'}")
    for remark in report.notes:
        console.note(f"note: {remark}")
    for source in report.left_out:
        console.note(f"left out: {source.path}: {source.reason}")


COMMANDS = (build,)
