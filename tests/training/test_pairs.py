"""No name means a relation where our guidelines judge; where a crowd judged by what it knew, names stay."""

from __future__ import annotations

import random

from training import gold
from training.pairs import OUTPUTS, Example, Pair, names_by_length, varied

WORDS = ["Ana", "Vidal", "praised", "Tom", "Orr", "."]
OTHERS = ["Ilse", "Brand", "met", "Jo", "Kerr", "."]


def example(words: list[str], stance: int) -> Example:
    mentions = [
        gold.Mention(first=first, last=first + 2, type="Person", kind="name", entity=f"e{first}")
        for first in (0, 3)
    ]
    pair = Pair(0, 1, [0.0] * len(OUTPUTS), [1.0] * len(OUTPUTS), stance)
    return Example(list(words), mentions, [pair])


def variants(stance: int) -> set[tuple[str, ...]]:
    pool = names_by_length([example(OTHERS, -1)])
    return {tuple(varied(example(WORDS, stance), pool, random.Random(seed)).words) for seed in range(60)}


def test_names_are_masked_or_replaced_and_the_rest_stays() -> None:
    found = variants(-1)
    names = {words[:2] for words in found}
    assert names == {("Ana", "Vidal"), ("[MASK]", "[MASK]"), ("Ilse", "Brand"), ("Jo", "Kerr")}
    assert {(words[2], words[5]) for words in found} == {("praised", ".")}


def test_names_of_sentences_that_a_crowd_judged_stay() -> None:
    assert variants(1) == {tuple(WORDS)}
