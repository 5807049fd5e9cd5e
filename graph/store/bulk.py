"""A new embedded database, filled in bulk."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

from graph.store.engine import engine, engine_error, first_sentence
from graph.store.interface import DEFAULT_TIMEOUT, StoreError
from graph.store.schema import EDGE_TYPES, ENTITY, FULL_TEXT, KEYED_LABELS, LOOKUPS, NODE_LABELS, NUMBERS
from ingest.records import ENTITY_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType


class EmbeddedWriter:
    """A new database in an empty folder, filled in bulk. A context manager; leaving it closes the database.

    Nodes come before the relationships that join them. Raises StoreError when the engine refuses.
    """

    def __init__(self, path: Path, *, timeout: float = DEFAULT_TIMEOUT) -> None:
        """Create the database in the folder ``path``, which must not exist."""
        library = engine(timeout)
        try:
            # The engine keeps the folder in which the process began; only a whole path is surely the same.
            self._database = library.create_database(str(path.resolve()))
            create_schema(self._database)
            self._batch = self._database.graph_batch()
        except engine_error() as error:
            reason = first_sentence(str(error))
            raise StoreError(f"No database can be created in {path}: {reason}.") from error
        self._path = path
        self._numbers: dict[str, str] = {}

    def add_nodes(self, label: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Nodes with ``label``, one a row; each row has an ``id`` and no None."""
        try:
            numbers = self._batch.create_vertices(label, rows)
        except engine_error() as error:
            raise self._failed(error) from error
        self._numbers.update(zip((row["id"] for row in rows), numbers, strict=True))

    def add_edges(self, kind: str, edges: Iterable[tuple[str, str, Mapping[str, Any]]]) -> None:
        """Relationships of type ``kind``: ids of both ends and properties."""
        triples = list(edges)
        sources = [self._numbers[source] for source, _, _ in triples]
        targets = [self._numbers[target] for _, target, _ in triples]
        properties = [dict(row) for _, _, row in triples] if any(row for _, _, row in triples) else None
        try:
            self._batch.new_edges(sources, kind, targets, properties)
        except engine_error() as error:
            raise self._failed(error) from error

    def close(self) -> None:
        """Write what is buffered and close the database."""
        try:
            self._batch.close()
            self._database.close()
        except engine_error() as error:
            raise self._failed(error) from error

    def __enter__(self) -> Self:
        """The writer itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the database; what a failed load left in it is the caller's to remove."""
        if kind is None:
            self.close()
        else:
            with suppress(StoreError):  # the failure that led here says more
                self.close()

    def _failed(self, error: Exception) -> StoreError:
        return StoreError(f"The database {self._path} cannot be written: {first_sentence(str(error))}.")


def create_schema(database: Any) -> None:
    """Declare types, properties and all indexes: filling an indexed type is quick, indexing later is not."""
    statements = [f"CREATE VERTEX TYPE {ENTITY}"]
    for label in NODE_LABELS:
        parent = f" EXTENDS {ENTITY}" if label in ENTITY_TYPES else ""
        statements.append(f"CREATE VERTEX TYPE {label}{parent}")
    statements += [f"CREATE EDGE TYPE {kind}" for kind in EDGE_TYPES]
    indexed = {(label, "id"): "UNIQUE" for label in KEYED_LABELS}
    indexed |= dict.fromkeys(LOOKUPS, "NOTUNIQUE")
    indexed |= dict.fromkeys(FULL_TEXT, "FULL_TEXT")
    statements += [
        f"CREATE PROPERTY {label}.{key} {'INTEGER' if key in NUMBERS else 'STRING'}" for label, key in indexed
    ]
    statements += [f"CREATE INDEX ON {label} ({key}) {kind}" for (label, key), kind in indexed.items()]
    for statement in statements:
        database.command("sql", statement)
