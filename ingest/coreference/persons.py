"""Gathers the names of persons: full names, surnames, initials, nicknames, misspellings."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import Final

from nicknames import NickNamer
from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from ingest.coreference.cluster import Cluster
from ingest.gazetteer import fold
from ingest.initials import initials_differ
from ingest.mentions.first_names import gender_of
from ingest.mentions.lexicon import Gender
from ingest.records import Mention

_SUFFIXES: Final = frozenset({"jr", "sr", "ii", "iii", "iv"})
_PARTICLES: Final = frozenset(
    "de del la las los da das do dos di von van der den bin ben al el y e du le san st".split()
)
_ARABIC_ARTICLE: Final = re.compile(r"\b(?:al|el|ul)-(?=\w)")
_SURE: Final = 3
"""How many times more often than any other a bearer of the surname must be named to own it alone."""

_JUST: Final = 120
"""Characters after a full name within which a bare surname takes it up again."""


def gather(mentions: list[tuple[Mention, Gender]]) -> list[Cluster]:
    """Clusters of persons from mentions in text order, each with the gender that its title tells.

    A bare surname that two persons of the article bear goes to the one of the right gender, else to the
    one last named in full if no other is far more prominent; where that leaves a doubt, to nobody.
    """
    book = _Book()
    parsed = [(mention, gender, words_of(mention.text)) for mention, gender in mentions]
    full = [entry for entry in parsed if len(entry[2]) > 1]
    for mention, gender, words in sorted(full, key=lambda entry: -len(entry[2])):
        book.enter(mention, words, gender)
    for mention, gender, words in parsed:
        if len(words) == 1:
            book.enter_bare(mention, words[0], gender)
    return sorted(book.clusters, key=lambda c: min(m.start for m in c.mentions))


@cache
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, folded, without suffixes and stops: "J. R. Núñez Jr." is j, r, nunez."""
    words = _ARABIC_ARTICLE.sub("", fold(name).lower()).replace(".", ". ").replace("'s", "").split()
    bare = [w.strip(".,'\"()") for w in words]
    return tuple(w for w in bare if w and w not in _SUFFIXES) or tuple(bare[:1])


