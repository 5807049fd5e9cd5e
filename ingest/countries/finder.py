"""Finds the countries that a text names, by name, nationality, people or capital."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from ingest.countries.table import Country, Form, read_pitfalls, read_states
from ingest.gazetteer import Gazetteer, fold

_STATE_WORDS: Final = re.compile(
    r"(?i)^(?:the )?(?:government|state|republic|kingdom|authorities) of (?:the )?"
    r"|['’]s?$|['’]s?(?= government| authorities| regime)"
    r"| (?:government|authorities|state|regime|officials)$|^the "
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """Characters ``start`` to ``end`` that name a country, or could: a capital is mostly just a city."""

    start: int
    end: int
    country: Country
    form: Form


def lookup(text: str) -> Country | None:
    """The country that the whole of ``text`` names, or None.

    Takes names, abbreviations, nationalities, peoples and capitals, in any accents, with an article, a
    possessive or "government" around them: "the Mexican government", "Tehran" and "U.S." all answer.
    """
    known = _gazetteer().known
    text = fold(text.strip())
    while text:
        if entry := known.get(text):
            return entry[1]
        shorter = _STATE_WORDS.sub("", text).strip()
        if shorter == text:
            return None
        text = shorter
    return None


def find(text: str) -> list[Sighting]:
    """Everything in ``text`` that names a country, left to right, the longest form at each place.

    Left out is what only looks like one: newspapers, seas, treaties, US states, persons of that name.
    """
    folded = fold(text)
    blocked = [m.span() for pitfall in read_pitfalls() for m in pitfall.pattern.finditer(folded)]
    return [
        Sighting(start=start, end=end, country=country, form=form)
        for start, end, (form, country) in _gazetteer().find(folded)
        if not any(start < stop and begin < end for begin, stop in blocked)
    ]


@cache
def _gazetteer() -> Gazetteer[tuple[Form, Country]]:
    """All forms, those of headlines in capitals too; where two countries share one, the first kind of form."""
    known: dict[str, tuple[Form, Country]] = {}
    for form, kind, country in read_states():
        for variant in (form, form if form == "The Hague" else form.removeprefix("The ")):
            known.setdefault(variant, (kind, country))
            if len(form) > 3 and not form.isupper():
                known.setdefault(fold(variant).upper(), (kind, country))
    return Gazetteer(known)
