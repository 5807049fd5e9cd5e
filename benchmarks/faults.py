"""What goes wrong between a loader and a server: a line that is cut, a rival for locks, a disk that is full."""

from __future__ import annotations

import socket
import subprocess
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Self

from neo4j import GraphDatabase
from neo4j.exceptions import Neo4jError

from tests.neo4j_server import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

_LOCK = "UNWIND $ids AS id MATCH (e:Entity {id: id}) SET e.rival = true REMOVE e.rival"
_BLOCKED = "SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN count(*) AS n"


class CuttingProxy:
    """A port on loopback in front of a server, which drops every connection after so many bytes, once each.

    ``cuts`` are the numbers of bytes, sent by the client since the last cut, after which it cuts; when all
    are used up it only passes on. A context manager.
    """

    def __init__(self, target: int, cuts: Sequence[int]) -> None:
        """Stand before the port ``target``."""
        self._target = target
        self._cuts = list(cuts)
        self.sent = 0
        self.made = 0
        self._lock = threading.Lock()
        self._open: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.uri = f"bolt://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> Self:
        """The proxy itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop listening, and drop what is open."""
        self._listener.close()
        self._drop()

    def _accept(self) -> None:
        with suppress(OSError):  # the listener was closed
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._target))
                self._open += [client, server]
                for source, sink, counted in ((client, server, True), (server, client, False)):
                    threading.Thread(target=self._pass, args=(source, sink, counted), daemon=True).start()

    def _pass(self, source: socket.socket, sink: socket.socket, counted: bool) -> None:
        with suppress(OSError):  # the other direction was cut
            while data := source.recv(4096):
                if counted and self._due(len(data)):
                    self._drop()
                    return
                sink.sendall(data)
        for end in (source, sink):
            _close(end)

    def _due(self, number: int) -> bool:
        with self._lock:
            self.sent += number
            if not self._cuts or self.sent < self._cuts[0]:
                return False
            del self._cuts[0]
            self.sent = 0
            self.made += 1
            return True

    def _drop(self) -> None:
        for end in self._open:
            _close(end)
        self._open = []


def _close(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


@contextmanager
def rival(uri: str, first: str, rest: Sequence[str]) -> Iterator[list[str]]:
    """Within, another transaction holds the nodes ``rest``, and wants ``first`` once someone waits for them.

    A loader that wrote ``first`` before it came to the others then waits in a circle with the rival, and the
    server ends one of the two. The list that it gives holds the rival's error in the end, if that was it.
    """
    holds = threading.Event()
    lost: list[str] = []

    def work() -> None:
        with GraphDatabase.driver(uri, auth=("neo4j", PASSWORD)) as driver, driver.session() as session:
            transaction = session.begin_transaction()
            transaction.run(_LOCK, ids=list(rest)).consume()
            holds.set()
            deadline = time.monotonic() + 30
            while time.monotonic() < deadline and not driver.execute_query(_BLOCKED).records[0]["n"]:
                time.sleep(0.05)
            try:
                transaction.run(_LOCK, ids=[first]).consume()
                transaction.commit()
            except Neo4jError as error:
                lost.append(str(error))

    thread = threading.Thread(target=work)
    thread.start()
    holds.wait(30)
    try:
        yield lost
    finally:
        thread.join()


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    """Within, ``folder`` is a file system in memory of so much room. Raises PermissionError where only root may."""
    folder.mkdir(parents=True, exist_ok=True)
    _mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder))
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True, capture_output=True)


def enlarge(folder: Path, size: str) -> None:
    """Give a small disk more room."""
    _mount("-o", f"remount,size={size}", str(folder))


def _mount(*arguments: str) -> None:
    done = subprocess.run(["mount", *arguments], check=False, capture_output=True, text=True)
    if done.returncode:
        raise PermissionError(f"mount {' '.join(arguments)}: {done.stderr.strip()}")