class _Book:
    """Who is in the article, findable by each word of the name."""

    def __init__(self) -> None:
        self.clusters: list[Cluster] = []
        self.names: list[list[tuple[str, ...]]] = []
        self.by_surname: dict[str, list[int]] = defaultdict(list)
        self.by_first: dict[str, list[int]] = defaultdict(list)

    def enter(self, mention: Mention, words: tuple[str, ...], gender: Gender) -> None:
        """A full name: to the person whose name agrees with it, else a new person."""
        places = dict.fromkeys(self.by_surname.get(words[-1], []) + self.by_surname.get(words[-2], []))
        places |= dict.fromkeys(self.by_first.get(words[0], []) + self.by_surname.get(words[1], []))
        agreeing = [(p, why) for p in places if (why := self._agrees(p, words, gender))]
        if len(agreeing) == 1:
            place, why = agreeing[0]
        else:
            place, why = self._new(), "full name"
        self.clusters[place].add(mention, why)
        self._learn(place, words, gender)

    def enter_bare(self, mention: Mention, word: str, gender: Gender) -> None:
        """A surname, or a first name used alone."""
        places = self.by_surname.get(word) or self.by_first.get(word) or self._misspelt(word)
        place = self._choose(places, mention, gender)
        if place is None and places:
            return
        if place is None:
            place = self._new()
            self.by_surname[word].append(place)
            # Nobody bears it as a surname here: a child or a queen goes by the first name alone.
            if told := gender_of(word):
                self.clusters[place].genders[told] += 1
            reason = "name"
        else:
            reason = f"part of the name {self.clusters[place].name()}"
        self.clusters[place].add(mention, reason)
        if gender:
            self.clusters[place].genders[gender] += 2

    def _new(self) -> int:
        self.clusters.append(Cluster(type="Person"))
        self.names.append([])
        return len(self.clusters) - 1

    def _learn(self, place: int, words: tuple[str, ...], gender: Gender) -> None:
        cluster = self.clusters[place]
        if gender:
            cluster.genders[gender] += 2
        if words not in self.names[place]:
            if told := gender_of(words[0]):
                cluster.genders[told] += 1
            self.names[place].append(words)
            for word in dict.fromkeys(words[1:]):
                for part in (word, *word.split("-")):
                    if part not in _PARTICLES and len(part) > 1 and place not in self.by_surname[part]:
                        self.by_surname[part].append(place)
            if place not in self.by_first[words[0]]:
                self.by_first[words[0]].append(place)

    def _agrees(self, place: int, words: tuple[str, ...], gender: Gender) -> str:
        """Why the full name is this person's, or nothing."""
        if gender and self.clusters[place].gender not in ("", gender):
            return ""
        for known in self.names[place]:
            if known == words:
                return "same name"
            if why := _one_person(known, words):
                return why
        return ""

    def _misspelt(self, word: str) -> list[int]:
        if len(word) < 6:
            return []
        near = [places for name, places in self.by_surname.items() if len(name) > 5 and _one_slip(name, word)]
        return near[0] if len(near) == 1 else []

    def _choose(self, places: list[int], mention: Mention, gender: Gender) -> int | None:
        fitting = [p for p in places if not gender or self.clusters[p].gender in ("", gender)]
        if len(fitting) <= 1:
            return fitting[0] if fitting else None
        last = max(
            fitting,
            key=lambda p: max((m.start for m in self._full(p) if m.start < mention.start), default=-1),
        )
        counts = {p: len(self._full(p)) for p in fitting}
        most = max(fitting, key=lambda p: counts[p])
        rest = max(count for p, count in counts.items() if p != most)
        if last == most or counts[most] >= _SURE * rest:
            return most
        named = max((m.start for m in self._full(last) if m.start < mention.start), default=-1)
        # Whom the article is about comes first and more often; kin are named in full when they are meant.
        first = min(fitting, key=lambda p: min((m.start for m in self._full(p)), default=1 << 60))
        if first == most and counts[most] > rest and mention.start - named > _JUST:
            return most
        return last if named >= 0 and mention.start - named < 400 else None

    def _full(self, place: int) -> list[Mention]:
        return [m for m in self.clusters[place].mentions if " " in m.text]


@cache
def _one_person(a: tuple[str, ...], b: tuple[str, ...]) -> str:
    """Can two different full names be one person's? The reason, or nothing."""
    if initials_differ(a[1:-1], b[1:-1]):
        return ""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if len(long) > len(short) and long[-len(short) :] == short:
        return "end of the name"
    if a[-1] == b[-1]:
        return _first_names_agree(a[0], b[0])
    if _one_slip(a[-1], b[-1]) and a[0] == b[0]:
        return f"spelling variant of {' '.join(a)}"
    if len(long) > len(short) and short[0] == long[0] and short[-1] in long[1:]:
        return "shorter form of the name"
    return ""


@cache
def _first_names_agree(a: str, b: str) -> str:
    if a == b:
        return "same first name and surname"
    if a[0] == b[0] and 1 in (len(a), len(b)):
        return "initial and surname"
    if b in _nicknames(a) or a in _nicknames(b):
        return "nickname and surname"
    if len(a) > 3 and len(b) > 3 and ratio(a, b) >= 85:
        return "spelling variant"
    return ""


def _one_slip(a: str, b: str) -> bool:
    """One letter wrong, missing or doubled, or two swapped, in a word of at least five."""
    return min(len(a), len(b)) >= 5 and a[0] == b[0] and OSA.distance(a, b, score_cutoff=1) <= 1


@cache
def _namer() -> NickNamer:
    return NickNamer()


@cache
def _nicknames(name: str) -> frozenset[str]:
    return frozenset(_namer().nicknames_of(name))
