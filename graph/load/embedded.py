"""The embedded database of a corpus: built anew beside the old one, then put in its place."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from graph.analysis import properties
from graph.edges import edges_by_relation
from graph.load.batches import batches
from graph.load.bundle import bundles
from graph.load.collecting import no_collecting
from graph.load.counts import Expected
from graph.load.report import LoadReport, Progress, quiet
from graph.load.rows import edge_row, entity_row, outlet_row, outlets_of, present
from graph.store.bulk import EmbeddedWriter
from graph.store.embedded import EmbeddedStore
from graph.store.interface import StoreError
from graph.store.schema import ARTICLE, CLAIM, NODE_LABELS, OUTLET
from ingest.records import ENTITY_TYPES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from graph.load.bundle import Bundle
    from graph.load.rows import Analysis
    from graph.records import Corpus

_ROWS = 5_000
_ARTICLES = 250


def build_database(
    corpus: Corpus, path: Path, progress: Progress = quiet, *, analysis: Analysis | None = None
) -> LoadReport:
    """Make the folder ``path`` the database of ``corpus``: whole, or else what was there stays.

    ``analysis`` gives entities further properties; None stands for those of ``graph.analysis``. Raises
    StoreError where the folder cannot be written, or the database does not hold in the end what the corpus
    has.
    """
    fresh = path.with_name(f"{path.name}.new")
    try:
        shutil.rmtree(fresh, ignore_errors=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        with no_collecting(), EmbeddedWriter(fresh) as writer:
            found = properties(corpus) if analysis is None else analysis
            expected = _fill(writer, corpus, found, progress)
        _check(fresh, path, expected)
        _swap(fresh, path)
    except OSError as error:
        raise StoreError(f"The database {path} cannot be written: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return LoadReport(address=str(path), counts=expected.items())


def _fill(writer: EmbeddedWriter, corpus: Corpus, analysis: Analysis, progress: Progress) -> Expected:
    """Write nodes, then the relationships that join them; returns how many of each there must be."""
    expected = Expected()
    writer.add_nodes(OUTLET, [outlet_row(name) for name in outlets_of(corpus)])
    expected.add_entities(corpus.entities)
    for type_ in ENTITY_TYPES:
        for entities in batches((one for one in corpus.entities if one.type == type_), _ROWS):
            writer.add_nodes(type_, [present(entity_row(entity, analysis)) for entity in entities])
    done = 0
    for some in batches(bundles(corpus), _ARTICLES):
        _write_bundles(writer, some)
        for bundle in some:
            expected.add_bundle(bundle)
        done += len(some)
        progress("articles", done, len(corpus.articles))
    for relation, edges in edges_by_relation(corpus):
        expected.add_edges(edges)
        done = 0
        for part in batches(edges, _ROWS):
            writer.add_edges(relation, [(one.subject, one.object, present(edge_row(one))) for one in part])
            done += len(part)
            progress("edges", done, len(edges))
    return expected


def _write_bundles(writer: EmbeddedWriter, some: Sequence[Bundle]) -> None:
    writer.add_nodes(ARTICLE, [present(bundle.article) for bundle in some])
    writer.add_nodes(CLAIM, [present(claim) for bundle in some for claim in bundle.claims])
    stated = [
        (claim["id"], bundle.id, link)
        for bundle in some
        for claim, link in zip(bundle.claims, bundle.links, strict=True)
    ]
    writer.add_edges("PUBLISHED_BY", [(one.id, one.outlet, {}) for one in some if one.outlet])
    writer.add_edges("MENTIONED_IN", [(who, one.id, {"count": n}) for one in some for who, n in one.mentions])
    writer.add_edges("STATED_IN", [(claim, article, {}) for claim, article, _ in stated])
    writer.add_edges("SUBJECT", [(claim, subject, {}) for claim, _, (subject, _, _) in stated])
    writer.add_edges("OBJECT", [(claim, object_, {}) for claim, _, (_, object_, _) in stated])
    writer.add_edges("ATTRIBUTED_TO", [(claim, source, {}) for claim, _, (_, _, source) in stated if source])


def _check(fresh: Path, path: Path, expected: Expected) -> None:
    """Count what the database in ``fresh`` holds. Raises StoreError on a difference."""
    with EmbeddedStore(fresh, write=True) as store:
        for kind, number in expected.items():
            pattern = f"(x:{kind})" if kind in NODE_LABELS else f"()-[x:{kind}]->()"
            ((found,),) = store.query(f"MATCH {pattern} RETURN count(x) AS n").rows
            if found != number:
                raise StoreError(f"The database {path} holds {found} of {number} {kind}: build it again.")


def _swap(fresh: Path, path: Path) -> None:
    """Put ``fresh`` in the place of ``path``: a reader that has the old one open keeps it until it closes."""
    old = path.with_name(f"{path.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if path.exists():
        path.rename(old)
    fresh.rename(path)
    shutil.rmtree(old, ignore_errors=True)
