"""Which articles are copies of one another: agency reports reprinted, updated or cut, found across a corpus."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

from graph.names import fold
from ingest.records import Article

if TYPE_CHECKING:
    from rensa import RMinHash

SAME: Final = 0.5
"""Of the runs of three words that two texts have, the share that both must have."""
WITHIN: Final = 0.8
"""The share of the shorter text's runs that the longer must have: a reprint is often cut at its end."""
_RUN: Final = 3
_FEWEST: Final = 40
"""Runs under which a text says too little to be told from another brief on the same thing."""
_PERMUTATIONS: Final = 256
_BANDS: Final = 64
"""Of four values each: of two texts that share half of their runs, 98 in 100 meet in one of them."""
_WORD: Final = re.compile(r"\w+")


Sketches: TypeAlias = "dict[str, RMinHash | None]"
"""By article id a sketch of its text, a kilobyte from which likeness is guessed; None for a text too short for one."""


def tell_stories(articles: Sequence[Article], sketches: Sketches | None = None) -> tuple[Article, ...]:
    """The articles, each with the id of the first of its copies as its ``story``: its own, if it has none.

    The first is the one published first, or, where dates are equal or missing, that of the smallest id.
    ``sketches`` are those that were made before, see ``sketch_texts``; others are made.
    """
    first = {article.id: article.id for article in articles}
    for group in _groups(articles, sketches or {}):
        earliest = min(group, key=lambda article: (article.published or "9999", article.id))
        first.update((article.id, earliest.id) for article in group)
    return tuple(replace(article, story=first[article.id]) for article in articles)


def voices(articles: Collection[Article]) -> dict[str, str]:
    """By article id, whose voice it is: the outlet of its story's first article, or that article's id.

    Ten outlets that reprint one report are one voice; two reports of one outlet are one voice, too.
    """
    outlets = {article.id: article.outlet for article in articles}
    stories = {article.id: article.story or article.id for article in articles}
    # Outlets are told apart as the graph does: by name, whatever its case and accents.
    names: dict[str, str] = {}
    called = {name: names.setdefault(fold(name), name) for name in sorted({*outlets.values()} - {""})}
    return {article: called.get(outlets.get(story, ""), story) for article, story in stories.items()}


def sketch_texts(articles: Iterable[Article]) -> Sketches:
    """The sketches of some articles: the half of ``tell_stories`` that can be done before all are there."""
    return {article.id: _sketch(found) if (found := runs_of(article.text)) else None for article in articles}


def _groups(articles: Sequence[Article], sketches: Sketches) -> list[list[Article]]:
    """Articles joined by likeness, directly or through others; groups of one are left out."""
    parents = list(range(len(articles)))

    def root(at: int) -> int:
        while parents[at] != at:
            parents[at] = parents[parents[at]]
            at = parents[at]
        return at

    known = sketches | sketch_texts(article for article in articles if article.id not in sketches)
    for left, right in _candidates(known[article.id] for article in articles):
        one, other = root(left), root(right)
        if one != other and alike(runs_of(articles[left].text), runs_of(articles[right].text)):
            parents[max(one, other)] = min(one, other)
    groups: dict[int, list[Article]] = {}
    for at, article in enumerate(articles):
        groups.setdefault(root(at), []).append(article)
    return [group for group in groups.values() if len(group) > 1]


def _candidates(sketches: Iterable[RMinHash | None]) -> Iterator[tuple[int, int]]:
    """Places of texts that may be alike, each pair with the later one second; all are found whose likeness is high."""
    from rensa import RMinHashLSH

    index = RMinHashLSH(threshold=SAME, num_perm=_PERMUTATIONS, num_bands=_BANDS)
    for at, sketch in enumerate(sketches):
        if sketch is None:
            continue
        for earlier in sorted(index.query(sketch)):
            yield earlier, at
        index.insert(at, sketch)


def bands_of(runs: frozenset[str]) -> list[str]:
    """Keys for a join: texts that may be alike share one, as they share a bucket of the index."""
    digest = _sketch(runs).digest()
    rows = len(digest) // _BANDS
    return [f"{n} {digest[n * rows : (n + 1) * rows]}" for n in range(_BANDS)]


def _sketch(runs: frozenset[str]) -> RMinHash:
    from rensa import RMinHash

    # The seed makes it the same on every machine.
    (sketch,) = RMinHash.from_token_sets([list(runs)], num_perm=_PERMUTATIONS, seed=42)
    return sketch


def runs_of(text: str) -> frozenset[str]:
    """The text's runs of three words; none where it has too few to be told from another brief."""
    words = _WORD.findall(text.casefold())
    found = frozenset(map(" ".join, zip(*(words[at:] for at in range(_RUN)), strict=False)))
    return found if len(found) >= _FEWEST else frozenset()


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two texts, by their runs, are copies."""
    shared = len(one & other)
    return shared >= SAME * (len(one) + len(other) - shared) or shared >= WITHIN * min(len(one), len(other))
