"""A corpus into a database: the embedded one is built, a Neo4j server is brought up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.load.embedded import build_database
from graph.load.report import LoadReport, Progress, quiet
from graph.store.interface import StoreError

if TYPE_CHECKING:
    from graph.load.rows import Analysis
    from graph.reading import Reader
    from graph.records import Corpus
    from graph.store.interface import Store

__all__ = ["LoadReport", "Progress", "build_database", "load"]


def load(
    source: Corpus | Reader,
    store: Store,
    progress: Progress = quiet,
    *,
    replace: bool = False,
    analysis: Analysis | None = None,
) -> LoadReport:
    """Bring a Neo4j server, open for writing, up to date with a corpus, held or read in streams; see ``update_server``.

    The embedded database is no place to load into: ``build_database`` makes it. Raises StoreError.
    """
    from graph.load.neo4j import update_server
    from graph.store.neo4j import Neo4jStore

    if not isinstance(store, Neo4jStore):
        raise StoreError(
            f"{store.address} is an embedded database, which is built, not loaded: build it again."
        )
    return update_server(source, store, progress, replace=replace, analysis=analysis)
