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
from graph.load.report import LoadReport, Progress, quiet
from graph.load.rows import Row, edge_row, entity_row, fingerprint, outlet_row, outlets_of
from graph.store.interface import Rows, StoreError
from graph.store.neo4j import PATIENCE
from graph.store.schema import ARTICLE, CLAIM, ENTITY, NODE_LABELS, OUTLET, STRUCTURE
from ingest.records import ENTITY_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graph.load.rows import Analysis
    from graph.records import Corpus, Edge
    from graph.store.neo4j import Neo4jStore

_ROWS = 2_000
_CLAIMS = 1_000
_IDS = 10_000


def update_server(
    corpus: Corpus,
    store: Neo4jStore,
    progress: Progress = quiet,
    *,
    replace: bool = False,
    analysis: Analysis | None = None,
) -> LoadReport:
    """Make the server hold ``corpus``: add what is new, replace what changed, remove what went.

    An article, its mentions and its claims are written in one transaction, so that a load that was cut off
    goes on where it stopped. What is there already is not written again. Nodes, properties, labels and
    relationships of others stay as they are. ``analysis`` gives entities further properties; None stands for
    those of ``graph.analysis``. Raises StoreError where the server holds the graph of another
    project (unless ``replace``), has nodes of others under ids of ours, or in the end differs from the
    corpus.
    """
    load = _Load(store, progress, properties(corpus) if analysis is None else analysis)
    for statement in cypher.schema():
        load.count(store.define(statement))
    if "constraints_added" in load.changes:  # new to us, or imported in bulk
        for statement in cypher.restore_empty_lists():
            load.count(store.define(statement))
    expected = load.bring_up_to_date(corpus, replace=replace)
    if wrong := load.differences(expected):
        # Someone changed our nodes by hand, which no hash shows: write everything once more.
        load.trust_nothing()
        load.bring_up_to_date(corpus, replace=True)
        wrong = load.differences(expected)
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

    def bring_up_to_date(self, corpus: Corpus, *, replace: bool) -> Expected:
        """Write, replace and remove; returns what must then be there."""
        expected = Expected()
        expected.add_entities(corpus.entities)
        articles = {str(row["id"]): row for row in self._ask(cypher.ARTICLES)}
        there = {id_ for id_, row in articles.items() if row["hash"] != cypher.GONE}
        ids = {article.id for article in corpus.articles}
        if there and ids.isdisjoint(there) and not replace:
            raise StoreError(
                f"{self.store.address} holds the graph of another project ({len(there)} articles, none of"
                " them in this one): load into another database, or say that it is to be replaced."
            )
        entities = self._write_nodes(
            ENTITY, ((one.id, one.type, entity_row(one, self.analysis)) for one in corpus.entities)
        )
        outlets = self._write_nodes(
            OUTLET, ((row["id"], OUTLET, row) for row in map(outlet_row, outlets_of(corpus)))
        )
        self._write_articles(corpus, articles, expected)
        self._remove_articles(sorted(there - ids))
        if not self._trusting:
            self._remove(CLAIM, [str(row["id"]) for row in self._ask(cypher.ORPHANS)])
        self._write_edges(corpus, expected)
        self._remove(ENTITY, entities)
        self._remove(OUTLET, outlets)
        return expected

    def differences(self, expected: Expected) -> list[tuple[str, int, int]]:
        """Where the server's counts are not the expected ones: kind, found, expected."""
        found = ((kind, self._counted(kind), number) for kind, number in expected.items())
        return [(kind, there, number) for kind, there, number in found if there != number]

    def _ask(self, text: str, parameters: dict[str, Any] | None = None) -> Rows:
        return self.store.query(text, parameters, timeout=PATIENCE)

    def _counted(self, kind: str) -> int:
        if kind in NODE_LABELS:
            text = cypher.count_nodes(kind)
        elif kind in STRUCTURE:
            text = cypher.count_links(kind, *STRUCTURE[kind])
        else:
            text = cypher.count_edges(kind)
        ((number,),) = self._ask(text).rows
        return int(str(number))

    def _hashes(self, text: str) -> dict[str, str]:
        return {str(row["id"]): str(row["hash"]) for row in self._ask(text)}

    def _write_nodes(self, label: str, nodes: Iterable[tuple[str, str, Row]]) -> list[str]:
        """Write the nodes (id, own label, row) that are new or changed; returns the ids that went."""
        there = self._hashes(cypher.hashes(label))
        gone = set(there)
        fresh: dict[str, list[Row]] = {}
        for id_, kind, row in nodes:
            hash_ = fingerprint(row)
            gone.discard(id_)
            if not self._trusting or there.get(id_) != hash_:
                fresh.setdefault(kind, []).append({"id": id_, "hash": hash_, "node": row})
        self._refuse_foreign(label, [row["id"] for rows in fresh.values() for row in rows])
        total = sum(map(len, fresh.values()))
        done = 0
        for kind in sorted(fresh):
            text = cypher.merge_entities(kind) if kind in ENTITY_TYPES else cypher.MERGE_OUTLETS
            for rows in batches(fresh[kind], _ROWS):
                self.count(self.store.update([(text, {"rows": rows})]))
                done += len(rows)
                self.progress("entities" if label == ENTITY else "outlets", done, total)
        return sorted(id_ for id_ in gone if there[id_] != cypher.GONE)

    def _write_articles(self, corpus: Corpus, there: dict[str, Any], expected: Expected) -> None:
        done = 0
        watch_claims = self._has_others(CLAIM)
        watch_articles = self._has_others(ARTICLE)
        for unit in _units(self._changed(corpus, there, expected)):
            if watch_articles:
                self._refuse_foreign(ARTICLE, [bundle.id for bundle, _ in unit])
            if watch_claims:
                self._refuse_foreign(CLAIM, [row["id"] for bundle, _ in unit for row in bundle.claims])
            self._write_unit(unit, [bundle.id for bundle, _ in unit if bundle.id in there])
            done += len(unit)
            self.progress("articles", done, len(corpus.articles))

    def _changed(
        self, corpus: Corpus, there: dict[str, Any], expected: Expected
    ) -> Iterator[tuple[Bundle, str]]:
        """The bundles, with their hashes, that the server does not hold as they are."""
        for bundle in bundles(corpus):
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

    def _write_unit(self, unit: Sequence[tuple[Bundle, str]], changed: list[str]) -> None:
        """One transaction: what these articles said before goes, what they say now comes."""
        before: list[tuple[str, dict[str, Any]]] = []
        vanished: list[str] = []
        if changed:
            old = {str(row["id"]) for row in self._ask(cypher.CLAIMS_OF, {"ids": changed})}
            vanished = sorted(old - {row["id"] for bundle, _ in unit for row in bundle.claims})
            before = [
                (cypher.RELEASE_ARTICLES, {"ids": changed}),
                (cypher.RELEASE_CLAIMS, {"ids": sorted(old)}),
                (cypher.remove_nodes(CLAIM), {"ids": vanished}),
                (cypher.mark_gone(CLAIM), {"ids": vanished}),
            ]
        self.count(self.store.update([*before, *unit_statements(unit)]))
        self._note_kept(CLAIM, vanished)

    def _remove_articles(self, gone: list[str]) -> None:
        for ids in batches(gone, _CLAIMS // 10):
            claims = sorted(str(row["id"]) for row in self._ask(cypher.CLAIMS_OF, {"ids": ids}))
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

    def _write_edges(self, corpus: Corpus, expected: Expected) -> None:
        for relation, edges in edges_by_relation(corpus):
            expected.add_edges(edges)
            there = self._hashes(cypher.edge_hashes(relation))
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
        if ids:
            text = f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN n.id AS id"
            self.kept.update(f"{label} {row['id']}" for row in self._ask(text, {"ids": ids}))

    def _has_others(self, label: str) -> bool:
        ((number,),) = self._ask(cypher.others(label)).rows
        return bool(number)

    def _refuse_foreign(self, label: str, ids: list[str]) -> None:
        """Raise StoreError where a node that is not ours bears an id of ours."""
        for some in batches(ids, _IDS):
            for row in self._ask(cypher.foreign(label), {"ids": some}):
                raise StoreError(
                    f"{self.store.address} has a {label} of someone else's with the id {row['id']}, which the"
                    " project uses: load into another database."
                )


def unit_statements(unit: Sequence[tuple[Bundle, str]]) -> list[tuple[str, dict[str, Any]]]:
    """The statements, with parameters, that write bundles (and their hashes) in one transaction."""
    claims = [
        {"id": row["id"], "article": bundle.id, "subject": subject, "object": object_, "node": row}
        for bundle, _ in unit
        for row, (subject, object_, _) in zip(bundle.claims, bundle.links, strict=True)
    ]
    sources = [
        {"id": row["id"], "source": source}
        for bundle, _ in unit
        for row, (_, _, source) in zip(bundle.claims, bundle.links, strict=True)
        if source
    ]
    articles = [{"id": bundle.id, "hash": hash_, "node": bundle.article} for bundle, hash_ in unit]
    published = [{"article": one.id, "outlet": one.outlet} for one, _ in unit if one.outlet]
    mentions = [
        {"article": bundle.id, "entity": entity, "count": count}
        for bundle, _ in unit
        for entity, count in bundle.mentions
    ]
    return [
        (cypher.MERGE_ARTICLES, {"articles": articles}),
        (cypher.MERGE_PUBLISHED, {"published": published}),
        (cypher.MERGE_MENTIONS, {"mentions": mentions}),
        (cypher.MERGE_CLAIMS, {"claims": claims}),
        (cypher.MERGE_SOURCES, {"sources": sources}),
    ]


def _units(changed: Iterable[tuple[Bundle, str]]) -> Iterator[list[tuple[Bundle, str]]]:
    """Bundles gathered until they have about as many claims as one transaction should write."""
    unit: list[tuple[Bundle, str]] = []
    size = 0
    for bundle, hash_ in changed:
        unit.append((bundle, hash_))
        size += 1 + len(bundle.claims)
        if size >= _CLAIMS:
            yield unit
            unit, size = [], 0
    if unit:
        yield unit
