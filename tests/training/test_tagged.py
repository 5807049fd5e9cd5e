"""Varied sentences keep their tags and pairs at the right words."""

from __future__ import annotations

import random

from training.pairs import OUTPUTS, Pair, swapped
from training.tagged import NAMES, Example, varied

FIRST, NEXT = NAMES.index("B-Person"), NAMES.index("I-Person")
ORG = NAMES.index("B-Organization")


def sentence() -> Example:
    """ "Ana Vidal sacked Tom in Orgo ." with a claim between the two persons."""
    words = "Ana Vidal sacked Tom in Orgo .".split()
    return Example(
        words, [FIRST, NEXT, 0, FIRST, 0, ORG, 0], [0] * 7, pairs=[(0, 2, 3, 4, 1), (3, 4, 5, 6, 0)]
    )


def test_pairs_follow_their_names_when_these_grow_or_shrink() -> None:
    pool = {"Person": [["Zed"], ["Maria", "de", "la", "Cruz"]], "Organization": [["Borgo", "Union"]]}
    for seed in range(60):
        new = varied(sentence(), random.Random(seed), pool, swaps=1.0)
        assert len(new.words) == len(new.names) == len(new.descriptions)
        for a, b, c, d, holds in new.pairs:
            assert new.names[a] in (FIRST, ORG)
            assert new.names[c] in (FIRST, ORG)
            assert b == len(new.names) or new.names[b] not in (NEXT, ORG + 1)
            assert d == len(new.names) or new.names[d] not in (NEXT, ORG + 1)
            assert holds == int(new.names[c] == FIRST)


def test_a_pair_turned_round_turns_its_stance_round() -> None:
    truth = [0.0] * len(OUTPUTS)
    truth[0] = 1.0
    turned = swapped(Pair(3, 1, truth, [1.0] * len(OUTPUTS), 1))
    assert (turned.left, turned.right, turned.stance) == (1, 3, 2)
    assert turned.truth.index(1.0) == len(OUTPUTS) // 2 - 2
