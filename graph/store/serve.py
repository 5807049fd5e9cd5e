"""The embedded database over Bolt on loopback, for Neo4j's drivers and tools, with no Neo4j installed."""

from __future__ import annotations

import shutil
import socket
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_urlsafe
from threading import Event
from typing import TYPE_CHECKING, Final

from graph.store.engine import engine, engine_error, first_sentence
from graph.store.interface import DEFAULT_TIMEOUT, StoreError, StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator

LOOPBACK: Final = "127.0.0.1"
USER: Final = "root"
SHORTEST_PASSWORD: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """Where the served database answers, and as whom to log in; the password shows in no ``repr``."""

    address: str
    database: str
    user: str
    password: str = field(repr=False)

    def wait(self) -> None:
        """Wait until the process is interrupted. Raises KeyboardInterrupt then."""
        Event().wait()


@contextmanager
def serve(
    path: Path, *, port: int, password: str | None = None, timeout: float = DEFAULT_TIMEOUT
) -> Iterator[Serving]:
    """Serve a copy of the database in ``path`` until the block ends; 0 as ``port`` picks a free one.

    Without a ``password`` a random one is made. What is served is a copy, which goes when the block ends:
    a client's writes never reach the project, and other commands go on reading it. Nothing listens on
    another interface than loopback. Raises StoreUnavailableError where there is no database or the port
    is taken, StoreError for a password of fewer than eight characters.
    """
    password = token_urlsafe(12) if password is None else password
    if len(password) < SHORTEST_PASSWORD:
        raise StoreError(f"The password is too short: take at least {SHORTEST_PASSWORD} characters.")
    if not (path / "schema.json").is_file():
        raise StoreUnavailableError(f"There is no graph database in {path}: run `whowhom build` first.")
    bolt_port = _free_port(port)
    root = Path(tempfile.mkdtemp(prefix="whowhom-serve-"))
    name = "graph"
    try:
        shutil.copytree(path, root / "databases" / name)
        server = engine(timeout).create_server(
            str(root),
            root_password=password,
            config={
                "mode": "production",
                "host": LOOPBACK,
                "http_port": _free_port(0),
                "server.plugins": "BoltProtocolPlugin",
                "server.databaseDirectory": str(root / "databases"),
                "bolt.port": bolt_port,
                "bolt.host": LOOPBACK,
            },
        )
        try:
            server.start()
        except engine_error() as error:
            raise StoreUnavailableError(
                f"The database cannot be served: {first_sentence(str(error))}."
            ) from error
        try:
            yield Serving(
                address=f"bolt://{LOOPBACK}:{bolt_port}", database=name, user=USER, password=password
            )
        finally:
            server.stop()
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _free_port(port: int) -> int:
    """``port`` if nothing listens on it, a free one for 0. Raises StoreUnavailableError if it is taken."""
    with socket.socket() as probe:
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            raise StoreUnavailableError(f"Port {port} of {LOOPBACK} is taken: choose another one.") from error
        return int(probe.getsockname()[1])
