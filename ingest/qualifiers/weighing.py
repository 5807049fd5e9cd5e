"""Joins what the rules say of a claim's negation and modality with the trained model's opinion."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, Protocol

from ingest.qualifiers.lexicon import LexiconError

if TYPE_CHECKING:
    from collections.abc import Mapping

QUALIFIERS: Final = ("negated", "hypothetical", "reported")


class QualifierScores(Protocol):
    """How probable the model holds it that a claim, if it is one, is denied, planned or hearsay."""

    @property
    def negated(self) -> float:
        """That the text says that the relation does not hold."""

    @property
    def hypothetical(self) -> float:
        """That it is planned, wished or supposed."""

    @property
    def reported(self) -> float:
        """That it is hearsay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """The model's probability from which a qualifier holds: where a rule says so too, and where none does."""

    backed: float
    alone: float


@cache
def load_bars() -> dict[str, Bars]:
    """The bars that ship with the package, by qualifier; benchmarks/qualify.py writes them."""
    return parse_bars(files("ingest.qualifiers").joinpath("weighing.toml").read_text(encoding="utf-8"))


def parse_bars(text: str) -> dict[str, Bars]:
    """The bars of a table.

    Raises:
        LexiconError: a qualifier is missing or unknown, or its bars are not ``backed`` up to ``alone``.
    """
    table = tomllib.loads(text)
    if set(table) != set(QUALIFIERS) or any(set(row) != {"backed", "alone"} for row in table.values()):
        raise LexiconError(f"weighing.toml needs backed and alone for each of {', '.join(QUALIFIERS)}")
    if wrong := [name for name, row in table.items() if not 0 <= row["backed"] <= row["alone"]]:
        raise LexiconError(
            f"weighing.toml: {wrong[0]} holds with a rule from a lower probability than without"
        )
    return {name: Bars(**row) for name, row in table.items()}


def holds(qualifier: str, opinion: QualifierScores | None, bars: Mapping[str, Bars], *, ruled: bool) -> bool:
    """Whether a qualifier holds, given whether a rule says so; without an opinion the rule decides."""
    if opinion is None:
        return ruled
    probability: float = getattr(opinion, qualifier)
    return probability >= (bars[qualifier].backed if ruled else bars[qualifier].alone)
