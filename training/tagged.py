"""What the mention model learns from: words with tags, from annotated articles and from CrossNER, varied."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path

from training import gold
from training.aliases import TYPES, is_demonym
from training.names import organization
from training.pairs import R, example

NAMES = ("O", *(f"{p}-{t}" for t in (*TYPES, "Demonym") for p in "BI"))
DESCRIPTIONS = ("O", *(f"{p}-{t}" for t in TYPES for p in "BI"))
CROSSNER = {
    **dict.fromkeys("person politician researcher writer musicalartist scientist".split(), "Person"),
    **dict.fromkeys("organisation politicalparty university band".split(), "Organization"),
    "country": "Country",
}
UNCLEAR = frozenset("magazine academicjournal conference".split())  # between two of our classes
POSTS = frozenset("sen sen. rep rep. senator senators representative gov gov. governor president".split())
UNREAD = -1


@dataclass(slots=True)
class Example:
    words: list[str]
    names: list[int]  # -100: not known, UNREAD: no annotator has read it, a teacher may
    descriptions: list[int]
    source: str = "gold"
    pairs: list[tuple[int, int, int, int, int]] = field(default_factory=list)
    """Words of two mentions, the earlier first, and whether a relation holds between them."""


def from_gold(documents: list[gold.Document], heads: dict[str, set[str]]) -> list[Example]:
    return [_example(s, heads) for d in documents for s in d.sentences]


def heads_of_descriptions(documents: list[gold.Document]) -> dict[str, set[str]]:
    """Nouns that describe entities in at least two articles: the rest is an annotator's stretch."""
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for d in documents:
        for s in d.sentences:
            for m in s.mentions:
                if m.kind == "description":
                    seen[m.type, _head(s.words[m.first : m.last])].add(d.name)
    found: dict[str, set[str]] = defaultdict(set)
    for (type_, head), where in seen.items():
        if len(where) > 1:
            found[type_].add(head)
    return found


def _head(words: list[str]) -> str:
    stops = {"of", "who", "in", "from", "for", "to", "that", "which", "on", ",", "at"}
    end = next((n for n, w in enumerate(words) if n and w.casefold() in stops), len(words))
    return words[end - 1].casefold()


def _example(s: gold.Sentence, heads: dict[str, set[str]]) -> Example:
    names, descriptions = [0] * len(s.words), [0] * len(s.words)
    for m in sorted(s.mentions, key=lambda m: m.first - m.last):
        words = s.words[m.first : m.last]
        if m.kind in ("name", "demonym"):
            if len(words) == 1 and words[0].casefold() in POSTS:
                continue
            if not any(c.isupper() or c.isdigit() for c in "".join(words)):
                continue
            _mark(names, NAMES, m, "Demonym" if m.kind == "demonym" and m.type == "Country" else m.type)
        elif m.kind == "description" and _head(words) in heads[m.type]:
            _mark(descriptions, DESCRIPTIONS, m, m.type)
    return Example(s.words, names, descriptions, pairs=_pairs(s))


def _pairs(s: gold.Sentence) -> list[tuple[int, int, int, int, int]]:
    """Pairs whose relation an annotator placed at other mentions of the same two are left out."""
    laid = example(s, guess_pronouns=True)
    found = []
    for pair in laid.pairs:
        holds = any(pair.truth[: 2 * R])
        if holds or min(pair.weight[: 2 * R]) > 0:
            one, other = laid.mentions[pair.left], laid.mentions[pair.right]
            found.append((one.first, one.last, other.first, other.last, int(holds)))
    return found


def _mark(tags: list[int], labels: tuple[str, ...], m: gold.Mention, label: str) -> None:
    if any(tags[m.first : m.last]):
        return
    tags[m.first] = labels.index(f"B-{label}")
    for n in range(m.first + 1, m.last):
        tags[n] = labels.index(f"I-{label}")


def unread(sentences: list[list[str]]) -> list[Example]:
    """Sentences that nobody has annotated."""
    return [Example(words, [UNREAD] * len(words), [UNREAD] * len(words), "unread") for words in sentences]


def from_crossner(path: Path, source: str = "other") -> list[Example]:
    found = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line.strip()]
        if not rows:
            continue
        names = []
        for word, tag in rows:
            prefix, _, kind = tag.partition("-")
            if kind in UNCLEAR:
                names.append(-100)
            elif kind in CROSSNER:
                names.append(NAMES.index(f"{prefix}-{CROSSNER[kind]}"))
            else:
                unsure = tag == "O" and word[:1].isupper() and is_demonym([word], "")
                names.append(-100 if unsure else 0)
        found.append(Example([w for w, _ in rows], names, [-100] * len(rows), source))
    return found


Pool = dict[str, list[list[str]]]


def varied(e: Example, rng: random.Random, pool: Pool, swaps: float) -> Example:
    """Headlines in capitals or title case, and names swapped for others of their type and of any length."""
    dice = rng.random()
    if dice < 0.03:
        return replace(e, words=[w.upper() for w in e.words])
    if dice < 0.08:
        return replace(e, words=[w[:1].upper() + w[1:] for w in e.words])
    return _swapped(e, rng, pool) if dice < 0.08 + swaps else e


def _swapped(e: Example, rng: random.Random, pool: Pool) -> Example:
    words, names, descriptions = list(e.words), list(e.names), list(e.descriptions)
    place = list(range(len(words) + 1))
    for first, last, sort in sorted(spans([NAMES[t] if t > 0 else "O" for t in names]), reverse=True):
        if rng.random() < 0.5 or any(t < 0 for t in names[first:last]):
            continue
        new = _other(sort, rng, pool)
        inside = descriptions[first]
        words[first:last] = new
        names[first:last] = [NAMES.index(f"B-{sort}")] + [NAMES.index(f"I-{sort}")] * (len(new) - 1)
        descriptions[first:last] = [inside] + [_inner(inside)] * (len(new) - 1)
        shift = len(new) - (last - first)
        place = [n if n <= first else first + len(new) if n < last else n + shift for n in place]
    pairs = [(place[a], place[b], place[c], place[d], holds) for a, b, c, d, holds in e.pairs]
    kept = [p for p in pairs if p[0] < p[1] and p[2] < p[3]]
    return replace(e, words=words, names=names, descriptions=descriptions, pairs=kept)


def _other(sort: str, rng: random.Random, pool: Pool) -> list[str]:
    return organization(rng) if sort == "Organization" and rng.random() < 0.5 else rng.choice(pool[sort])


def _inner(tag: int) -> int:
    """What follows within the same description; ignored where descriptions are not known."""
    return tag if tag <= 0 or tag % 2 == 0 else tag + 1


def spans(tags: list[str]) -> set[tuple[int, int, str]]:
    """BIO to spans; an I that continues nothing begins one."""
    found, start, label = set(), -1, ""
    for n, tag in enumerate([*tags, "O"]):
        prefix, _, kind = tag.partition("-")
        if start >= 0 and (prefix != "I" or kind != label):
            found.add((start, n, label))
            start = -1
        if prefix == "B" or (prefix == "I" and start < 0):
            start, label = n, kind
    return found


def crossner_dev(path: Path) -> list[Example]:
    """As the bar counts: whatever is none of the three types is outside, nothing is left out."""
    kept = from_crossner(path)
    for e in kept:
        e.names = [max(0, t) for t in e.names]
    return kept
