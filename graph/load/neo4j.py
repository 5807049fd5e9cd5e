"""A Neo4j server brought up to date with a corpus: only what differs is written, article by article."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from graph.analysis import properties
from graph.edges import edges_by_relation
from graph.load import statements as cypher
from graph.load.batches import batches
from graph.load.bundle import Bundle, bundles
from graph.load.counts import Expected
from graph.load.held import Held
from graph.load.report import LoadReport, Progress, quiet
from graph.load.rows import Row, edge_row, entity_row, fingerprint, outlet_row, outlets_of
from graph.load.units import Unit, unit_statements, units
from graph.reading import outline, reader_of
from graph.store.interface import StoreError
from graph.store.schema import ARTICLE, CLAIM, ENTITY, OUTLET
from ingest.records import ENTITY_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.load.rows import Analysis
    from graph.reading import Reader
    from graph.records import Corpus, Edge
    from graph.store.neo4j import Neo4jStore

_ROWS = 2_000
_ARTICLES = 100
_IDS = 10_000


def update_server(
    source: Corpus | Reader,
    store: Neo4jStore,
    progress: Progress = quiet,
    *,
    replace: bool = False,
    analysis: Analysis | None = None,
) -> LoadReport:
    """Make the server hold a corpus: add what is new, replace what changed, remove what went.

    An article, its mentions and its claims are written in one transaction, so that a load that was cut off
    goes on where it stopped. What is there already is not written again. Nodes, properties, labels and
    relationships of others stay as they are. A reader, such as ``Project.reader`` gives, is read twice and
    never held whole. ``analysis`` gives entities further properties; None stands for
    those of ``graph.analysis``. Raises StoreError where the server holds the graph of another
    project (unless ``replace``), has nodes of others under ids of ours, or in the end differs from the
    corpus.
    """
    shape = outline(source)
    load = _Load(store, progress, properties(shape) if analysis is None else analysis)
    for statement in cypher.schema():
        load.count(store.define(statement))
    if "constraints_added" in load.changes:  # new to us, or imported in bulk
        for statement in cypher.restore_empty_lists():
            load.count(store.define(statement))
    expected = load.bring_up_to_date(reader_of(source), shape, replace=replace)
    if wrong := load.held.differences(expected):
        # Someone changed our nodes by hand, which no hash shows: write everything once more.
        load.trust_nothing()
        load.bring_up_to_date(reader_of(source), shape, replace=True)
        wrong = load.held.differences(expected)
    if wrong:
        kind, found, number = wrong[0]
        raise StoreError(
            f"{store.address} holds {found} {kind} of whowhom's where the project has {number}: something"
            " else changes them at the same time; load again, or into a database of its own."
        )
    return LoadReport(
        address=store.address,
        counts=expected.items(),
        changes=tuple(sorted(load.changes.items())),
        kept=tuple(sorted(load.kept)),
    )


class _Load:
    """One load: the server, and what was counted on the way."""

    def __init__(self, store: Neo4jStore, progress: Progress, analysis: Analysis) -> None:
        self.store = store
        self.held = Held(store)
        self.progress = progress
        self.analysis = analysis
        self.changes: Counter[str] = Counter()
        self.kept: set[str] = set()
        self._trusting = True

    def count(self, counters: dict[str, int]) -> None:
        """Add a transaction's counters to those of the load."""
        self.changes.update(counters)

    def trust_nothing(self) -> None:
        """From now on, take every row as changed."""
        self._trusting = False

    def bring_up_to_date(self, reader: Reader, shape: Corpus, *, replace: bool) -> Expected:
        """Write, replace and remove; returns what must then be there. ``shape`` is the reader's outline."""
        expected = Expected()
        expected.add_entities(shape.entities)
        articles = self.held.articles()
        there = {id_ for id_, row in articles.items() if row["hash"] != cypher.GONE}
        ids = {article.id for article in shape.articles}
        if not replace:
            self.held.refuse_stranger(there, ids)
        entities = self._write_nodes(
            ENTITY, ((one.id, one.type, entity_row(one, self.analysis)) for one in shape.entities)
        )
        outlets = self._write_nodes(
            OUTLET, ((row["id"], OUTLET, row) for row in map(outlet_row, outlets_of(shape)))
        )
        self._write_articles(bundles(reader, shape), articles, expected, len(ids))
        self._remove_articles(sorted(there - ids))
        if not self._trusting:
            self._remove(CLAIM, self.held.ids(cypher.ORPHANS))
        self._write_edges(shape, expected)
        self._remove(ENTITY, entities)
        self._remove(OUTLET, outlets)
        return expected

    def _write_nodes(self, label: str, nodes: Iterable[tuple[str, str, Row]]) -> list[str]:
        """Write the nodes (id, own label, row) that are new or changed; returns the ids that went."""
        there = self.held.hashes(cypher.hashes(label))
        gone = set(there)
        fresh: dict[str, list[Row]] = {}
        for id_, kind, row in nodes:
            hash_ = fingerprint(row)
            gone.discard(id_)
            if not self._trusting or there.get(id_) != hash_:
                fresh.setdefault(kind, []).append({"id": id_, "hash": hash_, "node": row})
        self.held.refuse_foreign(label, [row["id"] for rows in fresh.values() for row in rows])
        total = sum(map(len, fresh.values()))
        done = 0
        for kind in sorted(fresh):
            text = cypher.merge_entities(kind) if kind in ENTITY_TYPES else cypher.MERGE_OUTLETS
            for rows in batches(fresh[kind], _ROWS):
                self.count(self.store.update([(text, {"rows": rows})]))
                done += len(rows)
                self.progress("entities" if label == ENTITY else "outlets", done, total)
        return sorted(id_ for id_ in gone if there[id_] != cypher.GONE)

    def _write_articles(
        self, told: Iterable[Bundle], there: dict[str, dict[str, Any]], expected: Expected, total: int
    ) -> None:
        done = 0
        watched = [label for label in (ARTICLE, CLAIM) if self.held.has_others(label)]
        for unit in units(self._changed(told, there, expected)):
            if ARTICLE in watched:
                self.held.refuse_foreign(ARTICLE, [bundle.id for bundle, _ in unit])
            if CLAIM in watched:
                self.held.refuse_foreign(CLAIM, [row["id"] for bundle, _ in unit for row in bundle.claims])
            self._write_unit(unit, [bundle.id for bundle, _ in unit if bundle.id in there])
            done += len(unit)
            self.progress("articles", done, total)

    def _changed(
        self, told: Iterable[Bundle], there: dict[str, dict[str, Any]], expected: Expected
    ) -> Iterator[tuple[Bundle, str]]:
        """The bundles, with their hashes, that the server does not hold as they are."""
        for bundle in told:
            expected.add_bundle(bundle)
            hash_ = bundle.hash
            row = there.get(bundle.id)
            same = row and (row["hash"], row["claims"], row["mentions"]) == (
                hash_,
                len(bundle.claims),
                len(bundle.mentions),
            )
            if not same or not self._trusting:
                yield bundle, hash_

    def _write_unit(self, unit: Unit, changed: list[str]) -> None:
        """One transaction: what these articles said before goes, what they say now comes."""
        before: list[tuple[str, dict[str, Any]]] = []
        vanished: list[str] = []
        if changed:
            old = self.held.ids(cypher.CLAIMS_OF, changed)
            vanished = sorted({*old} - {row["id"] for bundle, _ in unit for row in bundle.claims})
            before = [
                (cypher.RELEASE_ARTICLES, {"ids": changed}),
                (cypher.RELEASE_CLAIMS, {"ids": old}),
                (cypher.remove_nodes(CLAIM), {"ids": vanished}),
                (cypher.mark_gone(CLAIM), {"ids": vanished}),
            ]
        self.count(self.store.update([*before, *unit_statements(unit)]))
        self._note_kept(CLAIM, vanished)

    def _remove_articles(self, gone: list[str]) -> None:
        for ids in batches(gone, _ARTICLES):
            claims = self.held.ids(cypher.CLAIMS_OF, ids)
            steps = [
                (cypher.RELEASE_ARTICLES, {"ids": ids}),
                (cypher.RELEASE_CLAIMS, {"ids": claims}),
                (cypher.remove_nodes(CLAIM), {"ids": claims}),
                (cypher.mark_gone(CLAIM), {"ids": claims}),
                (cypher.remove_nodes(ARTICLE), {"ids": ids}),
                (cypher.mark_gone(ARTICLE), {"ids": ids}),
            ]
            self.count(self.store.update(steps))
            self._note_kept(CLAIM, claims)
            self._note_kept(ARTICLE, ids)

    def _write_edges(self, shape: Corpus, expected: Expected) -> None:
        for relation, edges in edges_by_relation(shape):
            expected.add_edges(edges)
            there = self.held.hashes(cypher.edge_hashes(relation))
            done = 0
            for rows in batches(self._fresh_edges(edges, there), _ROWS):
                self.count(self.store.update([(cypher.merge_edges(relation), {"rows": rows})]))
                done += len(rows)
                self.progress("edges", done, len(edges))
            for ids in batches(sorted(there), _IDS):
                self.count(self.store.update([(cypher.remove_edges(relation), {"ids": ids})]))

    def _fresh_edges(self, edges: Iterable[Edge], there: dict[str, str]) -> Iterator[Row]:
        """Rows of the edges that are new or changed; takes all that it meets out of ``there``."""
        for edge in edges:
            row = edge_row(edge)
            hash_ = fingerprint(row)
            if there.pop(row["id"], None) != hash_ or not self._trusting:
                ends = {"subject": edge.subject, "object": edge.object}
                yield {"id": row["id"], "hash": hash_, "edge": row, **ends}

    def _remove(self, label: str, gone: list[str]) -> None:
        for ids in batches(gone, _ROWS):
            steps = [(cypher.remove_nodes(label), {"ids": ids}), (cypher.mark_gone(label), {"ids": ids})]
            self.count(self.store.update(steps))
            self._note_kept(label, ids)

    def _note_kept(self, label: str, ids: list[str]) -> None:
        """Remember which of the nodes that were to go are still there."""
        if ids:
            self.kept.update(f"{label} {id_}" for id_ in self.held.ids(cypher.still_there(label), ids))
