"""Chooses the antecedent of a pronoun: agreement and binding forbid, then a small fitted model weighs the rest."""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from ingest.coreference.pronouns import PRONOUNS, Pronoun, is_bound, is_empty
from ingest.coreference.slots import Slot, role_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ingest.coreference.cluster import Cluster

WINDOW: Final = 4
"""Sentences back that an antecedent is looked for."""


@dataclass(slots=True, kw_only=True)
class Candidate:
    """What a pronoun may mean: the newest slot of one cluster, or an unnamed noun phrase."""

    slot: Slot
    weighed: dict[str, float] = field(default_factory=dict)
    score: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the pronoun stands: sentence, quote (None outside), paragraph, and whose words the quote is."""

    sentence: int
    quote: int | None
    paragraph: int
    speaker: Cluster | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The slot chosen, how likely it is, and the reason that a reader sees."""

    slot: Slot
    score: float
    reason: str


def choose(token: Token, place: Place, history: list[Slot], counts: Counter[int]) -> Choice | None:
    """The antecedent, or None where nothing agrees or the best is not likely enough. It may be unnamed."""
    choice = pick(PRONOUNS[token.lower_].group, candidates(token, place, history, counts))
    if choice is None:
        return None
    where = _where(place.sentence - choice.slot.sentence)
    return Choice(slot=choice.slot, score=choice.score, reason=f"pronoun: {choice.slot.role} {where}")


def pick(group: str, found: list[Candidate]) -> Choice | None:
    """The likeliest candidate by the model of that group, or None where it is not likely enough."""
    if not found:
        return None
    model = _models()[group]
    for candidate in found:
        candidate.score = sum(model.get(name, 0.0) * value for name, value in candidate.weighed.items())
    top = max(found, key=lambda c: (c.score, c.slot.token))
    odds = sum(math.exp(c.score - top.score) for c in found) + math.exp(model["nobody"] - top.score)
    return None if 1 / odds < model["enough"] else Choice(slot=top.slot, score=1 / odds, reason=group)


def candidates(token: Token, place: Place, history: list[Slot], counts: Counter[int]) -> list[Candidate]:
    """Everything the pronoun may mean, the newest first, with what is weighed for and against each."""
    pronoun = PRONOUNS[token.lower_]
    if token.lower_ == "it" and is_empty(token):
        return []
    role = role_of(token)
    governors = governors_of(token)
    found: dict[int, Candidate] = {}
    forbidden: set[int] = set()
    for slot in reversed(history):
        if place.sentence - slot.sentence > WINDOW:
            break
        key = id(slot.cluster) if slot.cluster is not None else -slot.token
        if key in forbidden or not _agrees(pronoun, slot, place):
            continue
        if is_bound(token, pronoun, slot):
            forbidden.add(key)
            found.pop(key, None)
        elif key in found:
            _see_again(found[key], slot, place)
        else:
            weighed = _weigh(slot, place, role, governors, pronoun, counts)
            weighed[f"rank_{min(len(found), 3)}"] = 1.0
            found[key] = Candidate(slot=slot, weighed=weighed)
    _compare(list(found.values()))
    return list(found.values())


def _compare(found: list[Candidate]) -> None:
    """What shows only beside the other candidates: who is alone, and who is most spoken of."""
    named = [c for c in found if c.slot.cluster is not None]
    if len(named) == 1:
        named[0].weighed["only_named"] = 1.0
    if len(found) == 1:
        found[0].weighed["alone"] = 1.0
    weigh_shares(named)


def weigh_shares(named: list[Candidate]) -> None:
    """How often the article speaks of each, beside the one that it speaks of most."""
    mentions = [len(c.slot.cluster.mentions) if c.slot.cluster is not None else 0 for c in named]
    for candidate, count in zip(named, mentions, strict=True):
        candidate.weighed["share"] = count / max(mentions)


def _agrees(pronoun: Pronoun, slot: Slot, place: Place) -> bool:
    """The same kind, number and gender, and not who speaks: nobody calls himself "he"."""
    if slot.cluster is not None and slot.cluster is place.speaker and place.quote is not None:
        return False
    if pronoun.plural:
        if not slot.plural and (slot.cluster is None or slot.animate):
            return False
    elif pronoun.animate != slot.animate or (slot.plural and slot.cluster is None):
        return False
    gender = slot.cluster.gender if slot.cluster is not None else slot.gender
    return not (pronoun.gender and gender and gender != pronoun.gender)


def _weigh(
    slot: Slot, place: Place, role: str, governors: list[int], pronoun: Pronoun, counts: Counter[int]
) -> dict[str, float]:
    away = place.sentence - slot.sentence
    weighed = {
        f"away_{recent(away)}": 1.0,
        slot.role: 1.0,
        f"{role}_{slot.role}_{min(away, 1)}": 1.0,
        slot.kind: 1.0,
        f"{slot.kind}_{slot.role}_{min(away, 2)}": 1.0,
    }
    gender = slot.cluster.gender if slot.cluster is not None else slot.gender
    if pronoun.gender:
        weighed["gender_known" if gender else "gender_unknown"] = 1.0
    if slot.cluster is not None:
        weighed["so_far"] = math.log1p(counts[id(slot.cluster)])
        weighed["overall"] = math.log1p(len(slot.cluster.mentions))
        weighed[slot.cluster.type] = 1.0
        if pronoun.plural and slot.plural:
            weighed["plural"] = 1.0
    if slot.role == "subject" and slot.head in governors:
        weighed["governs" if slot.head != governors[0] else "own_clause"] = 1.0
    if place.quote is not None:
        weighed["same_quote" if slot.quote == place.quote else "out_of_quote"] = 1.0
    elif slot.quote is not None:
        weighed["in_quote"] = 1.0
    if slot.paragraph != place.paragraph:
        weighed["other_paragraph"] = 1.0
    if slot.first:
        weighed["first"] = 1.0
    return weighed


def recent(away: int) -> str:
    """A distance in sentences as one of six."""
    return str(away) if away < 3 else "3_4" if away < 5 else "5_8" if away < 9 else "far"


def _see_again(candidate: Candidate, slot: Slot, place: Place) -> None:
    """An older mention of a candidate adds to its weight."""
    away = place.sentence - slot.sentence
    if slot.role == "subject" and away <= 1:
        candidate.weighed["also_subject"] = 1.0
    if away == 1:
        candidate.weighed["also_before"] = 1.0


def governors_of(token: Token) -> list[int]:
    """The verbs over the pronoun, nearest first."""
    found: list[int] = []
    while token.head.i != token.i and len(found) < 4:
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            found.append(token.i)
    return found


def _where(away: int) -> str:
    return {0: "of the same sentence", 1: "of the sentence before"}.get(away, f"{away} sentences before")


@cache
def _models() -> dict[str, dict[str, float]]:
    text = files("ingest.coreference").joinpath("antecedents.toml").read_text(encoding="utf-8")
    return {
        group: {k: float(v) for k, v in weights.items()} for group, weights in tomllib.loads(text).items()
    }
