"""The Neo4j store: the official driver, and every failure of a server in one sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import urlsplit

from neo4j import READ_ACCESS, WRITE_ACCESS, GraphDatabase, Query, unit_of_work
from neo4j.exceptions import ConfigurationError, DriverError, Neo4jError
from neo4j.graph import Node, Path, Relationship

from graph.store.interface import (
    DEFAULT_TIMEOUT,
    Credentials,
    Rows,
    StoreError,
    StoreUnavailableError,
    Value,
)
from graph.store.neo4j_errors import explain
from graph.store.plain import plain_node, plain_path, plain_relationship, plain_value

if TYPE_CHECKING:
    from types import TracebackType

    from neo4j import ManagedTransaction, Record, ResultSummary, Session

SCHEMES: Final = frozenset({"bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"})
OLDEST: Final = 5
"""The first major version whose Cypher the query library is written in."""
_COUNTERS: Final = (
    "nodes_created",
    "nodes_deleted",
    "relationships_created",
    "relationships_deleted",
    "properties_set",
    "labels_added",
    "labels_removed",
    "indexes_added",
    "constraints_added",
)
PATIENCE: Final = 900.0
"""Seconds that a batch of a load may take."""
_CONNECT_SECONDS: Final = 10.0
_RETRY_SECONDS: Final = 30.0


class Neo4jStore:
    """A Neo4j database behind a bolt or neo4j address, connected.

    Raises StoreError for an address of another kind, StoreUnavailableError where nothing answers, the
    credentials are refused or the server is older than Neo4j 5.
    """

    def __init__(
        self,
        address: str,
        credentials: Credentials | None = None,
        *,
        database: str | None = None,
        write: bool = False,
        timeout: float = DEFAULT_TIMEOUT,
    ) -> None:
        """Connect, and check that the server answers; ``timeout`` is in seconds."""
        self._address = _checked_address(address)
        self._write = write
        self._timeout = timeout
        self._database = database
        auth = (credentials.user, credentials.password) if credentials else None
        try:
            self._driver = GraphDatabase.driver(
                address,
                auth=auth,
                connection_timeout=_CONNECT_SECONDS,
                connection_acquisition_timeout=_CONNECT_SECONDS + _RETRY_SECONDS,
                max_transaction_retry_time=_RETRY_SECONDS,
                notifications_min_severity="OFF",
                telemetry_disabled=True,
                user_agent="whowhom",
            )
        except (ConfigurationError, ValueError) as error:
            raise StoreError(f"The address {self._address} cannot be used: {error}.") from error
        try:
            agent = self._driver.get_server_info().agent
            _check_version(self._address, agent)
        except (Neo4jError, DriverError) as error:
            self._driver.close()
            raise self._explain(error) from error
        except BaseException:
            self._driver.close()
            raise

    @property
    def address(self) -> str:
        """The server's address, without credentials."""
        return self._address

    def query(
        self, text: str, parameters: Mapping[str, object] | None = None, *, timeout: float | None = None
    ) -> Rows:
        """See Store.query; ``timeout``, in seconds, takes the place of the store's."""
        columns, records, _ = self._run(text, parameters, write=self._write, timeout=timeout)
        rows = tuple(tuple(_plain(value) for value in record.values()) for record in records)
        return Rows(columns=columns, rows=rows)

    def plan(self, text: str, parameters: Mapping[str, object] | None = None) -> str:
        """See Store.plan."""
        _, _, summary = self._run(f"EXPLAIN {text}", parameters, write=self._write)
        return "\n".join(_operators(summary.plan or {}))

    def update(self, statements: Sequence[tuple[str, Mapping[str, object]]]) -> dict[str, int]:
        """Run statements in one managed transaction, repeated while the failure is transient.

        Returns the server's counters over all of them, such as ``nodes_created``; what did not change is
        left out. Each statement must be safe to repeat: a lost answer may hide a commit. They may take
        ``PATIENCE`` seconds, since a batch is no question that someone waits for. Raises StoreError.
        """

        @unit_of_work(timeout=PATIENCE)
        def work(transaction: ManagedTransaction) -> dict[str, int]:
            counted: Counter[str] = Counter()
            for text, parameters in statements:
                counted.update(_changes(transaction.run(_literal(text), dict(parameters)).consume()))
            return dict(counted)

        try:
            with self._session(write=True) as session:
                return session.execute_write(work)
        except (Neo4jError, DriverError) as error:
            raise self._explain(error) from error

    def define(self, text: str) -> dict[str, int]:
        """Run one schema statement, which needs a transaction of its own; returns its counters.

        Raises StoreError.
        """
        try:
            with self._session(write=True) as session:
                return _changes(session.run(Query(_literal(text), timeout=PATIENCE)).consume())
        except (Neo4jError, DriverError) as error:
            raise self._explain(error) from error

    def close(self) -> None:
        """See Store.close."""
        self._driver.close()

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connection."""
        self.close()

    def _session(self, *, write: bool) -> Session:
        access = WRITE_ACCESS if write else READ_ACCESS
        return self._driver.session(database=self._database, default_access_mode=access)

    def _run(
        self,
        text: str,
        parameters: Mapping[str, object] | None,
        *,
        write: bool,
        timeout: float | None = None,
    ) -> tuple[tuple[str, ...], list[Record], ResultSummary]:
        @unit_of_work(timeout=timeout or self._timeout)
        def work(transaction: ManagedTransaction) -> tuple[tuple[str, ...], list[Record], ResultSummary]:
            result = transaction.run(_literal(text), dict(parameters or {}))
            columns = tuple(result.keys())
            records = list(result)
            return columns, records, result.consume()

        try:
            with self._session(write=write) as session:
                return session.execute_write(work) if write else session.execute_read(work)
        except (Neo4jError, DriverError) as error:
            raise self._explain(error) from error

    def _explain(self, error: Exception) -> StoreError:
        return explain(error, self._address, self._timeout)


def _checked_address(address: str) -> str:
    """The address as it may be shown. Raises StoreError unless it is one of Neo4j's, without a password."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host:
        raise StoreError("The address of the database has no host or no valid port: write bolt://HOST:PORT.")
    if parts.scheme not in SCHEMES:
        known = ", ".join(f"{scheme}://" for scheme in sorted(SCHEMES))
        raise StoreError(f"{parts.scheme}:// is no Neo4j address: use one of {known}.")
    if parts.username or parts.password:
        raise StoreError(
            f"The address of {host} holds a user or a password: give those apart, where no one sees them."
        )
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")


