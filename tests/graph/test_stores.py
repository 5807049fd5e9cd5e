"""Both stores behave alike: the same rows, the same refusals, the same errors."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.load import build_database, load
from graph.store import (
    Credentials,
    InvalidCypherError,
    QueryTimeoutError,
    Store,
    StoreError,
    StoreUnavailableError,
    WriteRefusedError,
    open_store,
)
from graph.store.neo4j import Neo4jStore
from tests.graph.fixture_corpus import entity_id, fixture_corpus
from tests.neo4j_server import PASSWORD, Neo4jServer, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.graph.conftest import Neo4jAddress


@pytest.fixture(scope="module")
def embedded_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "graph.arcadedb"
    build_database(fixture_corpus(), path)
    return path


@pytest.fixture(scope="module")
def loaded_neo4j(neo4j: Neo4jAddress) -> Neo4jAddress:
    neo4j.clear()
    with neo4j.open(write=True) as store:
        load(fixture_corpus(), store)
    return neo4j


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """Each store in turn, holding the fixture corpus, open for reading."""
    if request.param == "embedded":
        with open_store(request.getfixturevalue("embedded_path")) as embedded:
            yield embedded
    else:
        with request.getfixturevalue("loaded_neo4j").open() as server:
            yield server


VALUES = (
    ("RETURN 1 AS n", (1,)),
    ("RETURN 9007199254740993 AS n", (9007199254740993,)),
    ("RETURN 0.5 AS n, true AS t, null AS z", (0.5, True, None)),
    ("RETURN [1, 'x', null, [2.5]] AS l", ((1, "x", None, (2.5,)),)),
    ("RETURN {a: 1, b: {c: []}} AS m", ({"a": 1, "b": {"c": ()}},)),
    ("RETURN date('2016-05-31') AS d", ("2016-05-31",)),
    ("RETURN 'Ελλάδα 中国 \U0001f30d' AS s", ("Ελλάδα 中国 \U0001f30d",)),
    ("RETURN $p AS p", ({"k": ("`x`) DETACH DELETE n //", 1)},)),
)


@pytest.mark.parametrize(("text", "row"), VALUES)
def test_values_are_plain(store: Store, text: str, row: tuple[object, ...]) -> None:
    answer = store.query(text, {"p": {"k": ["`x`) DETACH DELETE n //", 1]}} if "$p" in text else {})
    assert answer.rows == (row,)


def test_node_is_its_labels_and_properties(store: Store) -> None:
    marrek = entity_id("marrek")
    ((node,),) = store.query("MATCH (n:Entity {id: $id}) RETURN n", {"id": marrek}).rows
    assert isinstance(node, dict)
    assert node["_labels"] == ("Entity", "Person")
    names = list(node)[1:]
    assert names == sorted(names)
    assert {"aliases", "camp", "folded", "id", "mentions", "name", "names", "type"} <= set(names)
    assert "whowhom" not in names


def test_relationship_is_its_type_and_properties(store: Store) -> None:
    ((edge,),) = store.query("MATCH (:Entity)-[r:EXPELLED]->() RETURN r ORDER BY r.id LIMIT 1").rows
    assert isinstance(edge, dict)
    assert edge["_type"] == "EXPELLED"
    assert {"articles", "claims", "confidence", "evidence", "id", "outlets", "roles"} <= edge.keys()


def test_path_against_its_arrows_keeps_its_direction(store: Store) -> None:
    pattern = "MATCH p = (a:Entity)<-[r:EXPELLED]-(b:Entity)"
    text = f"{pattern} RETURN p, a.id AS to, b.id AS from ORDER BY r.id LIMIT 1"
    ((path, target, source),) = store.query(text).rows
    first, edge, last = path  # type: ignore[misc]
    assert (first["id"], edge["_type"], last["id"]) == (target, "EXPELLED", source)
    assert (edge["_from"], edge["_to"]) == (source, target)


def test_columns_are_known_without_rows(store: Store) -> None:
    columns = "n.name AS name, coalesce(n.iso2, 'a, b]') AS iso2, count(*) AS n"
    answer = store.query(f"MATCH (n:Entity {{id: 'none'}}) RETURN {columns}")
    assert (answer.columns, len(answer)) == (("name", "iso2", "n"), 0)


def test_name_is_found_by_any_alias(store: Store) -> None:
    for entity in fixture_corpus().entities:
        for name in (entity.name.upper(), *entity.aliases):
            text = "CALL db.index.fulltext.queryNodes('Entity[names]', $name) YIELD node RETURN node.id AS id"
            found = {row["id"] for row in store.query(text, {"name": f'"{name}"'})}
            assert entity.id in found


def test_evidence_is_found_by_its_words(store: Store) -> None:
    claim = fixture_corpus().claims[0]
    word = max((word for word in claim.evidence.split() if word.isalpha()), key=len)
    text = (
        "CALL db.index.fulltext.queryNodes('Claim[evidence]', $word) YIELD node, score RETURN node.id AS id"
    )
    assert claim.id in {row["id"] for row in store.query(text, {"word": word.upper()})}


def test_plan_names_the_index(store: Store) -> None:
    plan = store.plan("MATCH (n:Entity {id: $id}) RETURN n", {"id": "x"})
    assert "IndexSeek" in plan


@pytest.mark.parametrize(
    "text", ["CREATE (:Entity {id: 'new'})", "MATCH (n) DETACH DELETE n", "MATCH (n:Entity) SET n.name = 'x'"]
)
def test_reading_store_refuses_to_write(store: Store, text: str) -> None:
    before = store.query("MATCH (n) RETURN count(n) AS n").rows
    with pytest.raises(WriteRefusedError, match="--write"):
        store.query(text)
    assert store.query("MATCH (n) RETURN count(n) AS n").rows == before


@pytest.mark.parametrize(
    "text", ["MATCH (n RETURN n", "RETURN $missing AS x", "RETURN nosuch(1) AS x", "FROBNICATE"]
)
def test_invalid_cypher_is_one_sentence(store: Store, text: str) -> None:
    with pytest.raises(InvalidCypherError) as raised:
        store.query(text)
    assert "\n" not in str(raised.value)
    assert "Exception" not in str(raised.value)


def test_closing_twice_is_harmless(store: Store) -> None:
    store.close()
    store.close()


ENDLESS = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a * b AS c RETURN sum(c) AS n"


@pytest.mark.neo4j
def test_neo4j_stops_a_query_at_its_timeout(neo4j: Neo4jAddress) -> None:
    with neo4j.open(timeout=1) as store, pytest.raises(QueryTimeoutError, match=r"longer than 1 s"):
        store.query(ENDLESS)


def in_another_process(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a Python of its own: the embedded engine takes its settings once a process."""
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_embedded_store_stops_a_query_at_its_timeout_and_keeps_silent(embedded_path: Path) -> None:
    script = f"""
        import sys
        from pathlib import Path
        from graph.store import QueryTimeoutError, open_store
        with open_store(Path(sys.argv[1]), timeout=0.5) as store:
            try:
                store.query({ENDLESS!r})
            except QueryTimeoutError as error:
                print(error)
    """
    done = in_another_process(script, str(embedded_path))
    assert "longer than 0.5 s" in done.stdout
    assert done.stderr == ""


