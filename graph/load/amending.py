"""The embedded database of the build before, brought up to date with a corpus: only what differs is written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from graph.analysis import properties
from graph.edges import count_edges
from graph.load.bundle import Bundle, bundles
from graph.load.counts import Expected
from graph.load.filling import Hearing
from graph.load.rows import Row, edge_row, entity_row, outlet_row, outlets_of, present
from graph.reading import frame, reader_of
from graph.store.schema import ARTICLE, CLAIM, OUTLET
from ingest.records import ENTITY_TYPES, RELATIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from graph.load.contents import ContentsFile
    from graph.load.report import Progress
    from graph.load.rows import Analysis
    from graph.reading import Reader
    from graph.records import Corpus, Edge
    from graph.store.amending import EmbeddedAmender
    from graph.store.bulk import EdgeRow

Hashes: TypeAlias = "Mapping[str, Mapping[str, str]]"
"""Of rows, by kind and id: see ``graph.load.contents.Contents``."""
_WORTH: Final = 0.25
"""The share of articles that may have changed: with more, to write everything is quicker."""


@dataclass(slots=True, kw_only=True)
class Amendment:
    """What must be done to a database that holds the ``known`` rows; ``expected`` is what it then has.

    By kind: ids that ``went``, rows that are ``changed`` and rows that are ``new``. An article and its claims
    are one: where anything of it changed, it goes and comes again.
    """

    expected: Expected = field(default_factory=Expected)
    articles: list[Bundle] = field(default_factory=list)
    went: dict[str, list[str]] = field(default_factory=dict)
    changed: dict[str, list[Row]] = field(default_factory=dict)
    new: dict[str, list[Row]] = field(default_factory=dict)
    edges: dict[str, list[EdgeRow]] = field(default_factory=dict)


def plan(
    known: Hashes, source: Corpus | Reader, analysis: Analysis | None, contents: ContentsFile
) -> Amendment | None:
    """What differs between what is ``known`` to be there and a corpus, all of which goes into ``contents``.

    None where so much does that it is better written anew, or an entity has another type than before.
    """
    found = Amendment()
    shape = frame(source)
    heard = Hearing(reader_of(source))
    most = _WORTH * len(shape.articles)
    if len(shape.articles) - len(known[ARTICLE]) > most:
        return None
    gone = known[ARTICLE].keys() - {article.id for article in shape.articles}
    for bundle in bundles(heard, shape):
        found.expected.add_bundle(bundle)
        hash_ = bundle.hash
        contents.note(ARTICLE, bundle.id, hash_)
        if known[ARTICLE].get(bundle.id) != hash_:
            found.articles.append(bundle)
        if len(found.articles) + len(gone) > most:
            return None
    found.went[ARTICLE] = sorted({*gone, *(one.id for one in found.articles if one.id in known[ARTICLE])})
    whole = replace(shape, claims=heard.told())
    edges = count_edges(whole)
    told = properties(whole, edges=edges) if analysis is None else analysis
    _compare(found, known, OUTLET, map(outlet_row, outlets_of(shape)), contents)
    for type_ in ENTITY_TYPES:
        rows = (entity_row(one, told) for one in whole.entities if one.type == type_)
        _compare(found, known, type_, rows, contents)
    if _retyped(found):
        return None
    found.expected.add_entities(whole.entities)
    found.expected.add_edges(edges)
    for relation in RELATIONS:
        _compare_edges(found, known, relation, [one for one in edges if one.relation == relation], contents)
    return found


def _compare(found: Amendment, known: Hashes, kind: str, rows: Iterable[Row], contents: ContentsFile) -> None:
    there = dict(known[kind])
    found.new[kind], found.changed[kind] = [], []
    for row in rows:
        hash_, old = contents.add(kind, row["id"], row), there.pop(row["id"], None)
        if old is None:
            found.new[kind].append(row)
        elif old != hash_:
            found.changed[kind].append(row)
    found.went[kind] = sorted(there)


def _retyped(found: Amendment) -> bool:
    new = {row["id"] for type_ in ENTITY_TYPES for row in found.new[type_]}
    return any(id_ in new for type_ in ENTITY_TYPES for id_ in found.went[type_])


def _compare_edges(
    found: Amendment, known: Hashes, relation: str, edges: Iterable[Edge], contents: ContentsFile
) -> None:
    """One that changed goes and comes again."""
    there = dict(known[relation])
    found.edges[relation], changed = [], []
    for edge in edges:
        row = edge_row(edge)
        hash_, old = contents.add(relation, row["id"], row), there.pop(row["id"], None)
        if old != hash_:
            found.edges[relation].append((edge.subject, edge.object, present(row)))
            if old is not None:
                changed.append(row["id"])
    found.went[relation] = sorted((*there, *changed))


def carry_out(found: Amendment, writer: EmbeddedAmender, progress: Progress) -> None:
    """Write what was planned: what goes, what differs, what comes, in this order."""
    writer.remove_articles(found.went[ARTICLE])
    for relation in RELATIONS:
        writer.remove_edges(relation, found.went[relation])
    for kind in (OUTLET, *ENTITY_TYPES):
        writer.remove_nodes(kind, found.went[kind])
        writer.set_nodes(kind, map(present, found.changed[kind]))
    for kind in (OUTLET, *ENTITY_TYPES):
        writer.add_nodes(kind, [present(row) for row in found.new[kind]])
    writer.add_nodes(ARTICLE, [present(one.article) for one in found.articles])
    writer.add_nodes(CLAIM, [present(row) for one in found.articles for row in one.claims])
    for kind, edges in _tied(found.articles).items():
        writer.add_edges(kind, edges)
    for relation in RELATIONS:
        writer.add_edges(relation, found.edges[relation])
    progress("articles", len(found.articles), len(found.articles))


def _tied(articles: Collection[Bundle]) -> dict[str, list[EdgeRow]]:
    """What ties articles and their claims to each other, to outlets and to entities."""
    claims = [
        (row["id"], one.id, link) for one in articles for row, link in zip(one.claims, one.links, strict=True)
    ]
    return {
        "PUBLISHED_BY": [(one.id, one.outlet, {}) for one in articles if one.outlet],
        "STATED_IN": [(claim, article, {}) for claim, article, _ in claims],
        "SUBJECT": [(claim, link[0], {}) for claim, _, link in claims],
        "OBJECT": [(claim, link[1], {}) for claim, _, link in claims],
        "ATTRIBUTED_TO": [(claim, link[2], {}) for claim, _, link in claims if link[2]],
        "MENTIONED_IN": [
            (entity, one.id, {"count": count}) for one in articles for entity, count in one.mentions
        ],
    }
