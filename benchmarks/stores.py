"""Load speed and memory on both databases, against a bare driver loop of the same batches.

    nice python -m benchmarks.stores                    # 10,000 articles, 20,000 entities, 200,000 claims
    nice python -m benchmarks.stores --claims 20000     # a tenth
    nice python -m benchmarks.stores --queries          # and every question on both databases

Needs Java 17 and Maven for a Neo4j of its own. A load begins with a project on the disk, and all of it
counts: reading, analysis, writing, and counting what arrived. The bare loop has everything in memory and
only sends. Each load runs in a process of its own, whose peak memory is
its resident set's; times are wall-clock and CPU seconds, since other work on the machine stretches the first.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.generate import news_corpus
from benchmarks.queries import measure
from graph.analysis import properties
from graph.edges import edges_of
from graph.load import build_database, load
from graph.load import statements as cypher
from graph.load.batches import batches
from graph.load.bundle import bundles
from graph.load.rows import edge_row, entity_row, fingerprint, outlet_row, outlets_of
from graph.load.units import unit_statements, units
from graph.project import Project
from graph.store import Credentials, open_store
from graph.store.neo4j import Neo4jStore
from ingest.records import ENTITY_TYPES, RELATIONS
from tests.neo4j_server import PASSWORD, Neo4jServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph.load.rows import Analysis
    from graph.records import Corpus

Statement = tuple[str, dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a corpus to generate."""

    articles: int
    entities: int
    claims: int

    def corpus(self) -> Corpus:
        return news_corpus(articles=self.articles, entities=self.entities, claims=self.claims)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--claims", type=int, default=200_000)
    parser.add_argument("--only", choices=("embedded", "neo4j"))
    parser.add_argument(
        "--queries", action="store_true", help="then ask every question, see benchmarks.queries"
    )
    asked = parser.parse_args()
    size = Size(articles=asked.claims // 20, entities=asked.claims // 10, claims=asked.claims)
    print(f"{size.articles:,} articles, {size.entities:,} entities, {size.claims:,} claims")
    with tempfile.TemporaryDirectory(prefix="whowhom-stores-") as folder:
        project = Path(folder) / "news.whowhom"
        apart(write, size, project)
        if asked.only != "neo4j":
            report("embedded: build", apart(embedded, project))
            if asked.queries:
                with open_store(Path(folder) / "graph.arcadedb") as store:
                    measure(store, [])
        if asked.only != "embedded":
            on_neo4j(project, asked.queries)


def on_neo4j(project: Path, queries: bool) -> None:
    """The bare loop, our load and our second load, each on the same empty server."""
    home = Path(tempfile.mkdtemp(prefix="whowhom-stores-"))
    server = Neo4jServer(home, heap="1g")
    try:
        server.prepare()
        server.start()
        bare = apart(bare_loop, project, server.uri)
        report("Neo4j: bare loop", bare)
        clear(server.uri)
        ours = apart(first_load, project, server.uri)
        report("Neo4j: load", ours)
        again = apart(first_load, project, server.uri)
        report("Neo4j: load again", again)
        print(f"rate of the load against the bare loop: {bare['wall'] / ours['wall']:.2f}")
        print(f"the second load wrote: {again['done'] or 'nothing'}")
        if queries:
            with open_store(server.uri, credentials=Credentials(password=PASSWORD)) as store:
                measure(store, [])
    finally:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)


def write(size: Size, path: Path) -> dict[str, Any]:
    """The generated corpus as a project, since a loader reads one in streams."""
    Project(path).write(size.corpus())
    return {}


def embedded(project: Path) -> dict[str, Any]:
    reader = Project.open(project).reader()
    return timed(lambda: dict(build_database(reader, project.with_name("graph.arcadedb")).counts))


def first_load(project: Path, uri: str) -> dict[str, Any]:
    reader = Project.open(project).reader()
    with opened(uri) as store:
        return timed(lambda: dict(load(reader, store).changes))


def bare_loop(project: Path, uri: str) -> dict[str, Any]:
    """The loader's own statements and batches, made beforehand, and sent one after the other."""
    corpus = Project.open(project).read()
    transactions = [json.loads(json.dumps(one)) for one in prepared(corpus, properties(corpus))]
    with opened(uri) as store:
        for statement in cypher.schema():
            store.define(statement)

        def send() -> dict[str, Any]:
            for transaction in transactions:
                store.update(transaction)
            return {}

        return timed(send)


def prepared(corpus: Corpus, analysis: Analysis) -> Iterator[list[Statement]]:
    """One list of statements for each transaction of a first load."""
    for type_ in ENTITY_TYPES:
        rows = ((one.id, entity_row(one, analysis)) for one in corpus.entities if one.type == type_)
        for some in batches(rows, 2_000):
            yield [(cypher.merge_entities(type_), {"rows": [_node(id_, row) for id_, row in some]})]
    outlets = [outlet_row(name) for name in outlets_of(corpus)]
    yield [(cypher.MERGE_OUTLETS, {"rows": [_node(row["id"], row) for row in outlets]})]
    for unit in units((one, one.hash) for one in bundles(corpus)):
        yield unit_statements(unit)
    for relation in RELATIONS:
        edges = edges_of((one for one in corpus.claims if one.relation == relation), {})
        for some_edges in batches(edges, 2_000):
            rows_ = [
                {"id": row["id"], "hash": "", "edge": row, "subject": edge.subject, "object": edge.object}
                for edge in some_edges
                for row in (edge_row(edge),)
            ]
            yield [(cypher.merge_edges(relation), {"rows": rows_})]


def _node(id_: str, row: dict[str, Any]) -> dict[str, Any]:
    return {"id": id_, "hash": fingerprint(row), "node": row}


def opened(uri: str) -> Neo4jStore:
    store = open_store(uri, credentials=Credentials(password=PASSWORD), write=True, timeout=600)
    assert isinstance(store, Neo4jStore)
    return store


def clear(uri: str) -> None:
    """Relationships first: an outlet's node has tens of thousands, too many for one transaction."""
    with opened(uri) as store:
        for what in ("MATCH ()-[x]->()", "MATCH (x)"):
            while store.update([(f"{what} WITH x LIMIT 10000 DELETE x", {})]):
                pass


def timed(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What ``work`` did, its wall-clock and CPU seconds, and the memory it began and peaked at, in MiB."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    wall, cpu = time.perf_counter(), time.process_time()
    done = work()
    return {
        "wall": time.perf_counter() - wall,
        "cpu": time.process_time() - cpu,
        "before": before,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "done": done,
    }


def apart(work: Callable[..., dict[str, Any]], *arguments: Any) -> dict[str, Any]:
    """Run ``work`` in a fresh process, so that its peak memory is its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, arguments)


def report(name: str, figures: dict[str, Any]) -> None:
    print(
        f"{name:<20} {figures['wall']:7.1f} s, {figures['cpu']:6.1f} s of CPU,"
        f" {figures['peak']:5.0f} MiB at its peak ({figures['before']:.0f} of them before it began)"
    )
    if figures["done"]:
        print("   ", ", ".join(f"{kind} {number:,}" for kind, number in figures["done"].items()))


if __name__ == "__main__":
    main()
