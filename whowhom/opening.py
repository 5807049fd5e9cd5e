"""Opens what a command asks: the project's embedded database, or a Neo4j with its credentials."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from whowhom.errors import UsageError

if TYPE_CHECKING:
    from graph.store.interface import Credentials, Store

TIMEOUT: Final = 30.0
"""Seconds that a query may take unless the user says otherwise."""


def open_asked(
    project: Path,
    address: str | None,
    *,
    user: str = "neo4j",
    password_file: Path | None = None,
    write: bool = False,
    timeout: float = TIMEOUT,
) -> Store:
    """The store that a command is to ask, opened read-only unless ``write``.

    Raises:
        GraphError: there is no such project, or the database cannot be opened.
    """
    from graph.project import Project
    from graph.store import open_store

    if address is None:
        return open_store(Project.open(project).database, write=write, timeout=timeout)
    return open_store(address, credentials=credentials(user, password_file), write=write, timeout=timeout)


def credentials(user: str, password_file: Path | None) -> Credentials:
    """User and password from a file, else NEO4J_PASSWORD, else a prompt; never from the command line."""
    from graph.store.interface import Credentials

    if password_file is not None:
        lines = password_file.read_text(encoding="utf-8").splitlines()
        if not lines or not lines[0]:
            raise UsageError(f"{password_file} is empty: put the password into its first line")
        return Credentials(user=user, password=lines[0])
    if password := os.environ.get("NEO4J_PASSWORD"):
        return Credentials(user=user, password=password)
    if not sys.stdin.isatty():
        raise UsageError("no password: set NEO4J_PASSWORD, or name a file with --password-file")
    import getpass

    return Credentials(user=user, password=getpass.getpass(f"Password of {user}: "))
