"""What an exception means to the person at the terminal: a sentence and an exit code."""

from __future__ import annotations

import errno

from graph.records import GraphError
from ingest.records import IngestError
from queries.library import QueryError


class UsageError(Exception):
    """The command was called in a way that cannot work. The message is one sentence."""


class IncompleteError(Exception):
    """The work is done but for a part that is named: the exit code must say so."""


_SENTENCES = {
    errno.EACCES: "no permission for {path}: choose another place or change its rights",
    errno.EROFS: "{path} is on a read-only disk: choose another place with -o",
    errno.ENOSPC: "the disk is full while writing {path}: free some space and run the same command again",
    errno.ENOENT: "{path} does not exist: check the path",
    errno.ENOTDIR: "{path} is a file where a folder is needed: choose another place",
    errno.EISDIR: "{path} is a folder where a file is needed: choose another place",
}


def describe(error: Exception) -> str:
    """One sentence on what went wrong, where, and what to do about it."""
    if isinstance(error, (GraphError, IngestError, QueryError, UsageError, IncompleteError)):
        return " ".join(str(error).split())
    if isinstance(error, OSError) and error.errno in _SENTENCES:
        return _SENTENCES[error.errno].format(path=error.filename or "a file")
    if isinstance(error, MemoryError):
        return "the memory is used up: give fewer or smaller articles at a time"
    what = " ".join(str(error).split()) or type(error).__name__
    return f"unexpected {type(error).__name__}: {what}: run again with --debug and report what it prints"


def exit_code(error: Exception) -> int:
    """2 for wrong usage, 1 for everything else."""
    return 2 if isinstance(error, (UsageError, QueryError)) else 1
