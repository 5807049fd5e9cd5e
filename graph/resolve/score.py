"""Weighs the features of a pair: the probability that both are one entity, with the reasons."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal, TypeAlias, get_args

from graph.records import GraphError
from graph.resolve.features import Rivals, compare, compare_names
from graph.resolve.profile import Profile

Kind: TypeAlias = Literal["Person", "Organization", "Person's part", "Organization's part", "parts"]
BIAS: Final = "bias"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Logistic weights by kind of pair: complete names, a partial name and a complete one, partial names."""

    by_kind: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """``value`` is a probability; ``reason`` names what decided it, the strongest first."""

    value: float
    reason: str


@cache
def weights() -> Weights:
    """The shipped weights, made by ``training/resolve.py``."""
    return parse_weights(files("graph.resolve").joinpath("weights.json").read_text(encoding="utf-8"))


def parse_weights(text: str) -> Weights:
    """Read weights, refusing kinds that are missing and values that are no numbers. Raises GraphError."""
    try:
        table = json.loads(text)
    except json.JSONDecodeError as error:
        raise GraphError(f"weights.json: is not JSON ({error}); run training/resolve.py again.") from error
    found = table.get("weights") if isinstance(table, dict) else None
    if not isinstance(found, dict) or set(found) != set(get_args(Kind)):
        raise GraphError(
            f"weights.json: needs weights for {', '.join(get_args(Kind))}; run training/resolve.py again."
        )
    for kind, values in found.items():
        wrong = [k for k, v in values.items() if not isinstance(v, int | float) or not math.isfinite(v)]
        if wrong or BIAS not in values:
            raise GraphError(
                f"weights.json: {kind} needs a bias and finite numbers; run training/resolve.py again."
            )
    return Weights(by_kind=found)


def kind_of(left: Profile, right: Profile) -> Kind:
    """Which weights a pair takes. Countries without a code are compared as organizations."""
    if left.is_part and right.is_part:
        return "parts"
    if left.is_part or right.is_part:
        return "Person's part" if left.type == "Person" else "Organization's part"
    return "Person" if left.type == "Person" else "Organization"


def score(left: Profile, right: Profile, rivals: Rivals, table: Weights) -> Score:
    """The probability that two profiles are one entity. Symmetric."""
    known = table.by_kind[kind_of(left, right)]
    found = compare(left, right, rivals)
    total = known[BIAS] + sum(known.get(f.feature, 0.0) * f.value for f in found)
    strongest = sorted(found, key=lambda f: (-abs(known.get(f.feature, 0.0) * f.value), f.feature))
    return Score(value=_logistic(total), reason="; ".join(f.reason for f in strongest[:4]))


def may_reach(least: float, left: Profile, right: Profile, table: Weights) -> bool:
    """Can two profiles with complete names have at least that score? Their names decide it for nearly all.

    What context could add at best is counted in, so that no pair is lost; to weigh it costs thrice as much.
    """
    known = table.by_kind[kind_of(left, right)]
    total = known[BIAS] + sum(known.get(f, 0.0) * value for f, value, _ in compare_names(left, right))
    total += _best_of(known, "facts_differ" if left.facts.isdisjoint(right.facts) else "shared_facts")
    total += _best_of(known, "place_differs" if left.places.isdisjoint(right.places) else "shared_place")
    return _logistic(total + _best_of(known, "shared_company", "no_company")) >= least


def _best_of(known: Mapping[str, float], *features: str) -> float:
    """The most that one of these features can add; nothing where all of them speak against."""
    return max(0.0, *(known.get(feature, 0.0) for feature in features))


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, x))))
