"""Pairs of mentions of a sentence as training examples, varied so that no name means a relation."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field, replace

from ingest.markers import MOST_PAIRS
from training import gold
from training.aliases import PRONOUNS

QUALIFIERS = ("negated", "hypothetical", "reported", "attributed", "unnamed")
OUTPUTS = tuple(f"{r}:{d}" for d in ("forth", "back") for r in gold.RELATIONS) + QUALIFIERS
R = len(gold.RELATIONS)
STANCES = ("neutral", "support forth", "support back", "opposition forth", "opposition back")
OTHER_WAY = {1: 2, 2: 1, 3: 4, 4: 3}


@dataclass(slots=True)
class Pair:
    left: int
    right: int
    truth: list[float]  # 8 relations, then 5 qualifiers
    weight: list[float]
    stance: int = -1  # DSE's class, where DSE's crowd judged the pair


@dataclass(slots=True)
class Example:
    words: list[str]
    mentions: list[gold.Mention]
    pairs: list[Pair] = field(default_factory=list)
    sentence: gold.Sentence | None = None


def examples(documents: list[gold.Document], *, guess_pronouns: bool) -> list[Example]:
    found = [example(s, guess_pronouns=guess_pronouns) for d in documents for s in d.sentences]
    return [e for e in found if e.pairs]


def example(sentence: gold.Sentence, *, guess_pronouns: bool) -> Example:
    mentions = [replace(m, kind="name") if m.kind == "demonym" else m for m in sentence.mentions]
    if guess_pronouns:
        mentions += _loose_pronouns(sentence)
    return Example(sentence.words, mentions, _pairs(sentence, mentions), sentence)


def _loose_pronouns(sentence: gold.Sentence) -> list[gold.Mention]:
    """Pronouns that no claim uses: without them a pronoun would always mean a claim."""
    taken = {n for m in sentence.mentions for n in range(m.first, m.last) if m.kind == "pronoun"}
    loose = []
    for n, word in enumerate(sentence.words):
        low = word.casefold()
        if n in taken or low not in PRONOUNS or low in ("which", "that"):
            continue
        type_ = "Organization" if low in ("it", "its", "they", "their", "them") and n % 2 else "Person"
        type_ = "Organization" if low in ("it", "its") else type_
        loose.append(gold.Mention(first=n, last=n + 1, type=type_, kind="pronoun", entity=f"?{n}"))
    return loose


def _pairs(sentence: gold.Sentence, mentions: list[gold.Mention]) -> list[Pair]:
    acting = {e for c in sentence.claims for e in (c.subject_entity, c.object_entity)}
    pairs = []
    for a in range(len(mentions)):
        for b in range(a + 1, len(mentions)):
            one, other = mentions[a], mentions[b]
            if not one.entity or not other.entity or one.entity == other.entity:
                continue
            loose = [m.entity.startswith("?") for m in (one, other)]
            if all(loose) or (any(loose) and ({one.entity, other.entity} & acting)):
                continue
            left, right = (a, b) if (one.first, -one.last) <= (other.first, -other.last) else (b, a)
            pairs.append(_pair(sentence, mentions, left, right))
    return pairs


def _pair(sentence: gold.Sentence, mentions: list[gold.Mention], left: int, right: int) -> Pair:
    pair = Pair(left, right, [0.0] * len(OUTPUTS), [1.0] * (2 * R) + [0.0] * len(QUALIFIERS))
    sides = {mentions[left].entity, mentions[right].entity}
    for claim in sentence.claims:
        if {claim.subject_entity, claim.object_entity} != sides:
            continue
        forth = claim.subject_entity == mentions[left].entity
        place = gold.RELATIONS.index(claim.relation) + (0 if forth else R)
        here = {claim.subject, claim.object} == {left, right}
        if not here:
            if pair.truth[place] == 0:
                pair.weight[place] = 0.0
            continue
        pair.truth[place] = 1.0
        pair.weight[place] = max(pair.weight[place], 1.0) if claim.certain else 0.5
        kinds = (
            claim.negated,
            claim.modality == "hypothetical",
            claim.modality == "reported",
            claim.attributed_to not in ("author", "unnamed"),
            claim.attributed_to == "unnamed",
        )
        for n, holds in enumerate(kinds):
            pair.truth[2 * R + n] = max(pair.truth[2 * R + n], float(holds))
            pair.weight[2 * R + n] = 1.0 if claim.certain else 0.5
    return pair


def names_by_length(found: list[Example]) -> dict[tuple[str, int], list[list[str]]]:
    pool: dict[tuple[str, int], list[list[str]]] = defaultdict(list)
    seen = set()
    for e in found:
        for m in e.mentions:
            words = tuple(e.words[m.first : m.last])
            if m.kind == "name" and (m.type, words) not in seen:
                seen.add((m.type, words))
                pool[m.type, len(words)].append(list(words))
    return pool


def varied(example: Example, pool: dict, rng: random.Random) -> Example:
    """Other names in the same places, or none, so that no name means a relation.

    Those of DSE's sentences stay: its crowd judged by what it knew of the two, and no claim rests on its classes.
    """
    words = list(example.words)
    choice: dict[str, float] = {}
    judged = any(p.stance >= 0 for p in example.pairs)
    for m in example.mentions:
        if m.kind != "name" or judged:
            continue
        dice = choice.setdefault(m.entity, rng.random())
        if dice < 0.12:
            words[m.first : m.last] = ["[MASK]"] * (m.last - m.first)
        elif dice < 0.5 and (others := pool.get((m.type, m.last - m.first))):
            words[m.first : m.last] = rng.choice(others)
    pairs = [swapped(p) if rng.random() < 0.5 else p for p in example.pairs]
    return replace(example, words=words, pairs=pairs)


def swapped(p: Pair) -> Pair:
    def turn(values: list[float]) -> list[float]:
        return values[R : 2 * R] + values[:R] + values[2 * R :]

    return Pair(p.right, p.left, turn(p.truth), turn(p.weight), OTHER_WAY.get(p.stance, p.stance))


def split(found: list[Example], rng: random.Random | None, quiet: float = 0.5) -> list[Example]:
    """At most MOST_PAIRS a sequence; in training, ``quiet`` of the sentences without any claim sit a round out."""
    out = []
    for e in found:
        pairs = list(e.pairs)
        if rng:
            if not any(any(p.truth) or p.stance > 0 for p in pairs) and rng.random() < quiet:
                continue
            rng.shuffle(pairs)
            pairs = pairs[: 2 * MOST_PAIRS]
        out += [replace(e, pairs=pairs[n : n + MOST_PAIRS]) for n in range(0, len(pairs), MOST_PAIRS)]
    return out
