"""``whowhom watch``: a project that follows folders and feeds, and tells what is new."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from whowhom import console
from whowhom.options import DEFAULT_PROJECT

if TYPE_CHECKING:
    from whowhom.build import Report

_TOLD: Final = 12
"""Claims that one line tells; ``whowhom ask new-since`` has the rest."""


def watch(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="FOLDER|FEED...", help="Folders of articles; RSS or Atom feeds, by address or file."
        ),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", envvar="WHOWHOM_PROJECT", help="The project directory to keep.")
    ] = DEFAULT_PROJECT,
    every: Annotated[float, typer.Option(min=1.0, metavar="SECONDS", help="Ask feeds that often.")] = 300.0,
    once: Annotated[bool, typer.Option("--once", help="Look once and end, as a daily job does.")] = False,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes; by default one a core.")] = None,
) -> None:
    """Keep a project up to date with folders and feeds, and tell what is new; Ctrl-C ends it."""
    from whowhom.build import build
    from whowhom.watch import sort_sources
    from whowhom.watch import watch as follow

    def bring_up_to_date(found: Sequence[Path]) -> Report:
        return build(found, output, progress=console.silent, workers=workers)

    told: dict[str, None] = {}
    watched = sort_sources(sources)
    begin = partial(follow, watched, output, bring_up_to_date, every=every, once=once, remark=console.note)
    try:
        for report in begin():
            _tell(report, told)
    except KeyboardInterrupt:
        if once:
            raise
        console.note(f"stopped; {output} is whole")


def _tell(report: Report, told: dict[str, None]) -> None:
    """One line for what is new; what was left out is named once, not at every look."""
    for source in report.left_out:
        line = f"left out: {source.path}: {source.reason}"
        if line not in told:
            console.note(line)
            told[line] = None
    if not report.added:
        return
    if not report.news:
        console.say(f"{_count(report.added, 'new article')}, no new claim")
        return
    more = len(report.news) - _TOLD
    told_now = "; ".join(report.news[:_TOLD]) + (f"; and {more} more" if more > 0 else "")
    console.say(f"{_count(report.claims_added, 'new claim')}: {told_now}")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


COMMANDS = (watch,)