READER = """
    import sys
    from pathlib import Path
    from graph.store import StoreError, open_store
    try:
        with open_store(Path(sys.argv[1])) as store:
            print(store.query("MATCH (n:Claim) RETURN count(n) AS n").rows[0][0])
    except StoreError as error:
        print(type(error).__name__, error)
"""


def test_several_processes_read_at_once(embedded_path: Path) -> None:
    with open_store(embedded_path):
        done = in_another_process(READER, str(embedded_path))
    assert done.stdout.strip() == str(len(fixture_corpus().claims))


def test_database_that_another_process_writes_is_named(tmp_path: Path) -> None:
    build_database(fixture_corpus(), tmp_path / "graph.arcadedb")
    with open_store(tmp_path / "graph.arcadedb", write=True):
        done = in_another_process(READER, str(tmp_path / "graph.arcadedb"))
    assert done.stdout.startswith("StoreUnavailableError")
    assert "held by another process" in done.stdout


def test_database_left_by_a_killed_writer_says_how_to_mend_it(tmp_path: Path) -> None:
    path = tmp_path / "graph.arcadedb"
    build_database(fixture_corpus(), path)
    killed = """
        import os, signal, sys
        from pathlib import Path
        from graph.store import open_store
        store = open_store(Path(sys.argv[1]), write=True)
        store.query("MATCH (n:Claim) SET n.seen = true")
        os.kill(os.getpid(), signal.SIGKILL)
    """
    in_another_process(killed, str(path))
    done = in_another_process(READER, str(path))
    assert done.stdout.startswith("StoreUnavailableError")
    assert "whowhom build" in done.stdout
    build_database(fixture_corpus(), path)
    assert in_another_process(READER, str(path)).stdout.strip() == str(len(fixture_corpus().claims))


