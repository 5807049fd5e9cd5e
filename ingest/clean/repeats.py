"""Pull quotes and doubled paragraphs: what the article says twice is read once."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final

from ingest.clean.furniture import Removal

SHORTEST: Final = 10
"""Words from which a repetition is a pull quote; shorter lines recur for good reasons ("He refused.")."""

_WORD: Final = re.compile(r"\w+")
_SIGNATURE: Final = re.compile(r"(?<=[.!?”\"’'])\s+(?:[—–-]\s*)?(?:[A-Z][\w.'’-]*\s?){1,4}\Z")


def drop_repeats(paragraphs: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[Removal, ...]]:
    """The paragraphs without those whose words all stand, in the same order, in another one.

    Of two that are equal the first stays. The title stays where it is, whatever repeats it.
    """
    words = [_words(paragraph) for paragraph in paragraphs]
    places = _places(words)
    dropped: dict[int, Removal] = {}
    for index, paragraph in enumerate(paragraphs):
        # A pull quote may bear the name of whom it quotes, which the paragraph that it repeats does not.
        signed = _SIGNATURE.search(paragraph)
        own = _words(paragraph[: signed.start()]) if signed else words[index]
        if index and len(own) >= SHORTEST:
            for other, at in places.get(own[:SHORTEST], ()):
                elsewhere = other < index or (other > index and len(words[other]) > len(words[index]))
                if elsewhere and other not in dropped and words[other][at : at + len(own)] == own:
                    dropped[index] = Removal(rule="repeated", text=paragraph)
                    break
    kept = tuple(paragraph for index, paragraph in enumerate(paragraphs) if index not in dropped)
    return kept, tuple(dropped.values())


def _words(paragraph: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORD.findall(paragraph))


def _places(words: list[tuple[str, ...]]) -> dict[tuple[str, ...], list[tuple[int, int]]]:
    """Where the opening words of each paragraph stand: their paragraph and their place in it."""
    openings = {own[:SHORTEST] for own in words if len(own) >= SHORTEST}
    places = defaultdict(list)
    for index, own in enumerate(words):
        for at in range(len(own) - SHORTEST + 1):
            if (window := own[at : at + SHORTEST]) in openings:
                places[window].append((index, at))
    return places
