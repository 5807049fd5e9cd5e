"""Finds where the sources contradict each other: affirmed by one, denied or reversed by another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graph.edges import counts
from graph.records import Corpus
from graph.stories import voices
from ingest.records import Claim

_REVERSED: Final = {"SUPPORTED": "OPPOSED"}
"""Relations that exclude each other, each pair once: who supports does not, at once, oppose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contested:
    """Two entities on whom the sources disagree: the ids of the claims for and against, sorted.

    ``affirmed`` and ``contradicted`` are told by different outlets, of which those that print copies of one
    article are one, or by different speakers.
    """

    subject: str
    object: str
    affirmed: tuple[str, ...]
    contradicted: tuple[str, ...]


def contested_pairs(corpus: Corpus) -> tuple[Contested, ...]:
    """All pairs of subject and object that are contested, sorted; each pair once, whatever the relation."""
    outlets = voices(corpus.articles)
    by_pair: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in corpus.claims:
        by_pair[claim.subject, claim.object].append(claim)
    found = []
    for subject, object_ in sorted(by_pair):
        sides = [side for side in _sides(by_pair[subject, object_]) if _different_voices(*side, outlets)]
        if sides:
            found.append(
                Contested(
                    subject=subject,
                    object=object_,
                    affirmed=tuple(sorted({claim.id for pro, _ in sides for claim in pro})),
                    contradicted=tuple(sorted({claim.id for _, contra in sides for claim in contra})),
                )
            )
    return tuple(found)


def _sides(claims: Sequence[Claim]) -> Iterator[tuple[list[Claim], list[Claim]]]:
    """Affirming and contradicting claims: a relation against its denial, support against opposition."""
    affirmed: dict[str, list[Claim]] = defaultdict(list)
    denied: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if counts(claim):
            affirmed[claim.relation].append(claim)
        elif claim.negated:
            denied[claim.relation].append(claim)
    for relation, denials in sorted(denied.items()):
        if relation in affirmed:
            yield affirmed[relation], denials
    for relation, opposite in _REVERSED.items():
        if relation in affirmed and opposite in affirmed:
            yield affirmed[relation], affirmed[opposite]


def _different_voices(pro: Sequence[Claim], contra: Sequence[Claim], outlets: dict[str, str]) -> bool:
    """A change of mind told by one outlet in its own voice is a story, no contradiction of sources."""
    voices = {(outlets.get(claim.document, claim.document), claim.attributed_to) for claim in pro}
    return any(
        (outlets.get(claim.document, claim.document), claim.attributed_to) not in voices for claim in contra
    )
