"""Articles in, claims out: reading, mentions, coreference, relations, qualifiers.

    from ingest import extract, load_pipeline, read_articles

    nlp = load_pipeline()
    for extraction in extract(read_articles([Path("examples")]), nlp): ...

The functions are imported when they are first asked for: the records alone cost nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ingest.records import Article, Chain, Claim, Duplicate, Extraction, IngestError, Mention, Unreadable

if TYPE_CHECKING:
    from ingest.pipeline import extract, load_pipeline
    from ingest.read import read_articles
    from ingest.workers import extract_on_all_cores

__all__ = [
    "Article",
    "Chain",
    "Claim",
    "Duplicate",
    "Extraction",
    "IngestError",
    "Mention",
    "Unreadable",
    "extract",
    "extract_on_all_cores",
    "load_pipeline",
    "read_articles",
]

_WHERE = {
    "extract": "ingest.pipeline",
    "load_pipeline": "ingest.pipeline",
    "read_articles": "ingest.read",
    "extract_on_all_cores": "ingest.workers",
}


def __getattr__(name: str) -> object:
    """Import a public function's module when the function is first asked for."""
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module 'ingest' has no attribute {name!r}")
