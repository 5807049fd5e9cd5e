"""Reads and checks the table of words that stand around names: titles, legal forms, joints, nicknames."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from graph.names import fold
from graph.records import GraphError

_LISTS: Final = ("titles", "suffixes", "legal", "joints", "kinds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Sets of folded words; ``nicknames`` maps a given name to all others that one person may use."""

    titles: frozenset[str]
    suffixes: frozenset[str]
    legal: frozenset[str]
    joints: frozenset[str]
    kinds: frozenset[str]
    nicknames: dict[str, frozenset[str]]


@cache
def lexicon() -> Lexicon:
    """The shipped table."""
    return parse_lexicon(files("graph.resolve").joinpath("lexicon.toml").read_text(encoding="utf-8"))


def parse_lexicon(text: str) -> Lexicon:
    """Read a table, refusing lists that are missing, unknown or not folded. Raises GraphError."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise GraphError(f"lexicon.toml: is not TOML ({error}); mend it.") from error
    expected = {*_LISTS, "nicknames"}
    if set(table) != expected:
        odd = ", ".join(sorted(set(table) ^ expected))
        raise GraphError(f"lexicon.toml: these lists are missing or unknown: {odd}.")
    groups = [group.split() for group in table["nicknames"]]
    for word in (*(w for name in _LISTS for w in table[name].split()), *(w for g in groups for w in g)):
        if fold(word) not in (word, ""):
            raise GraphError(f"lexicon.toml: '{word}' must be written as it folds, '{fold(word)}'.")
    nicknames: dict[str, frozenset[str]] = {}
    for group in groups:
        for word in group:
            nicknames[word] = nicknames.get(word, frozenset()) | (frozenset(group) - {word})
    return Lexicon(**{name: frozenset(table[name].split()) for name in _LISTS}, nicknames=nicknames)
