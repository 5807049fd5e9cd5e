"""Draws rows for a terminal: side by side where they fit, else one below the other, and nothing cut off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

_TO_COPY: Final = frozenset({"claim", "id", "first", "last", "date", "published", "relation", "against"})
"""Columns, by their last word, that must not be broken: an id is there to be copied."""
_TO_READ: Final = frozenset({"evidence", "text", "question"})
_READABLE: Final = 36
_NARROW: Final = 12
_GAP: Final = 2


def draw(columns: Sequence[str], rows: Sequence[Sequence[str]], *, width: int) -> RenderableType:
    """The rows as a table of at most ``width`` characters. Text is drawn as it stands, markup and all."""
    needs = [_need(column, [row[place] for row in rows]) for place, column in enumerate(columns)]
    if sum(needs) + _GAP * (len(columns) - 1) > width:
        return _records(columns, rows)
    drawn = Table(box=None, pad_edge=False, header_style="bold", row_styles=["", "dim"])
    for column, need, values in zip(columns, needs, zip(*rows, strict=True), strict=True):
        drawn.add_column(
            column,
            justify="right" if all(map(_is_number, values)) else "left",
            no_wrap=_kind(column) in _TO_COPY,
            min_width=need,
        )
    for row in rows:
        drawn.add_row(*map(Text, row))
    return drawn


def _records(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """Each row as lines of column and value; what is empty is left out."""
    drawn = Table.grid(padding=(0, _GAP, 0, 0))
    drawn.add_column(style="dim", no_wrap=True)
    drawn.add_column()
    for name, value in _lines(columns, rows):
        drawn.add_row(Text(name), Text(value))
    return drawn


def _lines(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    for number, row in enumerate(rows):
        if number:
            yield "", ""
        yield from ((column, value) for column, value in zip(columns, row, strict=True) if value)


def _need(column: str, values: Sequence[str]) -> int:
    """The characters under which a column is no longer worth reading."""
    longest = max(len(column), *map(len, values))
    if _kind(column) in _TO_COPY:
        return longest
    words = max((len(word) for value in (column, *values) for word in value.split()), default=0)
    return min(longest, max(words, _READABLE if _kind(column) in _TO_READ else _NARROW))


def _kind(column: str) -> str:
    return column.rpartition("_")[2]


def _is_number(value: str) -> bool:
    return value.replace(".", "", 1).replace(",", "").isdigit()
