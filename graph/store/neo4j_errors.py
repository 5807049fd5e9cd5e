"""The driver's errors in one sentence each: what, where, what to do; never with credentials."""

from __future__ import annotations

from typing import Final

from neo4j.exceptions import DriverError

from graph.store.interface import (
    InvalidCypherError,
    QueryTimeoutError,
    StoreError,
    StoreUnavailableError,
    WriteRefusedError,
)

_SENTENCES: Final[tuple[tuple[str, type[StoreError], str], ...]] = (
    (
        "AuthenticationRateLimit",
        StoreUnavailableError,
        "{address} has locked the user after too many wrong passwords: wait a few seconds.",
    ),
    (".Security.Forbidden", WriteRefusedError, "{address} does not let this user do that: {text}."),
    (".Security.", StoreUnavailableError, "{address} refuses the user or the password: check both."),
    (
        "AccessMode",
        WriteRefusedError,
        "The query would change {address}, which is open for reading only: use --write.",
    ),
    (
        "TransactionTimedOut",
        QueryTimeoutError,
        "The query on {address} took longer than {timeout:g} s and was stopped:"
        " narrow it, or give it more time with --timeout.",
    ),
    (
        "DatabaseNotFound",
        StoreUnavailableError,
        "{address} has no database of that name: check it, or leave it out for the default one.",
    ),
    (
        ".DatabaseError.Transaction.",
        StoreError,
        "{address} cannot write a transaction: look whether its disk is full, make room, start it again and"
        " load again ({text}).",
    ),
    (".ClientError.Statement.", InvalidCypherError, "The query is not valid Cypher: {text}."),
)
"""Part of a status code, and what it means to a user; the first that fits holds."""


def explain(error: Exception, address: str, timeout: float) -> StoreError:
    """``error`` as one of ours. ``timeout``, in seconds, is the one that the query had."""
    text = _first_line(error)
    code = str(getattr(error, "code", "") or "")
    for part, kind, sentence in _SENTENCES:
        if part in code:
            return kind(sentence.format(address=address, timeout=timeout, text=text))
    if not isinstance(error, DriverError):
        return StoreError(f"{address} cannot do this: {text}.")
    if "SSL" in f"{error} {error.__cause__}".upper():
        return StoreUnavailableError(
            f"{address} cannot be trusted: use bolt+ssc:// where the server signed its certificate itself,"
            " or bolt:// where it has none."
        )
    return StoreUnavailableError(
        f"No Neo4j answers at {address}: start the server, or check the address ({text})."
    )


def _first_line(error: Exception) -> str:
    message = str(getattr(error, "message", None) or error)
    return message.splitlines()[0].strip().rstrip(".") if message else type(error).__name__
