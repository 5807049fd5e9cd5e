"""Finds the longest of many known forms at each place of a text, in one pass."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, Generic, TypeVar

T = TypeVar("T")

_WORD: Final = re.compile(r"(?<![\w.@/])[^\W\d_][\w.'-]*")
_FOREIGN: Final = re.compile(r"[^\x00-\x7f]")
_QUOTES: Final = {"’": "'", "‘": "'", "ʻ": "'", "‑": "-", "“": '"', "”": '"'}


class Gazetteer(Generic[T]):
    """Forms that begin with a capital letter, each with what it stands for. Accents do not matter."""

    def __init__(self, forms: Mapping[str, T]) -> None:
        """Index ``forms`` by their first word."""
        self.known: dict[str, T] = {fold(form): value for form, value in forms.items()}
        index: dict[str, list[tuple[str, T]]] = defaultdict(list)
        for form, value in self.known.items():
            index[_first_word(form)].append((form, value))
        for entries in index.values():
            entries.sort(key=lambda entry: (-len(entry[0]), entry[0]))
        self._index = dict(index)

    def find(self, folded: str) -> Iterator[tuple[int, int, T]]:
        """Yield start, end and value of each form in a text that ``fold`` has made plain, left to right."""
        reached = 0
        for word in _WORD.finditer(folded):
            start = word.start()
            if start < reached or not folded[start].isupper():
                continue
            for form, value in self._index.get(_first_word(word.group()), ()):
                end = start + len(form)
                if folded.startswith(form, start) and not _runs_on(folded, form, end):
                    reached = end
                    yield start, end, value
                    break


def fold(text: str) -> str:
    """``text`` without accents and typographic quotes, character for character: offsets stay true."""
    return text if text.isascii() else _FOREIGN.sub(lambda found: _plain(found.group()), text)


@cache
def _plain(char: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
    return _QUOTES.get(char, bare if len(bare) == 1 else char)


def _first_word(word: str) -> str:
    return re.split(r"[' -]", word, maxsplit=1)[0].rstrip(".")


def _runs_on(text: str, form: str, end: int) -> bool:
    """Does the word go on after the form ("Malian" is not "Mali")?"""
    rest = text[end : end + 2]
    if form.endswith("."):
        return rest[:1].isalpha()
    return rest[:1].isalnum() or (rest[:1] == "." and rest[1:].isalpha())
