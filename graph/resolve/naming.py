"""Chooses what an entity is called: one canonical name, and the aliases by which it may be looked up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from graph.names import fold, words
from graph.resolve.lexicon import lexicon
from graph.resolve.profile import bare_name, is_acronym, is_generic, is_name
from ingest.records import EntityType

_EDGES: Final = " \t\n,;:.\"“”'‘’()[]"
_POSSESSIVE: Final = re.compile(r"['’]s?$")
# A fuller name must not be a slip: it needs this share of the most frequent name's mentions.
_SHARE: Final = 0.1


def canonical_name(type_: EntityType, forms: Counter[str]) -> str:
    """The fullest name in frequent use. ``forms`` are surface forms with their counts; at least one."""
    tidy: Counter[str] = Counter()
    for form, count in forms.items():
        tidy[tidy_name(form, type_)] += count
    spelled: dict[str, Counter[str]] = {}
    for form, count in tidy.items():
        spelled.setdefault(fold(form), Counter())[form] += count
    total = {folded: forms.total() for folded, forms in spelled.items() if folded}
    if not total:
        return min(forms)
    most = max(total.values())
    ranked = sorted(
        total,
        key=lambda name: (
            not _is_full(name, spelled[name], type_),
            total[name] < _SHARE * most,
            -total[name],
            -len(name),
            name,
        ),
    )
    return _best_spelling(spelled[ranked[0]])


def aliases(name: str, forms: Iterable[str], descriptions: Iterable[str]) -> tuple[str, ...]:
    """All other names, and the descriptions that say by themselves who is meant; tidy and sorted."""
    found = {tidy for form in forms if (tidy := _without_possessive(form)) and fold(tidy)}
    found |= {tidy for text in descriptions if (tidy := _without_possessive(text)) and is_specific(tidy)}
    return tuple(sorted(found - {name}))


def tidy_name(surface: str, type_: EntityType) -> str:
    """The surface form as a headline would write the name: no title, no article, no possessive."""
    tokens = _without_possessive(" ".join(surface.split())).split()
    while type_ != "Country" and len(tokens) > 1 and tokens[0].lower() == "the":
        tokens.pop(0)
    if type_ == "Person":
        kept = bare_name(" ".join(tokens), type_).split()
        # Folding splits hyphens and drops marks, so walk from the right until the kept words are covered.
        for start in range(len(tokens)):
            if words(" ".join(tokens[start:]))[: len(kept)] == tuple(kept):
                tokens = tokens[start:]
                break
    return " ".join(tokens).strip(_EDGES) or surface


@lru_cache(maxsize=65_536)
def is_specific(description: str) -> bool:
    """Does the description name someone or something besides posts ("the OAS chief", not "the Secretary")?"""
    table = lexicon()
    tokens = (
        description.split()[1:]
        if description.lower().startswith(("the ", "a ", "an "))
        else description.split()
    )
    telling = [
        t for t in tokens if any(c.isupper() for c in t) and not set(words(t)) <= table.titles | table.kinds
    ]
    return len(tokens) > 1 and bool(telling)


def _is_full(name: str, spelled: Counter[str], type_: EntityType) -> bool:
    if type_ == "Person":
        return " " in name
    if type_ == "Country":
        return True
    return not (all(is_acronym(form) for form in spelled) or is_generic(name)) and any(map(is_name, spelled))


def _best_spelling(spelled: Counter[str]) -> str:
    """Most frequent; then not in capitals; then with its accents."""
    return min(spelled, key=lambda s: (-spelled[s], s.isupper() and len(s) > 5, s.isascii(), s))


def _without_possessive(surface: str) -> str:
    return _POSSESSIVE.sub("", surface.strip(_EDGES)).strip(_EDGES.replace(".", ""))
