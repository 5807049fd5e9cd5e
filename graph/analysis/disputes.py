"""Disputes of an entity: on how many pairs the sources contradict each other about what it did."""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING, Final

from graph.contested import contested_pairs
from graph.stories import voices

if TYPE_CHECKING:
    from graph.records import Corpus
    from ingest.records import Claim

_KEPT: Final = 20
"""Disputes of one entity that are kept as examples: a query for one entity finds all of them."""


def find_disputes(corpus: Corpus) -> dict[str, tuple[int, tuple[str, ...]]]:
    """By subject: how many of its pairs are contested, and the ids of two claims of each, for and against.

    The ids stand in turn, one for and one against: the two most certain claims that contradict each other.
    The disputes with the most claims come first, and at most twenty are kept.
    """
    claims = {claim.id: claim for claim in corpus.claims}
    outlets = voices(corpus.articles)
    found: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for pair in contested_pairs(corpus):
        both = product((claims[one] for one in pair.affirmed), (claims[one] for one in pair.contradicted))
        fit = [(pro, contra) for pro, contra in both if _contradict(pro, contra, outlets)]
        if fit:
            pro, contra = min(
                fit, key=lambda two: (-two[0].confidence - two[1].confidence, two[0].id, two[1].id)
            )
            found[pair.subject].append((-len(pair.affirmed) - len(pair.contradicted), pro.id, contra.id))
    return {
        subject: (len(pairs), tuple(claim for _, *both in sorted(pairs)[:_KEPT] for claim in both))
        for subject, pairs in sorted(found.items())
    }


def _contradict(pro: Claim, contra: Claim, outlets: dict[str, str]) -> bool:
    """Whether the second denies or reverses the first in another voice: another outlet or another speaker."""
    voices = {(outlets[claim.document], claim.attributed_to) for claim in (pro, contra)}
    denied = contra.negated and contra.relation == pro.relation
    return len(voices) == 2 and (denied or (pro.relation == "SUPPORTED" and contra.relation == "OPPOSED"))
