"""What a job asks of an engine: tables by name, SQL that both dialects share, steps over Arrow batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias, runtime_checkable

from graph.records import GraphError

if TYPE_CHECKING:
    import pyarrow as pa

Row: TypeAlias = dict[str, Any]
_ROWS: Final = 512
"""Rows in a batch that a step gives back: articles are long, and a worker holds several batches."""


class EngineError(GraphError):
    """An engine is not installed, cannot be reached, or its job failed."""


class Step(Protocol):
    """Arrow batches in, Arrow batches out. It travels to other processes, so it must be picklable."""

    @property
    def schema(self) -> pa.Schema:
        """The columns of what it gives."""
        ...

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Work on all batches of one part of a table."""
        ...


@runtime_checkable
class Careful(Protocol):
    """A step that knows how to go on where a row of its part may have killed the process before."""

    def carefully(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """As a call, but slower, and safe from rows that kill."""
        ...


class Engine(Protocol):
    """Holds tables on disk, by name; making one of a name that exists replaces it."""

    @property
    def cores(self) -> int:
        """How many calls of a step can run side by side."""
        ...

    def put(self, name: str, table: pa.Table) -> None:
        """Make a table of what the driver holds."""
        ...

    def show(self, name: str, folder: Path, schema: pa.Schema) -> None:
        """Give the Parquet files that lie in a folder a name, as a table of these columns."""
        ...

    def resume(self, name: str, schema: pa.Schema) -> bool:
        """Whether an earlier run has made the table and left it whole; it is there then."""
        ...

    def view(self, name: str, query: str) -> None:
        """Give a query a name; it runs wherever the name is used."""
        ...

    def apply(
        self,
        name: str,
        query: str,
        step: Step,
        *,
        by: Sequence[str] = (),
        order: Sequence[str] = (),
        parts: int | None = None,
    ) -> None:
        """Make a table of what the step makes of a query's rows.

        Rows that agree in the columns ``by`` come to one call of the step, one after the other and in
        ``order``; with ``order`` alone, the table is in that order as a whole. ``parts`` is the number of
        calls that can run side by side; without it the engine chooses.
        """
        ...

    def fetch(self, query: str) -> pa.Table:
        """The rows of a query, on the driver."""
        ...

    def files(self, name: str) -> list[Path]:
        """The Parquet files of a table, in its order."""
        ...

    def close(self) -> None:
        """Stop what was started. Tables stay on disk."""
        ...


@dataclass(frozen=True, slots=True)
class Each:
    """A step over single rows: each gives any number of others."""

    function: Callable[[Row], Iterable[Row]]
    schema: pa.Schema

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Apply the function to every row."""
        return _batches((made for row in _rows(batches) for made in self.function(row)), self.schema)


@dataclass(frozen=True, slots=True)
class Groups:
    """A step over rows that agree in the columns ``by``, which the engine has brought side by side."""

    function: Callable[[list[Row]], Iterable[Row]]
    by: tuple[str, ...]
    schema: pa.Schema

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Apply the function to every group, one in memory at a time."""
        groups = groupby(_rows(batches), itemgetter(*self.by))
        return _batches((made for _, rows in groups for made in self.function(list(rows))), self.schema)


@dataclass(frozen=True, slots=True)
class Streams:
    """As ``Groups``, for groups that may be too large to be held: the function is given them row by row."""

    function: Callable[[Iterator[Row]], Iterable[Row]]
    by: tuple[str, ...]
    schema: pa.Schema

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Apply the function to every group."""
        groups = groupby(_rows(batches), itemgetter(*self.by))
        return _batches((made for _, rows in groups for made in self.function(rows)), self.schema)


def _rows(batches: Iterable[pa.RecordBatch]) -> Iterator[Row]:
    for batch in batches:
        # Slices, for a whole batch as Python objects takes ten times the memory of its columns.
        for start in range(0, batch.num_rows, _ROWS):
            yield from batch.slice(start, _ROWS).to_pylist()


def _batches(rows: Iterator[Row], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    while some := list(islice(rows, _ROWS)):
        yield pa.RecordBatch.from_pylist(some, schema=schema)
