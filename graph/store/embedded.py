"""The embedded store: ArcadeDB's native build, the only place that imports it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from graph.store.interface import (
    DEFAULT_TIMEOUT,
    InvalidCypherError,
    QueryTimeoutError,
    Rows,
    StoreError,
    StoreUnavailableError,
    Value,
    WriteRefusedError,
)
from graph.store.plain import plain_node, plain_path, plain_relationship, plain_value
from graph.store.schema import EDGE_TYPES, ENTITY, FULL_TEXT, KEYED_LABELS, LOOKUPS, NODE_LABELS
from ingest.records import ENTITY_TYPES

if TYPE_CHECKING:
    from types import TracebackType

_PATH: Final = re.compile(r"\(#\d+:\d+\)(?:<?-\[#\d+:\d+\]->?\(#\d+:\d+\))*")
_RECORD: Final = re.compile(r"#\d+:\d+")
_LAST_PROJECTION: Final = re.compile(r"FINAL PROJECTION \[(.*)\]", re.DOTALL)
_HEAP: Final = "-Xmx384m"
"""Enough for 200,000 claims with their indexes; without a limit the engine takes half the machine."""

_open: dict[Path, tuple[Any, int, bool]] = {}
"""Databases open in this process, with how often and whether for writing: the engine opens each only once."""


class EmbeddedStore:
    """An embedded database, open. Reading, several processes may have it open at once.

    Raises StoreUnavailableError where there is none, another process writes it, or a crash left it in
    need of recovery. The engine knows one timeout a process: that of the first store opened in it.
    """

    def __init__(self, path: Path, *, write: bool = False, timeout: float = DEFAULT_TIMEOUT) -> None:
        """Open the database in the folder ``path``; ``timeout`` is in seconds."""
        self._path = path.resolve()
        self._write = write
        self._timeout = timeout
        if not (path / "schema.json").is_file():
            raise StoreUnavailableError(
                f"There is no graph database in {path}: run `whowhom build`, or name another project."
            )
        self._database: Any = _acquire(self._path, write=write, timeout=timeout)

    @property
    def address(self) -> str:
        """The database's folder."""
        return str(self._path)

    def query(self, text: str, parameters: Mapping[str, object] | None = None) -> Rows:
        """See Store.query."""
        run = self._database.command if self._write else self._database.query
        columns: tuple[str, ...] = ()
        rows: list[tuple[Value, ...]] = []
        try:
            for result in run("opencypher", text, dict(parameters or {})):
                record = result.to_dict()
                if not columns:
                    columns = tuple(record)
                rows.append(tuple(self._plain(record.get(column)) for column in columns))
            if not columns:
                columns = self._columns(text, parameters)
        except _engine_error() as error:
            raise self._explain(error) from error
        return Rows(columns=columns, rows=tuple(rows))

    def plan(self, text: str, parameters: Mapping[str, object] | None = None) -> str:
        """See Store.plan."""
        try:
            (row,) = self._database.query("opencypher", f"EXPLAIN {text}", dict(parameters or {})).to_list()
        except _engine_error() as error:
            raise self._explain(error) from error
        return str(row["executionPlanAsString"])

    def close(self) -> None:
        """See Store.close."""
        if self._database is not None:
            self._database = None
            _release(self._path)

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        self.close()

    def _columns(self, text: str, parameters: Mapping[str, object] | None) -> tuple[str, ...]:
        """The columns of an answer without rows, which only the plan knows."""
        if text.lstrip()[:7].upper() in {"EXPLAIN", "PROFILE"}:
            return ()
        found = _LAST_PROJECTION.findall(self.plan(text, parameters))
        return _split_columns(found[-1]) if found else ()

    def _plain(self, value: Any) -> Value:
        """The plain value of what the engine returned; a path comes as the text of its record numbers."""
        if isinstance(value, str):
            return self._plain_path(value) if _PATH.fullmatch(value) else value
        if isinstance(value, dict):
            if "@rid" in value:
                return self._plain_record(value)
            return {str(key): self._plain(inner) for key, inner in value.items()}
        if isinstance(value, list | tuple | set):
            return tuple(self._plain(inner) for inner in value)
        return plain_value(value)

    def _plain_record(self, record: Mapping[str, Any]) -> dict[str, Value]:
        kind = str(record["@type"])
        properties = {key: self._plain(value) for key, value in record.items() if key[0] != "@"}
        if kind in EDGE_TYPES:
            return plain_relationship(kind, properties)
        return plain_node((ENTITY, kind) if kind in ENTITY_TYPES else (kind,), properties)

    def _plain_path(self, text: str) -> Value:
        """The nodes and relationships of a path, fetched by their record numbers."""
        try:
            records = [self._database.lookup_by_rid(number) for number in _RECORD.findall(text)]
        except _engine_error():  # a sentence that only looks like a path
            return text
        steps = [self._plain_record({**one.to_dict(), "@type": one.get_type_name()}) for one in records]
        return plain_path(steps, [(one.get_out().get("id"), one.get_in().get("id")) for one in records[1::2]])

    def _explain(self, error: Exception) -> StoreError:
        """The engine's error as one of ours, in one sentence."""
        text = _first_sentence(str(error))
        if "TimeoutException" in str(error):
            return QueryTimeoutError(
                f"The query on {self._path} took longer than {self._timeout:g} s and was stopped:"
                " narrow it, or give it more time with --timeout."
            )
        if "NotIdempotent" in str(error) or "ReadOnly" in str(error):
            return WriteRefusedError(
                f"The query would change {self._path}, which is open for reading only: use --write."
            )
        if "parameter" in text or "Parsing" in str(error) or "Semantic" in str(error):
            return InvalidCypherError(f"The query is not valid Cypher: {text}.")
        return StoreError(f"The database {self._path} cannot answer the query: {text}.")


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
    statements += [f"CREATE PROPERTY {label}.{key} STRING" for label, key in indexed]
    statements += [f"CREATE INDEX ON {label} ({key}) {kind}" for (label, key), kind in indexed.items()]
    for statement in statements:
        database.command("sql", statement)


