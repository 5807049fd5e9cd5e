"""Joins what the patterns found in a sentence with the trained model's opinions, by measured weights."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.relations.found import Found
    from ingest.relations.reading import Opinion

Key = tuple[str, str, str]
"""Subject's chain, relation, object's chain."""

_EDGE: Final = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """One relation of one sentence with whoever found it, and the probability that it holds."""

    confidence: float
    found: Found | None
    opinion: Opinion | None

    @property
    def key(self) -> Key:
        """Subject, relation, object."""
        return key_of(self.found) if self.found is not None else key_of(self.opinion)

    @property
    def extractor(self) -> str:
        """Who found it: "patterns", "model" or "model+patterns"."""
        names = (("model", self.opinion), ("patterns", self.found))
        return "+".join(name for name, source in names if source is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How far to trust whom. A score is the sum of a bias and of weights times logits."""

    both: tuple[float, float, float]
    """Bias, weight of the model's logit, weight of the patterns' logit."""
    model: tuple[float, float]
    patterns: tuple[float, float, float]
    """Bias, weight of the patterns' logit, weight of the logit of the model's low opinion."""
    thresholds: dict[str, float]
    """By relation: the confidence from which a claim is kept."""
    agreed: float
    """The model's probability from which it counts among those who found a claim."""


def key_of(source: Found | Opinion | None) -> Key:
    """The relation that a finding is about."""
    if source is None:
        raise ValueError("a relation that nobody found has no key")
    return source.subject.entity, source.relation, source.object.entity


@cache
def load_weights() -> Weights:
    """The weights that ship with the package; benchmarks/calibrate.py writes them."""
    raw = tomllib.loads(files("ingest.relations").joinpath("combine.toml").read_text(encoding="utf-8"))
    return Weights(
        both=tuple(raw["weights"]["both"]),
        model=tuple(raw["weights"]["model"]),
        patterns=tuple(raw["weights"]["patterns"]),
        thresholds=dict(raw["thresholds"]),
        agreed=raw["agreed"]["least"],
    )


def logit(probability: float) -> float:
    """The log odds, kept finite at both ends."""
    clipped = min(max(probability, _EDGE), 1 - _EDGE)
    return math.log(clipped / (1 - clipped))


def join(
    found: Iterable[tuple[Found, float]], opinions: Iterable[Opinion], weights: Weights, *, modelled: bool
) -> list[Joined]:
    """Every relation of a sentence that is likely enough, in a fixed order.

    ``found`` pairs the patterns' readings with their measured precision. Without a model
    (``modelled`` false) that precision is the confidence, and every reading is kept. Of a removal and an
    opposition between the same two, only the removal is kept.
    """
    patterns = {key_of(row): (row, precision) for row, precision in found}
    scored = {key_of(opinion): opinion for opinion in opinions}
    joined = [
        _weigh(patterns.get(key), scored.get(key), weights, modelled=modelled)
        for key in sorted(patterns.keys() | scored.keys())
    ]
    kept = {
        row.key: row for row in joined if not modelled or row.confidence >= weights.thresholds[row.key[1]]
    }
    return [
        row
        for (subject, relation, target), row in kept.items()
        if not (relation == "OPPOSED" and _removed(kept.get((subject, "EXPELLED", target)), row))
    ]


def _removed(removal: Joined | None, opposition: Joined) -> bool:
    return removal is not None and (removal.found is not None or removal.confidence >= opposition.confidence)


def _weigh(
    found: tuple[Found, float] | None, opinion: Opinion | None, weights: Weights, *, modelled: bool
) -> Joined:
    chance = opinion.scored.probability if opinion is not None else 0.0
    if found is None:
        bias, slope = weights.model
        return Joined(confidence=_sigmoid(bias + slope * logit(chance)), found=None, opinion=opinion)
    row, precision = found
    if not modelled:
        return Joined(confidence=precision, found=row, opinion=None)
    if chance >= weights.agreed:
        bias, trust, slope = weights.both
        score = bias + trust * logit(chance) + slope * logit(precision)
        return Joined(confidence=_sigmoid(score), found=row, opinion=opinion)
    bias, slope, trust = weights.patterns
    score = bias + slope * logit(precision) + trust * logit(max(chance, 0.02))
    return Joined(confidence=_sigmoid(score), found=row, opinion=None)


def _sigmoid(score: float) -> float:
    return 1 / (1 + math.exp(-score))
