"""Claims in, a graph out: resolution across articles, edges, stores, exports, analysis.

    from graph import build_database, open_store, resolve_claims, write_page

    corpus = resolve_claims(extractions)
    build_database(corpus, Path("graph.arcadedb"))
    with open_store(Path("graph.arcadedb")) as store:
        rows = store.query("MATCH (p:Person) RETURN p.name AS name ORDER BY name")

The functions are imported when they are first asked for: the records alone cost nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from graph.records import Corpus, Edge, Entity, GraphError, Judgement, Link

if TYPE_CHECKING:
    from graph.contested import contested_pairs
    from graph.edges import count_edges
    from graph.export.page import write_page
    from graph.load import build_database
    from graph.load import load as load_corpus
    from graph.lookup import find_entity
    from graph.project import Project
    from graph.resolve import resolve as resolve_claims
    from graph.store import open_store

__all__ = [
    "Corpus",
    "Edge",
    "Entity",
    "GraphError",
    "Judgement",
    "Link",
    "Project",
    "build_database",
    "contested_pairs",
    "count_edges",
    "find_entity",
    "load_corpus",
    "open_store",
    "resolve_claims",
    "write_page",
]

_WHERE = {
    "Project": ("graph.project", "Project"),
    "build_database": ("graph.load", "build_database"),
    "contested_pairs": ("graph.contested", "contested_pairs"),
    "count_edges": ("graph.edges", "count_edges"),
    "find_entity": ("graph.lookup", "find_entity"),
    "load_corpus": ("graph.load", "load"),
    "open_store": ("graph.store", "open_store"),
    "resolve_claims": ("graph.resolve", "resolve"),
    "write_page": ("graph.export.page", "write_page"),
}


def __getattr__(name: str) -> object:
    """Import a public function's module when the function is first asked for."""
    if name in _WHERE:
        module, function = _WHERE[name]
        return getattr(import_module(module), function)
    raise AttributeError(f"module 'graph' has no attribute {name!r}")