class EmbeddedWriter:
    """A new database in an empty folder, filled in bulk. A context manager; leaving it closes the database.

    Nodes come before the relationships that join them. Raises StoreError when the engine refuses.
    """

    def __init__(self, path: Path, *, timeout: float = DEFAULT_TIMEOUT) -> None:
        """Create the database in the folder ``path``, which must not exist."""
        engine = _engine(timeout)
        try:
            self._database = engine.create_database(str(path))
            create_schema(self._database)
            self._batch = self._database.graph_batch(parallel_flush=False)
        except _engine_error() as error:
            reason = _first_sentence(str(error))
            raise StoreError(f"No database can be created in {path}: {reason}.") from error
        self._path = path
        self._numbers: dict[str, str] = {}

    def add_nodes(self, label: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Nodes with ``label``, one a row; each row has an ``id`` and no None."""
        try:
            numbers = self._batch.create_vertices(label, rows)
        except _engine_error() as error:
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
        except _engine_error() as error:
            raise self._failed(error) from error

    def close(self) -> None:
        """Write what is buffered and close the database."""
        try:
            self._batch.close()
            self._database.close()
        except _engine_error() as error:
            raise self._failed(error) from error

    def __enter__(self) -> Self:
        """The writer itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the database; what a failed load left in it is the caller's to remove."""
        self.close()

    def _failed(self, error: Exception) -> StoreError:
        return StoreError(f"The database {self._path} cannot be written: {_first_sentence(str(error))}.")


def _engine(timeout: float) -> Any:
    """The engine, loaded on first use: silent, with a bounded heap and a limit on every query.

    It takes these from the environment of the process, once, when its library is loaded; what the user
    has set there stays.
    """
    limit = f"-Darcadedb.command.timeout={max(1, int(timeout * 1000))}"
    os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "0")
    os.environ.setdefault("ARCADEDB_NATIVE_ISOLATE_ARGS", f"{limit} {_HEAP}")
    import arcadedb

    return arcadedb


def _engine_error() -> type[Exception]:
    from arcadedb import ArcadeDBError

    return ArcadeDBError  # type: ignore[no-any-return]


def _acquire(path: Path, *, write: bool, timeout: float) -> Any:
    """The database at ``path``, opened or, in the same mode, shared with the stores that have it open."""
    if path in _open:
        database, users, writing = _open[path]
        if write != writing:
            raise StoreUnavailableError(f"The database {path} is already open here: close that store first.")
        _open[path] = (database, users + 1, writing)
        return database
    engine = _engine(timeout)
    try:
        database = engine.open_database(str(path), read_only=not write)
    except engine.ArcadeDBError as error:
        raise _cannot_open(path, error) from error
    _open[path] = (database, 1, write)
    return database


def _release(path: Path) -> None:
    database, users, writing = _open.pop(path)
    if users > 1:
        _open[path] = (database, users - 1, writing)
    else:
        database.close()


def _cannot_open(path: Path, error: Exception) -> StoreUnavailableError:
    text = str(error)
    if "lock" in text.lower():
        return StoreUnavailableError(
            f"The database {path} is held by another process that writes it: wait until that one has ended."
        )
    if "recover" in text.lower():
        return StoreUnavailableError(
            f"The database {path} is held by another process that writes it, or a crash left it unfinished:"
            " wait until that process has ended, else rebuild it with `whowhom build`."
        )
    return StoreUnavailableError(f"The database {path} cannot be opened: {_first_sentence(text)}.")


def _first_sentence(text: str) -> str:
    """The engine's message without class names and stack."""
    line = text.splitlines()[0] if text else "no reason given"
    line = re.sub(r"^[\w ]+ failed: |\(caused by .*|\b[a-z]+(?:\.\w+)+(?:Exception|Error): ", "", line)
    return line.strip().rstrip(".")


def _split_columns(text: str) -> tuple[str, ...]:
    """Column names of ``a, coalesce(b, c)``: split at commas outside brackets and quotes."""
    names, depth, quote, start = [], 0, "", 0
    for index, letter in enumerate(text):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"`":
            quote = letter
        elif letter in "([{":
            depth += 1
        elif letter in ")]}":
            depth -= 1
        elif letter == "," and depth == 0:
            names.append(text[start:index])
            start = index + 1
    names.append(text[start:])
    return tuple(name.strip() for name in names if name.strip())
