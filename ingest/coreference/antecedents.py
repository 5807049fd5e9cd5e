"""Chooses the antecedent of a pronoun: agreement and binding forbid, then salience is weighed in points."""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from ingest.coreference.slots import Slot, role_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ingest.coreference.quotes import Quotes
    from ingest.mentions.lexicon import Gender


@dataclass(frozen=True, slots=True, kw_only=True)
class Pronoun:
    """What a pronoun says of its antecedent."""

    gender: Gender
    animate: bool
    plural: bool
    reflexive: bool = False


_HE: Final = Pronoun(gender="m", animate=True, plural=False)
_SHE: Final = Pronoun(gender="f", animate=True, plural=False)
_IT: Final = Pronoun(gender="", animate=False, plural=False)
_THEY: Final = Pronoun(gender="", animate=True, plural=True)
PRONOUNS: Final[dict[str, Pronoun]] = {
    **dict.fromkeys(("he", "him", "his"), _HE),
    **dict.fromkeys(("she", "her", "hers"), _SHE),
    **dict.fromkeys(("it", "its"), _IT),
    **dict.fromkeys(("they", "them", "their", "theirs"), _THEY),
    "himself": Pronoun(gender="m", animate=True, plural=False, reflexive=True),
    "herself": Pronoun(gender="f", animate=True, plural=False, reflexive=True),
    "itself": Pronoun(gender="", animate=False, plural=False, reflexive=True),
}
_WEATHER: Final = frozenset("rain snow seem appear happen turn matter take".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The slot chosen, with the reason that a reader sees."""

    slot: Slot
    reason: str


def best(
    token: Token, sentence: int, history: list[Slot], counts: Counter[int], quotes: Quotes
) -> Choice | None:
    """The antecedent, or None where nothing agrees or two are nearly as likely. It may be unnamed."""
    pronoun = PRONOUNS[token.lower_]
    if token.lower_ == "it" and _is_empty(token):
        return None
    weights, limits = _settings()
    scored: dict[int, tuple[float, Slot]] = {}
    role = role_of(token)
    nearest = True
    for slot in reversed(history):
        away = sentence - slot.sentence
        if away > limits["sentences"]:
            break
        if not _may_be(token, pronoun, slot, quotes):
            continue
        key = id(slot.cluster) if slot.cluster is not None else -slot.token
        points = sum(
            weights[f] * v for f, v in features(slot, away, role, pronoun, counts, nearest=nearest).items()
        )
        nearest = False
        if key not in scored or points > scored[key][0]:
            scored[key] = (points, slot)
    if not scored:
        return None
    ranked = sorted(scored.values(), key=lambda entry: (-entry[0], -entry[1].token))
    if ranked[0][0] < limits["enough"] or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < limits["ahead"]):
        return None
    slot = ranked[0][1]
    return Choice(slot=slot, reason=f"pronoun: {slot.role} {_where(sentence - slot.sentence)}")


def features(
    slot: Slot, away: int, role: str, pronoun: Pronoun, counts: Counter[int], *, nearest: bool
) -> dict[str, float]:
    """What is weighed, by name of the weight."""
    known = counts[id(slot.cluster)] if slot.cluster is not None else 0
    return {
        "sentence": float(away),
        "same_sentence": float(away == 0),
        slot.role: 1.0,
        "parallel": float(slot.role == role),
        "gender_known": float(bool(pronoun.gender) and slot.gender == pronoun.gender),
        "count": math.log1p(known),
        "pronoun": float(slot.kind == "pronoun"),
        "name": float(slot.kind == "name"),
        "nearest": float(nearest),
        "unnamed": float(slot.cluster is None),
    }


def _may_be(token: Token, pronoun: Pronoun, slot: Slot, quotes: Quotes) -> bool:
    """Agreement in kind, number and gender, and no antecedent in the pronoun's own clause unless reflexive."""
    if pronoun.plural:
        if not slot.plural and not (slot.cluster is not None and slot.cluster.type == "Organization"):
            return False
    elif pronoun.animate != slot.animate or slot.plural:
        return False
    if pronoun.gender and slot.gender and slot.gender != pronoun.gender:
        return False
    return not _bound(token, pronoun, slot)


def _bound(token: Token, pronoun: Pronoun, slot: Slot) -> bool:
    """ "Ortega praised him": him is not Ortega. "Ortega praised himself": nobody else."""
    if token.dep_ == "poss" or pronoun.reflexive:
        return False
    head = token.head
    if token.dep_ == "pobj":
        head = head.head
    return slot.head == head.i and slot.role in ("subject", "object")


def _is_empty(token: Token) -> bool:
    """ "It is clear that", "it seems": nobody is meant."""
    head = token.head
    if token.dep_ == "expl":
        return True
    if token.dep_ not in ("nsubj", "nsubjpass"):
        return False
    if head.lemma_ in _WEATHER:
        return True
    return (
        head.lemma_ == "be"
        and any(c.dep_ in ("acomp", "attr", "ccomp", "advcl") for c in head.children)
        and any(
            g.dep_ in ("ccomp", "csubj", "xcomp", "advcl", "relcl", "acl")
            for c in head.children
            for g in (c, *c.children)
        )
    )


def _where(away: int) -> str:
    return {0: "of the same sentence", 1: "of the sentence before"}.get(away, f"{away} sentences before")


@cache
def _settings() -> tuple[dict[str, float], dict[str, float]]:
    data = tomllib.loads(files("ingest.coreference").joinpath("pronouns.toml").read_text(encoding="utf-8"))
    return {k: float(v) for k, v in data["weights"].items()}, {k: float(v) for k, v in data["limits"].items()}
