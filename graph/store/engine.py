"""ArcadeDB's native build: the only place that imports it, keeps it silent and counts who has what open."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any, Final

from graph.store.interface import StoreUnavailableError

if TYPE_CHECKING:
    from pathlib import Path

_HEAP: Final = "-Xmx384m"
"""Enough for 200,000 claims with their indexes; without a limit the engine takes half the machine."""

_open: dict[Path, tuple[Any, int, bool]] = {}
"""Databases open in this process, with how often and whether for writing: the engine opens each only once."""


def engine(timeout: float) -> Any:
    """The engine, loaded on first use: silent, with a bounded heap and a limit on every query.

    It takes these from the environment of the process, once, when its library is loaded; what the user
    has set there stays.
    """
    limit = f"-Darcadedb.command.timeout={max(1, int(timeout * 1000))}"
    os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "0")
    os.environ.setdefault("ARCADEDB_NATIVE_ISOLATE_ARGS", f"{limit} {_HEAP}")
    import arcadedb

    return arcadedb


def engine_error() -> type[Exception]:
    """The class of every error that the engine raises."""
    from arcadedb import ArcadeDBError

    return ArcadeDBError  # type: ignore[no-any-return]  # the engine is untyped


def acquire(path: Path, *, write: bool, timeout: float) -> Any:
    """The database at ``path``, opened or, in the same mode, shared with the stores that have it open."""
    if path in _open:
        database, users, writing = _open[path]
        if write != writing:
            raise StoreUnavailableError(f"The database {path} is already open here: close that store first.")
        _open[path] = (database, users + 1, writing)
        return database
    library = engine(timeout)
    try:
        database = library.open_database(str(path), read_only=not write)
    except library.ArcadeDBError as error:
        raise _cannot_open(path, error) from error
    _open[path] = (database, 1, write)
    return database


def release(path: Path) -> None:
    """Close the database at ``path``, unless another store in this process still has it open."""
    database, users, writing = _open.pop(path)
    if users > 1:
        _open[path] = (database, users - 1, writing)
    else:
        database.close()


def _cannot_open(path: Path, error: Exception) -> StoreUnavailableError:
    text = str(error)
    if "lock" in text.lower():
        return StoreUnavailableError(
            f"The database {path} is held by another process that writes it: wait until that one has ended."
        )
    if "recover" in text.lower():
        return StoreUnavailableError(
            f"The database {path} is held by another process that writes it, or a crash left it unfinished:"
            " wait until that process has ended, else rebuild it with `whowhom build`."
        )
    return StoreUnavailableError(f"The database {path} cannot be opened: {first_sentence(text)}.")


def first_sentence(text: str) -> str:
    """The engine's message without class names and stack."""
    line = text.splitlines()[0] if text else "no reason given"
    line = re.sub(r"^[\w ]+ failed: |\(caused by .*|\b[a-z]+(?:\.\w+)+(?:Exception|Error): ", "", line)
    return line.strip().rstrip(".")
