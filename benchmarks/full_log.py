"""Fill the transaction log in mid-load; make room; load again; compare with an undisturbed load.

    python -m benchmarks.full_log

Needs Java 17 and Maven for a Neo4j of its own, and the right to mount a small file system in memory. Prints
what the loader said, and fails where it said more than a sentence or the graphs differ.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.crashes import clear, fingerprint, load_into
from benchmarks.faults import enlarge, small_disk
from benchmarks.generate import news_corpus
from graph.store import StoreError
from tests.neo4j_server import Neo4jServer

if TYPE_CHECKING:
    from graph.records import Corpus


def main() -> None:
    corpus = news_corpus(articles=100, entities=200, claims=2_000)
    home = Path(tempfile.mkdtemp(prefix="whowhom-full-"))
    logs = home / "logs-of-transactions"
    server = Neo4jServer(home, settings={"server.directories.transaction.logs.root": str(logs)})
    try:
        with small_disk(logs, "3m"):
            server.prepare()
            server.start()
            try:
                said = refusal(server, corpus)
                print(f"the loader said: {said}")
                assert "make room" in said, said
                assert "\n" not in said, said
                server.kill()
                enlarge(logs, "512m")
                server.start()
                load_into(server, corpus)
                mended = fingerprint(server)
                clear(server)
                load_into(server, corpus)
                assert fingerprint(server) == mended, "the graphs differ"
                print("after room was made and the load was run again: equal to an undisturbed load")
            finally:
                server.kill()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def refusal(server: Neo4jServer, corpus: Corpus) -> str:
    """What the loader says when the log is full. Raises AssertionError where the load ends well."""
    try:
        load_into(server, corpus)
    except StoreError as error:
        return str(error)
    raise AssertionError("the log was large enough")


if __name__ == "__main__":
    main()