def test_building_leaves_the_old_database_when_it_fails(tmp_path: Path) -> None:
    path = tmp_path / "graph.arcadedb"
    corpus = fixture_corpus()
    build_database(corpus, path)
    broken = type(corpus)(articles=corpus.articles, claims=corpus.claims)
    with pytest.raises(StoreError, match="points to an entity"):
        build_database(broken, path)
    assert [one.name for one in tmp_path.iterdir()] == ["graph.arcadedb"]
    with open_store(path) as store:
        assert store.query("MATCH (n:Claim) RETURN count(n) AS n").rows == ((len(corpus.claims),),)


def test_no_database_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailableError, match="no graph database"):
        open_store(tmp_path / "absent")


@pytest.mark.neo4j
def test_wrong_password_is_one_sentence_without_it(neo4j: Neo4jAddress) -> None:
    with pytest.raises(StoreUnavailableError, match="refuses the user or the password") as raised:
        open_store(neo4j.uri, credentials=Credentials(password="not-the-password"))
    assert "not-the-password" not in repr(raised.value)
    assert "not-the-password" not in repr(Credentials(password="not-the-password"))


def test_server_that_is_down_is_one_sentence() -> None:
    address = f"bolt://127.0.0.1:{free_port()}"
    with pytest.raises(StoreUnavailableError, match=f"No Neo4j answers at {address}"):
        open_store(address, credentials=Credentials(password=PASSWORD))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://localhost:7474", "http:// is no Neo4j address"),
        ("bolt://", "no host"),
        ("bolt://host:notaport", "no host or no valid port"),
        ("bolt://neo4j:secret@localhost", "give those apart"),
    ],
)
def test_address_that_is_none_is_refused(address: str, said: str) -> None:
    with pytest.raises(StoreError, match=said) as raised:
        open_store(address, credentials=Credentials(password=PASSWORD))
    assert "secret" not in str(raised.value)


@pytest.mark.neo4j
def test_unknown_database_is_one_sentence(neo4j: Neo4jAddress) -> None:
    with (
        open_store(neo4j.uri, credentials=neo4j.credentials, database="nosuch") as store,
        pytest.raises(StoreUnavailableError, match="no database of that name"),
    ):
        store.query("RETURN 1 AS n")


@pytest.fixture(scope="module")
def tls_server(neo4j_jars: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jServer]:
    """A server with a certificate that it signed itself."""
    folder = tmp_path_factory.mktemp("tls")
    key, certificate = folder / "key.pem", folder / "cert.pem"
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-keyout",
            key,
            "-out",
            certificate,
            *subject,
        ],
        check=True,
        capture_output=True,
    )
    assert neo4j_jars.is_dir()
    server = Neo4jServer(folder / "home", tls=(key, certificate))
    server.prepare()
    server.start()
    yield server
    server.stop()


@pytest.mark.neo4j
def test_tls_with_a_certificate_of_its_own(tls_server: Neo4jServer) -> None:
    port = tls_server.port
    for scheme in ("bolt+ssc", "neo4j+ssc"):
        with open_store(f"{scheme}://127.0.0.1:{port}", credentials=Credentials(password=PASSWORD)) as store:
            assert isinstance(store, Neo4jStore)
            assert store.query("RETURN 1 AS n").rows == ((1,),)
    with pytest.raises(StoreUnavailableError, match=r"bolt\+ssc://"):
        open_store(f"bolt+s://127.0.0.1:{port}", credentials=Credentials(password=PASSWORD))


def test_embedded_database_lies_where_the_process_stands_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        build_database(fixture_corpus(), Path("graph.arcadedb"))
        assert (tmp_path / name / "graph.arcadedb" / "schema.json").is_file()
