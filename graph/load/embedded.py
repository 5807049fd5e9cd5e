"""The embedded database of a corpus: built anew beside the old one, then put in its place."""

from __future__ import annotations

import shutil
from collections import Counter
from typing import TYPE_CHECKING

from graph.edges import edges_of
from graph.load.report import LoadReport, Progress, quiet
from graph.load.rows import Row, article_row, claim_row, edge_row, entity_row, outlet_id, outlet_row, present
from graph.store.embedded import EmbeddedStore, EmbeddedWriter
from graph.store.interface import StoreError
from graph.store.schema import ARTICLE, CLAIM, EDGE_TYPES, NODE_LABELS, OUTLET
from ingest.records import ENTITY_TYPES, RELATIONS, UNNAMED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import TypeAlias, TypeVar

    from graph.records import Corpus

    Item = TypeVar("Item")
    Edges: TypeAlias = list[tuple[str, str, Row]]

_BATCH = 5_000


def build_database(corpus: Corpus, path: Path, progress: Progress = quiet) -> LoadReport:
    """Make the folder ``path`` the database of ``corpus``: whole, or else what was there stays.

    Raises StoreError where the folder cannot be written, or the database does not hold in the end what
    the corpus has.
    """
    fresh = path.with_name(f"{path.name}.new")
    try:
        shutil.rmtree(fresh, ignore_errors=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        with EmbeddedWriter(fresh) as writer:
            expected = _fill(writer, corpus, progress)
        report = _counted(fresh, path, expected)
        _swap(fresh, path)
    except OSError as error:
        raise StoreError(f"The database {path} cannot be written: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return report


def _fill(writer: EmbeddedWriter, corpus: Corpus, progress: Progress) -> Counter[str]:
    """Write nodes, then relationships; returns how many of each there must be."""
    articles = {article.id: article for article in corpus.articles}
    names = {entity.id: entity.name for entity in corpus.entities}
    outlets = {outlet_id(article.outlet): article.outlet for article in corpus.articles if article.outlet}
    expected: Counter[str] = Counter(dict.fromkeys((*NODE_LABELS, *EDGE_TYPES), 0))

    writer.add_nodes(OUTLET, [outlet_row(outlets[key]) for key in sorted(outlets)])
    expected[OUTLET] = len(outlets)
    for batch in _batches(corpus.articles):
        writer.add_nodes(ARTICLE, [present(article_row(article)) for article in batch])
        published: Edges = [(one.id, outlet_id(one.outlet), {}) for one in batch if one.outlet]
        writer.add_edges("PUBLISHED_BY", published)
        expected[ARTICLE] += len(batch)
        expected["PUBLISHED_BY"] += len(published)
    for type_ in ENTITY_TYPES:
        for some in _batches([entity for entity in corpus.entities if entity.type == type_]):
            writer.add_nodes(type_, [present(entity_row(entity)) for entity in some])
            expected[type_] += len(some)
    mentions = Counter((mention.entity, mention.document) for mention in corpus.mentions)
    for pairs in _batches(sorted(mentions.items())):
        writer.add_edges("MENTIONED_IN", [(entity, where, {"count": n}) for (entity, where), n in pairs])
        expected["MENTIONED_IN"] += len(pairs)
    done = 0
    for claims in _batches(corpus.claims):
        rows = [present(claim_row(claim, articles[claim.document], names)) for claim in claims]
        writer.add_nodes(CLAIM, rows)
        attributed: Edges = [
            (claim.id, claim.attributed_to, {})
            for claim in claims
            if claim.attributed_to and claim.attributed_to != UNNAMED
        ]
        writer.add_edges("SUBJECT", [(claim.id, claim.subject, {}) for claim in claims])
        writer.add_edges("OBJECT", [(claim.id, claim.object, {}) for claim in claims])
        writer.add_edges("STATED_IN", [(claim.id, claim.document, {}) for claim in claims])
        writer.add_edges("ATTRIBUTED_TO", attributed)
        for kind in (CLAIM, "SUBJECT", "OBJECT", "STATED_IN"):
            expected[kind] += len(claims)
        expected["ATTRIBUTED_TO"] += len(attributed)
        done += len(claims)
        progress("claims", done, len(corpus.claims))
    edges = edges_of(corpus.claims, articles)
    for relation in RELATIONS:
        for part in _batches([edge for edge in edges if edge.relation == relation]):
            writer.add_edges(relation, [(one.subject, one.object, present(edge_row(one))) for one in part])
            expected[relation] += len(part)
    progress("edges", len(edges), len(edges))
    return expected


def _counted(fresh: Path, path: Path, expected: Counter[str]) -> LoadReport:
    """The report of the database in ``fresh``, counted in it. Raises StoreError on a difference."""
    counts: list[tuple[str, int]] = []
    with EmbeddedStore(fresh, write=True) as store:
        for kind, number in expected.items():
            pattern = f"(x:{kind})" if kind in NODE_LABELS else f"()-[x:{kind}]->()"
            ((found,),) = store.query(f"MATCH {pattern} RETURN count(x) AS n").rows
            if found != number:
                raise StoreError(f"The database {path} holds {found} of {number} {kind}: build it again.")
            counts.append((kind, number))
    return LoadReport(address=str(path), counts=tuple(counts))


def _swap(fresh: Path, path: Path) -> None:
    """Put ``fresh`` in the place of ``path``: a reader that has the old one open keeps it until it closes."""
    old = path.with_name(f"{path.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if path.exists():
        path.rename(old)
    fresh.rename(path)
    shutil.rmtree(old, ignore_errors=True)


def _batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    return (items[start : start + _BATCH] for start in range(0, len(items), _BATCH))
