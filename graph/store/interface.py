"""What every store can do: answer Cypher with plain rows, read-only unless asked otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final, Protocol, Self, TypeAlias

from graph.records import GraphError

Value: TypeAlias = "bool | int | float | str | tuple[Value, ...] | dict[str, Value] | None"
"""A plain value, the same from every store: JSON's types, with tuples for lists.

A node is ``{"_labels": (...), **properties}``, a relationship ``{"_type": ..., **properties}``, a path
a tuple of nodes and relationships in turn, whose relationships also hold the ``id`` of both ends as
``_from`` and ``_to``, since a path may run against its arrows. Properties are sorted by name, absent
ones left out. Dates and times are ISO 8601 text.
"""

DEFAULT_TIMEOUT: Final = 30.0
"""Seconds a query may take unless the caller says otherwise."""

MARKER: Final = "whowhom"
"""The property by which a database shared with others tells whowhom's nodes and edges; never in rows."""


class StoreError(GraphError):
    """A store cannot be opened, read or written. One sentence: what, where, what to do."""


class StoreUnavailableError(StoreError):
    """There is no database to talk to: absent, down, locked, or it refuses the credentials."""


class InvalidCypherError(StoreError):
    """The query is not valid Cypher, or a parameter it needs is missing."""


class WriteRefusedError(StoreError):
    """The query would write, and the store was opened for reading."""


class QueryTimeoutError(StoreError):
    """The query took longer than the store's timeout and was stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """Who opens a Neo4j database. The password shows in no ``repr``, log or error."""

    user: str = "neo4j"
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """An answer: the names of its columns in order, and rows of as many plain values."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def __iter__(self) -> Iterator[dict[str, Value]]:
        """Each row as a dictionary from column to value."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.rows)


class Store(Protocol):
    """A graph database that answers Cypher. A context manager: leaving it closes it."""

    @property
    def address(self) -> str:
        """Where the database is: a folder or a URL, never with credentials in it."""
        ...

    def query(self, text: str, parameters: Mapping[str, object] | None = None) -> Rows:
        """The rows of one Cypher statement, all values passed as ``parameters``.

        Raises InvalidCypherError, WriteRefusedError, QueryTimeoutError or another StoreError.
        """
        ...

    def plan(self, text: str, parameters: Mapping[str, object] | None = None) -> str:
        """The plan of a statement, without running it: one operator a line, index names included."""
        ...

    def close(self) -> None:
        """Let go of the database; closing twice is harmless."""
        ...

    def __enter__(self) -> Self:
        """The store itself."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        ...
