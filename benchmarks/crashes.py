"""Kill the server, or cut the line, in mid-load at random moments; load again; compare with an undisturbed load.

    python -m benchmarks.crashes --times 20
    python -m benchmarks.crashes --times 20 --cut

A deadlock needs no chance: ``tests/graph/load/test_faults.py`` has it, and ``benchmarks.full_log`` a full log.

Needs Java 17 and Maven for a Neo4j of its own. Prints one line a crash, and fails on the first difference.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.faults import CuttingProxy
from benchmarks.generate import news_corpus
from graph.load import load
from graph.load.dump import dump
from graph.store import Credentials, StoreError, open_store
from graph.store.neo4j import Neo4jStore
from tests.neo4j_server import PASSWORD, Neo4jServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.records import Corpus


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--claims", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--cut", action="store_true", help="cut the line instead of killing the server")
    asked = parser.parse_args()
    corpus = news_corpus(articles=asked.claims // 20, entities=asked.claims // 10, claims=asked.claims)
    print(f"{asked.times} {'cuts' if asked.cut else 'kills'} during loads of {asked.claims:,} claims")
    for line in (cut if asked.cut else crash)(corpus, asked.times, random.Random(asked.seed)):
        print(line, flush=True)


def crash(corpus: Corpus, times: int, chance: random.Random) -> Iterator[str]:
    """Kill the server so many times in mid-load. Raises AssertionError when a graph differs afterwards."""
    home = Path(tempfile.mkdtemp(prefix="whowhom-crashes-"))
    server = Neo4jServer(home)
    try:
        server.prepare()
        server.start()
        started = time.perf_counter()
        load_into(server, corpus)
        whole, expected = time.perf_counter() - started, fingerprint(server)
        for number in range(1, times + 1):
            outcome = ""
            while not outcome:
                clear(server)
                moment, begun = chance.uniform(0.05, 0.95) * whole, time.perf_counter()
                timer = threading.Timer(moment, server.kill)
                timer.start()
                try:
                    load_into(server, corpus)
                    # A warm server is quicker than the first load was: such a kill came too late to count.
                    whole = time.perf_counter() - begun
                except StoreError as error:
                    outcome = str(error)
                timer.join()
                if not outcome:
                    server.kill()
                    server.start()
            server.kill()
            server.start()
            left = count(server)
            load_into(server, corpus)
            assert fingerprint(server) == expected, f"crash {number}: the graphs differ"
            yield f"{number:>2}  {moment:5.1f} s  {left:>7,} nodes there  equal  ({outcome[:60]})"
    finally:
        server.kill()
        shutil.rmtree(home, ignore_errors=True)


def cut(corpus: Corpus, times: int, chance: random.Random) -> Iterator[str]:
    """Cut the line so many times, each in a load of its own. Raises AssertionError when a graph differs."""
    home = Path(tempfile.mkdtemp(prefix="whowhom-crashes-"))
    server = Neo4jServer(home)
    try:
        server.prepare()
        server.start()
        with CuttingProxy(server.port, []) as proxy:
            load_into(server, corpus, proxy.uri)
            whole, expected = proxy.sent, fingerprint(server)
        for number in range(1, times + 1):
            clear(server)
            moment = int(chance.uniform(0.01, 0.99) * whole)
            with CuttingProxy(server.port, [moment]) as proxy:
                try:
                    load_into(server, corpus, proxy.uri)
                    outcome = "the retry mended it"
                except StoreError as error:
                    outcome = str(error)
                    load_into(server, corpus, proxy.uri)
                assert proxy.made == 1, f"cut {number}: the load ended before it"
            assert fingerprint(server) == expected, f"cut {number}: the graphs differ"
            yield f"{number:>2}  after {moment:>9,} of {whole:,} bytes  equal  ({outcome[:60]})"
    finally:
        server.kill()
        shutil.rmtree(home, ignore_errors=True)


def opened(server: Neo4jServer, uri: str = "", *, write: bool = False) -> Neo4jStore:
    store = open_store(
        uri or server.uri, credentials=Credentials(password=PASSWORD), write=write, timeout=300
    )
    assert isinstance(store, Neo4jStore)
    return store


def load_into(server: Neo4jServer, corpus: Corpus, uri: str = "") -> None:
    """Load at the server's address, or at that of a proxy before it."""
    with opened(server, uri, write=True) as store:
        load(corpus, store, analysis={})


def fingerprint(server: Neo4jServer) -> str:
    with opened(server) as store:
        return hashlib.sha256("\n".join(dump(store)).encode()).hexdigest()


def count(server: Neo4jServer) -> int:
    with opened(server) as store:
        ((number,),) = store.query("MATCH (n) RETURN count(n) AS n").rows
    return int(str(number))


def clear(server: Neo4jServer) -> None:
    with opened(server, write=True) as store:
        while store.update([("MATCH (n) WITH n LIMIT 20000 DETACH DELETE n", {})]):
            pass


if __name__ == "__main__":
    main()
