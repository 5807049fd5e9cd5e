"""The embedded database over Bolt, asked with the official driver."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from neo4j import GraphDatabase

from graph.load import build_database
from graph.load.dump import dump
from graph.store import Credentials, StoreError, StoreUnavailableError, open_store
from graph.store.serve import serve
from tests.graph.fixture_corpus import fixture_corpus

PASSWORD = "correct-horse-battery"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("served") / "graph.arcadedb"
    build_database(fixture_corpus(), path)
    return path


def test_official_driver_reads_what_the_embedded_store_reads(database: Path) -> None:
    with open_store(database) as store:
        expected = list(dump(store))
    with serve(database, port=0, password=PASSWORD) as served:
        credentials = Credentials(user=served.user, password=served.password)
        with open_store(served.address, credentials=credentials, database=served.database) as store:
            assert list(dump(store)) == expected
        with GraphDatabase.driver(served.address, auth=(served.user, PASSWORD)) as driver:
            text = "MATCH p = (a:Entity)-[r:EXPELLED]->(b) RETURN p, r LIMIT 1"
            records, _, _ = driver.execute_query(text, database_=served.database)
            assert records[0]["r"].type == "EXPELLED"
            assert len(records[0]["p"].nodes) == 2
    assert PASSWORD not in repr(served)


def test_project_stays_as_it_is_whatever_a_client_writes(database: Path) -> None:
    with serve(database, port=0, password=PASSWORD) as served:
        credentials = Credentials(user=served.user, password=served.password)
        with open_store(
            served.address, credentials=credentials, database=served.database, write=True
        ) as store:
            store.query("CREATE (:Note {text: 'mine'})")
        with open_store(database) as store:
            assert store.query("MATCH (n:Note) RETURN count(n) AS n").rows == ((0,),)


def test_password_is_made_up_where_none_is_given(database: Path) -> None:
    with serve(database, port=0) as first:
        with open_store(
            first.address,
            credentials=Credentials(user=first.user, password=first.password),
            database=first.database,
        ) as store:
            assert store.query("RETURN 1 AS n").rows == ((1,),)
        made = first.password
    with serve(database, port=0) as second:
        assert second.password != made


def test_wrong_password_is_refused(database: Path) -> None:
    with (
        serve(database, port=0, password=PASSWORD) as served,
        pytest.raises(StoreUnavailableError, match="refuses the user or the password"),
    ):
        open_store(served.address, credentials=Credentials(user=served.user, password="not-the-password"))


def test_port_in_use_and_short_password_are_one_sentence(database: Path) -> None:
    with serve(database, port=0, password=PASSWORD) as served:
        taken = int(served.address.rpartition(":")[2])
        with (
            pytest.raises(StoreUnavailableError, match="is taken"),
            serve(database, port=taken, password=PASSWORD),
        ):
            pass
    with pytest.raises(StoreError, match="at least 8"), serve(database, port=0, password="short"):
        pass


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="reads Linux's table of sockets")
def test_ctrl_c_ends_it_and_nothing_listens_beyond_loopback(database: Path, tmp_path: Path) -> None:
    script = """
        import signal, sys, tempfile, time
        from pathlib import Path
        from graph.store.serve import serve
        tempfile.tempdir = sys.argv[2]
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a test runner's worker may ignore it
        try:
            with serve(Path(sys.argv[1]), port=0, password="correct-horse-battery") as served:
                print(served.address, flush=True)
                time.sleep(60)
        except KeyboardInterrupt:
            print("ended", flush=True)
    """
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), str(database), str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert re.fullmatch(r"bolt://127\.0\.0\.1:\d+\n", process.stdout.readline())
    hosts = listening_hosts(process.pid)
    assert hosts
    assert hosts <= {"0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000"}
    process.send_signal(signal.SIGINT)
    assert process.stdout.read() == "ended\n"
    assert process.wait(30) == 0
    assert list(tmp_path.glob("whowhom-serve-*")) == []
    process.stdout.close()


def listening_hosts(pid: int) -> set[str]:
    """The addresses, as the kernel writes them, on which a process listens."""
    sockets = {
        link.removeprefix("socket:[").rstrip("]")
        for one in Path(f"/proc/{pid}/fd").iterdir()
        if (link := str(one.readlink())).startswith("socket:")
    }
    lines = [
        line.split()
        for name in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]
    ]
    return {line[1].split(":")[0] for line in lines if line[3] == "0A" and line[9] in sockets}