def _check_version(address: str, agent: str) -> None:
    """Raise StoreUnavailableError unless ``agent``, as the server names itself, is Neo4j 5 or newer."""
    found = re.match(r"Neo4j/(\d+)", agent)
    if not found or int(found[1]) < OLDEST:
        raise StoreUnavailableError(f"{address} is {agent}: whowhom needs Neo4j {OLDEST} or newer.")


def _changes(summary: ResultSummary) -> dict[str, int]:
    """The counters of what a statement changed, by the driver's names; none for what it did not."""
    counted = {name: getattr(summary.counters, name) for name in _COUNTERS}
    return {name: number for name, number in counted.items() if number}


def _plain(value: Any) -> Value:
    """The plain value of what the driver returned."""
    if isinstance(value, Node):
        return plain_node(value.labels, _plain_map(value))
    if isinstance(value, Relationship):
        return plain_relationship(value.type, _plain_map(value))
    if isinstance(value, Path):
        return _plain_path(value)
    if isinstance(value, Mapping):
        return _plain_map(value)
    if isinstance(value, list | tuple | set):
        return tuple(_plain(inner) for inner in value)
    return plain_value(value.iso_format() if hasattr(value, "iso_format") else value)


def _plain_path(path: Path) -> tuple[Value, ...]:
    steps: list[Node | Relationship] = [path.nodes[0]]
    for edge, node in zip(path.relationships, path.nodes[1:], strict=True):
        steps += [edge, node]
    ids = {node.element_id: node.get("id") for node in path.nodes}
    plain = [
        plain_relationship(one.type, _plain_map(one))
        if isinstance(one, Relationship)
        else plain_node(one.labels, _plain_map(one))
        for one in steps
    ]
    return plain_path(plain, [_ends(edge, ids) for edge in path.relationships])


def _plain_map(items: Mapping[str, Any]) -> dict[str, Value]:
    return {str(key): _plain(value) for key, value in items.items()}


def _ends(edge: Relationship, ids: Mapping[str, str]) -> tuple[str | None, str | None]:
    start, end = edge.start_node, edge.end_node
    return (ids.get(start.element_id) if start else None, ids.get(end.element_id) if end else None)


def _operators(plan: Mapping[str, Any], depth: int = 0) -> list[str]:
    """A plan as lines, one an operator, inputs indented below it."""
    details = plan.get("args", {}).get("Details", "")
    lines = [f"{'  ' * depth}{plan.get('operatorType', '')} {details}".rstrip()]
    for child in plan.get("children", ()):
        lines += _operators(child, depth + 1)
    return lines


def _literal(text: str) -> Any:
    """Cypher from a file or a user's keyboard: the driver's type for literals cannot hold for it."""
    return text
