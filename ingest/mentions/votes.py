"""Gives each name one type over the whole article: every mention votes, with what stands around it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ingest.gazetteer import fold
from ingest.mentions.first_names import gender_of
from ingest.mentions.lexicon import lexicon
from ingest.mentions.spans import Span

if TYPE_CHECKING:
    from ingest.records import EntityType

_BEFORE: Final = re.compile(r"([\w'’-]+\.?)\s+$")
_PERSON_AFTER: Final = re.compile(r",? (?:who|said|says|told|whose|himself|herself|tweeted|\d\d,)\b")
_ACRONYM: Final = re.compile(r"[A-Z][A-Z.&-]+$")


def settle(text: str, spans: list[Span]) -> list[Span]:
    """The names with the type that wins in the article; a surname goes with the full name it is part of."""
    votes: dict[str, dict[EntityType, float]] = defaultdict(lambda: {"Person": 0.0, "Organization": 0.0})
    surnames, firsts = _full_names(text, spans)
    keys = []
    for span in spans:
        name = fold(text[span.start : span.end])
        keys.append(surnames.get(name) or firsts.get(name) or name)
        if span.kind == "name" and span.type != "Country":
            votes[keys[-1]][span.type] += span.score
            if name in surnames:
                votes[keys[-1]]["Person"] += 1.0  # it is the surname of somebody named in full
            for type_, weight in _evidence(text, span, name):
                votes[keys[-1]][type_] += weight
    return [
        replace(span, type=_winner(votes[key])) if span.kind == "name" and span.type != "Country" else span
        for span, key in zip(spans, keys, strict=True)
    ]


def _winner(votes: dict[EntityType, float]) -> EntityType:
    return "Person" if votes["Person"] > votes["Organization"] else "Organization"


def _full_names(text: str, spans: list[Span]) -> tuple[dict[str, str], dict[str, str]]:
    """From a surname to the one full name of a person that ends in it; from a first word to the one organization."""
    persons: dict[str, set[str]] = defaultdict(set)
    bodies: dict[str, set[str]] = defaultdict(set)
    for span in spans:
        name = fold(text[span.start : span.end])
        words = name.split()
        if span.kind != "name" or len(words) < 2:
            continue
        if span.type == "Person" or (len(words) <= 4 and gender_of(words[0]) is not None):
            persons[words[-1]].add(name)
        elif span.origin != "named by head" and words[0].lower() not in lexicon().organization_nouns:
            bodies[words[0]].add(name)
    surnames = {word: min(names) for word, names in persons.items() if len(names) == 1}
    firsts = {word: min(names) for word, names in bodies.items() if len(names) == 1 and word not in persons}
    return surnames, firsts


def _evidence(text: str, span: Span, name: str) -> list[tuple[EntityType, float]]:
    found: list[tuple[EntityType, float]] = []
    words = name.split()
    lexical = lexicon()
    low = [w.strip(".,'").lower() for w in words]
    if name in lexical.canonical or name in lexical.members:
        found.append(("Organization", 9.0))
    if any(w in lexical.organization_nouns for w in low) or (len(low) > 1 and low[-1] in lexical.legal):
        found.append(("Organization", 2.0))
    if len(low) > 1 and low[-1] in lexical.business:
        found.append(("Organization", 9.0))
    if _ACRONYM.match(name) and len(name) <= 6 and len(words) == 1:
        found.append(("Organization", 1.0))
    if 2 <= len(words) <= 4 and gender_of(words[0]) is not None and "of" not in low:
        found.append(("Person", 0.6))
    before = _BEFORE.search(text, max(0, span.start - 20), span.start)
    if before:
        word = before.group(1).lower()
        if word.rstrip(".") in lexical.titles and text[before.start() : before.start() + 1].isupper():
            found.append(("Person", 1.5))
        elif word in ("the", "a"):
            found.append(("Organization", 0.7))
    if _PERSON_AFTER.match(text, span.end):
        found.append(("Person", 0.5))
    return found
