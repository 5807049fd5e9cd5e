"""A new embedded database, filled in bulk."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Self, TypeAlias

from graph.store.engine import engine, engine_error, first_sentence
from graph.store.interface import DEFAULT_TIMEOUT, StoreError
from graph.store.schema import EDGE_TYPES, ENTITY, FULL_TEXT, KEYED_LABELS, LOOKUPS, NODE_LABELS, NUMBERS
from ingest.records import ENTITY_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType


EdgeRow: TypeAlias = "tuple[str, str, Mapping[str, Any]]"
"""The ids of both ends of a relationship, and its properties."""

_AHEAD: Final = 4
"""How many calls may wait for the engine: enough to keep it busy, and few enough to keep memory small."""
_EDGES: Final = 10_000
_CHUNKS: Final = 50_000
"""How many nodes the engine remembers the lists of: by default so many that memory grows with the graph."""
_DEFERRED: Final = 250_000
"""How many relationships may wait to be tied to the nodes that they end at: all at once take memory."""


class EmbeddedWriter:
    """A new database in an empty folder, filled in bulk. A context manager; leaving it closes the database.

    Nodes come before the relationships that join them. The engine works through the calls in their order,
    in a thread of its own: a refusal raises StoreError at a later call, or at the end.
    """

    def __init__(self, path: Path, *, timeout: float = DEFAULT_TIMEOUT) -> None:
        """Create the database in the folder ``path``, which must not exist."""
        library = engine(timeout)
        try:
            # The engine keeps the folder in which the process began; only a whole path is surely the same.
            self._database = self._open(library, str(path.resolve()))
            self._numbers = self._count_off()
        except engine_error() as error:
            reason = first_sentence(str(error))
            raise StoreError(f"No database can be written in {path}: {reason}.") from error
        self._path = path
        self._batch: Any = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="whowhom-writer")
        self._waiting: deque[Future[None]] = deque()
        self._broken = False

    def _open(self, library: Any, path: str) -> Any:
        """The database: here a new one, with the schema and nothing else."""
        database = library.create_database(path)
        create_schema(database)
        return database

    def _count_off(self) -> dict[str, str]:
        """The engine's number of every node that relationships may begin or end at, by id."""
        return {}

    def add_nodes(self, label: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Nodes with ``label``, one a row; each row has an ``id`` and no None."""
        self._queue(self._create, label, rows)

    def add_edges(self, kind: str, edges: Iterable[EdgeRow]) -> None:
        """Relationships of type ``kind``; what is no list is run through while the engine writes."""
        self._queue(self._join, kind, edges)

    def index_texts(self, label: str) -> None:
        """Make the full-text indexes of ``label``, all of whose nodes are there.

        That takes the engine as long as to write the nodes, and no longer now than with each of them: but
        now it does it while the graph is analysed.
        """
        self._queue(self._index, label)

    def close(self) -> None:
        """Write what is waiting and close the database."""
        try:
            if not self._broken:
                self._queue(self._end_batch)
            while self._waiting:
                self._waiting.popleft().result()
        finally:
            self._thread.shutdown(cancel_futures=True)
            with suppress(engine_error()):  # after a failure the batch may refuse to be closed
                if self._broken:
                    self._end_batch()
            try:
                self._database.close()
            except engine_error() as error:
                raise self._failed(error) from error

    def _queue(self, work: Callable[..., None], *arguments: object) -> None:
        while len(self._waiting) >= _AHEAD:
            self._waiting.popleft().result()
        self._waiting.append(self._thread.submit(self._work, work, *arguments))

    def _work(self, work: Callable[..., None], *arguments: object) -> None:
        """In the engine's thread: nothing is written after a failure."""
        if self._broken:
            return
        try:
            work(*arguments)
        except engine_error() as error:
            self._broken = True
            raise self._failed(error) from error
        except BaseException:
            self._broken = True
            raise

    def _create(self, label: str, rows: Sequence[Mapping[str, Any]]) -> None:
        numbers = self._running_batch().create_vertices(label, rows)
        self._numbers.update(zip((row["id"] for row in rows), numbers, strict=True))

    def _index(self, label: str) -> None:
        self._end_batch()
        for name, key in FULL_TEXT:
            if name == label:
                self._database.command("sql", f"CREATE INDEX ON {name} ({key}) FULL_TEXT")

    def _running_batch(self) -> Any:
        if self._batch is None:
            self._batch = self._database.graph_batch(
                max_deferred_incoming_edges=_DEFERRED, chunk_cache_capacity=_CHUNKS
            )
        return self._batch

    def _end_batch(self) -> None:
        """Tie what waits; statements come between batches, never within one."""
        batch, self._batch = self._batch, None
        if batch is not None:
            batch.close()

    def _join(self, kind: str, edges: Iterable[EdgeRow]) -> None:
        stream = iter(edges)
        while some := list(islice(stream, _EDGES)):
            sources = [self._numbers[source] for source, _, _ in some]
            targets = [self._numbers[target] for _, target, _ in some]
            properties = [dict(row) for _, _, row in some] if any(row for _, _, row in some) else None
            self._running_batch().new_edges(sources, kind, targets, properties)

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
            self._broken = True
            with suppress(StoreError):  # the failure that led here says more
                self.close()

    def _failed(self, error: Exception) -> StoreError:
        return StoreError(f"The database {self._path} cannot be written: {first_sentence(str(error))}.")


def create_schema(database: Any) -> None:
    """Declare types, properties and all indexes but those of full text, which come once their texts are there."""
    statements = [f"CREATE VERTEX TYPE {ENTITY}"]
    for label in NODE_LABELS:
        parent = f" EXTENDS {ENTITY}" if label in ENTITY_TYPES else ""
        statements.append(f"CREATE VERTEX TYPE {label}{parent}")
    statements += [f"CREATE EDGE TYPE {kind}" for kind in EDGE_TYPES]
    indexed = {(label, "id"): "UNIQUE" for label in KEYED_LABELS}
    indexed |= dict.fromkeys(LOOKUPS, "NOTUNIQUE")
    statements += [
        f"CREATE PROPERTY {label}.{key} {'INTEGER' if key in NUMBERS else 'STRING'}"
        for label, key in (*indexed, *FULL_TEXT)
    ]
    statements += [f"CREATE INDEX ON {label} ({key}) {kind}" for (label, key), kind in indexed.items()]
    for statement in statements:
        database.command("sql", statement)
