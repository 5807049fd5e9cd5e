"""Databases that hold the graph: one interface, an embedded ArcadeDB and a Neo4j server behind it."""

from __future__ import annotations

from pathlib import Path

from graph.store.interface import (
    DEFAULT_TIMEOUT,
    Credentials,
    InvalidCypherError,
    QueryTimeoutError,
    Rows,
    Store,
    StoreError,
    StoreUnavailableError,
    Value,
    WriteRefusedError,
)

__all__ = [
    "Credentials",
    "InvalidCypherError",
    "QueryTimeoutError",
    "Rows",
    "Store",
    "StoreError",
    "StoreUnavailableError",
    "Value",
    "WriteRefusedError",
    "open_store",
]


def open_store(
    target: Path | str,
    *,
    credentials: Credentials | None = None,
    database: str | None = None,
    write: bool = False,
    timeout: float = DEFAULT_TIMEOUT,
) -> Store:
    """The store at ``target``: the folder of an embedded database, or a bolt or neo4j address as text.

    ``credentials`` and ``database`` (the server's default one if None) are for addresses only. Without
    ``write`` nothing can be changed. ``timeout`` is in seconds and holds for each query. Raises
    StoreUnavailableError where nothing answers, StoreError for an address that is none.
    """
    if isinstance(target, str) and "://" in target:
        from graph.store.neo4j import Neo4jStore

        return Neo4jStore(target, credentials, database=database, write=write, timeout=timeout)
    from graph.store.embedded import EmbeddedStore

    return EmbeddedStore(Path(target), write=write, timeout=timeout)
