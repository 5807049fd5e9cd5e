"""The only place that prints: tables, JSON, CSV, progress and errors."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from rich.console import Console


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    json = "json"
    csv = "csv"


class Step(Protocol):
    """Told by a long step how far it is."""

    def __call__(self, done: int, total: int | None = None) -> None:
        """``done`` of ``total`` are finished; None where the total is not known."""
        ...


def error(sentence: str) -> None:
    """Print one sentence on stderr."""
    print(f"whowhom: {sentence}", file=sys.stderr)


def note(sentence: str) -> None:
    """Print a remark on stderr, where it cannot get into piped results."""
    print(sentence, file=sys.stderr)


def say(text: str = "") -> None:
    """Print a line of the answer on stdout, at once: a command that goes on for days may be piped."""
    print(text, flush=True)


def rows(columns: Sequence[str], values: Iterable[Sequence[object]], form: Format | None = None) -> None:
    """Print rows: a table on a terminal, JSON when piped, or the form that is asked for."""
    table = [list(row) for row in values]
    match _form(form):
        case Format.json:
            say(
                json.dumps(
                    [dict(zip(columns, row, strict=True)) for row in table], ensure_ascii=False, indent=1
                )
            )
        case Format.csv:
            writer = csv.writer(sys.stdout, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows([cell(value) for value in row] for row in table)
        case Format.table:
            _print_table(columns, table)


def is_table(form: Format | None) -> bool:
    """Whether rows will be printed for a person to read."""
    return _form(form) is Format.table


def _form(form: Format | None) -> Format:
    return form or (Format.table if sys.stdout.isatty() else Format.json)


def marked(sentence: str, spans: Iterable[tuple[int, int, str]]) -> None:
    """Print a sentence with spans of it in a style; where there are no colours, in square brackets."""
    from rich.text import Text

    shown = list(spans)
    if not sys.stdout.isatty():
        for start, end, _ in sorted(shown, reverse=True):
            sentence = f"{sentence[:start]}[{sentence[start:end]}]{sentence[end:]}"
        say(sentence)
        return
    text = Text(sentence)
    for start, end, style in shown:
        text.stylize(style, start, end)
    screen().print(text)


def _print_table(columns: Sequence[str], table: Sequence[Sequence[object]]) -> None:
    from whowhom.tables import draw

    if not table:
        note("no rows")
        return
    terminal = screen()
    terminal.print(draw(columns, [[cell(value) for value in row] for row in table], width=terminal.width))


def cell(value: object) -> str:
    """A value as a person reads it: lists with commas, two decimals, nothing for None."""
    match value:
        case None:
            return ""
        case float():
            return f"{value:.2f}"
        case list() | tuple():
            return ", ".join(cell(item) for item in value)
        case dict():
            return json.dumps(value, ensure_ascii=False, sort_keys=True)
        case _:
            return str(value)


def screen(*, stderr: bool = False) -> Console:
    """The terminal; as wide as it is, and 160 columns where a table is asked for in a pipe."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, width=None if stream.isatty() else 160, highlight=False)


@contextmanager
def silent(label: str) -> Iterator[Step]:
    """The progress of a step that nobody waits for."""
    yield lambda done, total=None: None


@contextmanager
def progress(label: str) -> Iterator[Step]:
    """Show how far a step is: a bar on a terminal, one line when it is done otherwise."""
    if not sys.stderr.isatty():
        last: dict[str, Any] = {}
        yield lambda done, total=None: last.update(done=done)
        note(f"{label}: {last['done']:,}" if "done" in last else label)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=screen(stderr=True)) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total=None: bar.update(task, completed=done, total=total)
        finished = bar.tasks[0].completed
        bar.update(task, completed=finished or 1, total=finished or 1)
