"""Makes any number of articles out of some real ones: other sentences and other names, so that none is a copy."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

_SENTENCE = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"”’)]))\s+(?=[A-Z“\"])|\n+")
_NAME = re.compile(r"\b[A-Z][a-z]{3,}\b")
_STARTS = (
    "Ald",
    "Bren",
    "Cor",
    "Dra",
    "Fen",
    "Gal",
    "Hol",
    "Jar",
    "Kel",
    "Lor",
    "Mor",
    "Nor",
    "Pal",
    "Ros",
    "Tre",
)
_ENDS = (
    "aby",
    "berg",
    "den",
    "ekar",
    "field",
    "gard",
    "holt",
    "ima",
    "land",
    "mont",
    "novic",
    "quist",
    "son",
    "well",
)
_RENAMED = 0.15


def write_variants(base: Sequence[Path], folder: Path, count: int, *, words: int, seed: int = 8) -> int:
    """Write so many articles of about ``words`` words into ``folder``, and say how many words they have.

    Each takes a few sentences of one article in their order, and gives every seventh of its names to someone
    else. Two variants of one article share a sentence at most now and then.
    """
    folder.mkdir(parents=True, exist_ok=True)
    total = 0
    for number, text in zip(range(count), _variants(base, words, random.Random(seed)), strict=False):
        (folder / f"{number:06}.txt").write_text(text + "\n", encoding="utf-8")
        total += len(text.split())
    return total


def _variants(base: Sequence[Path], words: int, chance: random.Random) -> Iterator[str]:
    """Endless, of those articles that have four times the sentences that a variant takes; else of all."""
    articles = [
        [one for one in _SENTENCE.split(path.read_text(encoding="utf-8")) if len(one.split()) > 5]
        for path in base
    ]
    of = 4
    while True:
        made = 0
        for sentences in articles:
            average = sum(len(one.split()) for one in sentences) / max(1, len(sentences))
            many = max(2, round(words / max(1.0, average)))
            if not sentences or (many * of > len(sentences) and of > 1):
                continue  # too short for variants that differ
            made += 1
            chosen = sorted(chance.sample(range(len(sentences)), min(many, len(sentences))))
            yield _rename("\n\n".join(sentences[at] for at in chosen), chance)
        if not made:
            of = max(1, of - 1)


def _rename(text: str, chance: random.Random) -> str:
    for name in sorted({*_NAME.findall(text)}):
        if chance.random() < _RENAMED:
            text = re.sub(rf"\b{name}\b", chance.choice(_STARTS) + chance.choice(_ENDS), text)
    return text
