"""A real Neo4j for the tests of stores and queries, started once a session."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.store import Credentials, open_store
from tests.neo4j_server import PASSWORD, Neo4jAbsentError, Neo4jServer, library

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.store.neo4j import Neo4jStore


@dataclass(frozen=True)
class Neo4jAddress:
    """Where the session's Neo4j answers, and to whom."""

    uri: str
    credentials: Credentials

    def open(self, *, write: bool = False, timeout: float = 300.0) -> Neo4jStore:
        """A store on it."""
        return open_store(self.uri, credentials=self.credentials, write=write, timeout=timeout)  # type: ignore[return-value]  # a bolt address opens Neo4jStore

    def clear(self) -> None:
        """Remove every node and relationship."""
        with self.open(write=True) as store:
            while store.update([("MATCH (n) WITH n LIMIT 20000 DETACH DELETE n", {})]):
                pass


def absent(reason: str) -> None:
    """Without a server, fail in CI and skip elsewhere, loudly."""
    if os.environ.get("CI"):
        pytest.fail(f"NEO4J IS MISSING, which CI must have: {reason}")
    warnings.warn(f"NEO4J IS MISSING, ITS TESTS ARE SKIPPED: {reason}", pytest.PytestWarning, stacklevel=2)
    pytest.skip(f"NEO4J IS MISSING: {reason}")


@pytest.fixture(scope="session")
def neo4j_jars() -> Path:
    """The folder of the real server's jars."""
    try:
        return library()
    except Neo4jAbsentError as error:
        absent(str(error))
        raise


@pytest.fixture(scope="session")
def neo4j_process(neo4j_jars: Path) -> Iterator[Neo4jServer]:
    """The session's own server, which a test may kill if it starts it again."""
    if os.environ.get("NEO4J_URI"):
        pytest.skip("the server at NEO4J_URI is not the session's to kill")
    assert neo4j_jars.is_dir()
    home = Path(tempfile.mkdtemp(prefix="whowhom-neo4j-"))
    server = Neo4jServer(home)
    try:
        server.prepare()
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def neo4j(request: pytest.FixtureRequest) -> Iterator[Neo4jAddress]:
    """A real Neo4j: the one at NEO4J_URI, else one of the session's own on a free loopback port.

    Tests share it, and must not rely on what it holds: ``neo4j.clear()`` first, or ``empty_neo4j``.
    """
    uri = os.environ.get("NEO4J_URI")
    if uri:
        user, password = os.environ.get("NEO4J_USER", "neo4j"), os.environ.get("NEO4J_PASSWORD", "")
        yield Neo4jAddress(uri=uri, credentials=Credentials(user=user, password=password))
        return
    server: Neo4jServer = request.getfixturevalue("neo4j_process")
    yield Neo4jAddress(uri=server.uri, credentials=Credentials(password=PASSWORD))


@pytest.fixture
def empty_neo4j(neo4j: Neo4jAddress) -> Neo4jAddress:
    """The session's Neo4j, emptied."""
    neo4j.clear()
    return neo4j
