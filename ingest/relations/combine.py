"""Joins what the patterns found in a sentence with the trained model's opinions, by measured weights."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ingest.records import Mention
    from ingest.relations.found import Found
    from ingest.relations.reading import Opinion

Key = tuple[str, str, str]
"""Subject's chain, relation, object's chain."""

LEAST: Final = 0.02
"""The chance that a relation gets of which the model says nothing, since its floor is 0.05."""
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
    """How far to trust whom. A confidence is the logistic function of the sum of weights times features."""

    features: Mapping[str, float]
    """Weight by the name of the feature, as ``features_of`` gives them."""
    thresholds: Mapping[str, float]
    """By relation: the confidence from which a claim is kept."""
    agreed: float
    """The model's probability from which it counts among those who found a claim."""
    unseconded: float
    """The confidence that a claim needs which patterns alone have found."""
    wordless: float
    """The confidence that a claim needs for which no word of the sentence stands."""


def key_of(source: Found | Opinion | None) -> Key:
    """The relation that a finding is about."""
    if source is None:
        raise ValueError("a relation that nobody found has no key")
    return source.subject.entity, source.relation, source.object.entity


@cache
def load_weights() -> Weights:
    """The weights that ship with the package; benchmarks/calibrate.py writes them."""
    raw = tomllib.loads(files("ingest.relations").joinpath("combine.toml").read_text(encoding="utf-8"))
    return Weights(features=dict(raw["weights"]), thresholds=dict(raw["thresholds"]), **raw["least"])


def features_of(
    chance: float, precision: float | None, relation: str, sides: tuple[Mention, Mention], agreed: float
) -> dict[str, float]:
    """What speaks for a relation: the model's chance (0: below its floor), the patterns' precision, who is named.

    A pronoun or a description may be resolved wrongly, and a pattern that the model does not believe has
    been misled, so that each has a weight of its own.
    """
    found = {"bias": 1.0, "model": logit(max(chance, LEAST)), relation: 1.0}
    for side in sides:
        if side.kind != "name":
            found[side.kind] = found.get(side.kind, 0.0) + 1.0
    if precision is not None:
        believed = chance >= agreed
        found["patterns agree" if believed else "patterns alone"] = 1.0
        found["precision"] = logit(precision)
        if not believed:
            found["doubted"] = logit(max(chance, LEAST))
    return found


def confidence_of(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The probability that the relation holds; a feature without a weight counts for nothing."""
    return _sigmoid(sum(weights.get(name, 0.0) * value for name, value in features.items()))


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
    kept = {row.key: row for row in joined if not modelled or _is_likely(row, weights)}
    return [
        row
        for (subject, relation, target), row in kept.items()
        if not (relation == "OPPOSED" and _removed(kept.get((subject, "EXPELLED", target)), row))
    ]


def _is_likely(row: Joined, weights: Weights) -> bool:
    least = weights.thresholds[row.key[1]]
    return row.confidence >= (least if row.opinion is not None else max(least, weights.unseconded))


def _removed(removal: Joined | None, opposition: Joined) -> bool:
    return removal is not None and (removal.found is not None or removal.confidence >= opposition.confidence)


def _weigh(
    found: tuple[Found, float] | None, opinion: Opinion | None, weights: Weights, *, modelled: bool
) -> Joined:
    row, precision = found if found is not None else (None, None)
    if not modelled and precision is not None:
        return Joined(confidence=precision, found=row, opinion=None)
    chance = opinion.scored.probability if opinion is not None else 0.0
    source = row or opinion
    assert source is not None
    features = features_of(
        chance, precision, source.relation, (source.subject, source.object), weights.agreed
    )
    heard = opinion if row is None or chance >= weights.agreed else None
    return Joined(confidence=confidence_of(features, weights.features), found=row, opinion=heard)


def _sigmoid(score: float) -> float:
    return 1 / (1 + math.exp(-score))
