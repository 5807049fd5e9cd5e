"""The embedded store: an ArcadeDB database in a folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from graph.store.engine import acquire, engine_error, first_sentence, release
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
from graph.store.schema import EDGE_TYPES, ENTITY
from ingest.records import ENTITY_TYPES

if TYPE_CHECKING:
    from types import TracebackType

_PATH: Final = re.compile(r"\(#\d+:\d+\)(?:<?-\[#\d+:\d+\]->?\(#\d+:\d+\))*")
_RECORD: Final = re.compile(r"#\d+:\d+")
_LAST_PROJECTION: Final = re.compile(r"FINAL PROJECTION \[(.*)\]", re.DOTALL)


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
        self._database: Any = acquire(self._path, write=write, timeout=timeout)

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
        except engine_error() as error:
            raise self._explain(error) from error
        return Rows(columns=columns, rows=tuple(rows))

    def plan(self, text: str, parameters: Mapping[str, object] | None = None) -> str:
        """See Store.plan."""
        try:
            (row,) = self._database.query("opencypher", f"EXPLAIN {text}", dict(parameters or {})).to_list()
        except engine_error() as error:
            raise self._explain(error) from error
        return str(row["executionPlanAsString"])

    def close(self) -> None:
        """See Store.close."""
        if self._database is not None:
            self._database = None
            release(self._path)

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
        except engine_error():  # a sentence that only looks like a path
            return text
        steps = [self._plain_record({**one.to_dict(), "@type": one.get_type_name()}) for one in records]
        return plain_path(steps, [(one.get_out().get("id"), one.get_in().get("id")) for one in records[1::2]])

    def _explain(self, error: Exception) -> StoreError:
        """The engine's error as one of ours, in one sentence."""
        text = first_sentence(str(error))
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
