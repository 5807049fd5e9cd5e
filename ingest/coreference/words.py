"""Reads and checks ``words.toml``: people, genders, times, verbs of saying."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

from ingest.records import IngestError

KINDS: Final = ("people", "female", "male", "times", "saying", "impersonal", "not_people")


class WordsError(IngestError):
    """``words.toml`` is broken. The message says where and what to do."""


@cache
def words(kind: str) -> frozenset[str]:
    """The words of one of ``KINDS``.

    Raises:
        WordsError: the file has no such list, or a word of it is not in lower case.
    """
    data = tomllib.loads(files("ingest.coreference").joinpath("words.toml").read_text(encoding="utf-8"))
    if kind not in data:
        raise WordsError(f"ingest/coreference/words.toml has no list {kind!r}; restore it")
    found = frozenset(data[kind].split())
    if wrong := sorted(word for word in found if word != word.lower()):
        raise WordsError(
            f"ingest/coreference/words.toml, {kind}: {wrong[0]!r} is not in lower case; correct it"
        )
    return found
