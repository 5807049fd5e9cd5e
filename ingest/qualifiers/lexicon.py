"""Loads and checks the qualifiers' word lists."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from ingest.records import IngestError

_KEYS = frozenset({"why", "words", "match", "reject"})


class LexiconError(IngestError):
    """The qualifiers' lexicon is wrong. The message names the list and says what is expected."""


@cache
def lexicon() -> dict[str, dict[str, Any]]:
    """The checked lists by name, each with why, words, match and reject.

    Raises:
        LexiconError: a list lacks a key or has no words.
    """
    return check(
        tomllib.loads(files("ingest.qualifiers").joinpath("lexicon.toml").read_text(encoding="utf-8"))
    )


def check(lists: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The lists themselves, if each is whole.

    Raises:
        LexiconError: as ``lexicon``.
    """
    for name, row in lists.items():
        if set(row) != _KEYS or not row["words"]:
            raise LexiconError(
                f"list {name!r} in lexicon.toml needs exactly {', '.join(sorted(_KEYS))}, with words"
            )
    return lists


@cache
def words(name: str) -> frozenset[str]:
    """The words of one list."""
    return frozenset(" ".join(lexicon()[name]["words"]).split())
