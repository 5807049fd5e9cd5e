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
_EDGES_BUT_POINTS: Final = _EDGES.replace(".", "")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_ODD: Final = re.compile(r"[“”\"()\[\]{}<>|;:?!]|[a-z]{3}\. ")
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
            not _is_clean(spelled[name]),
            -total[name],
            -len(name),
            name,
        ),
    )
    best = ranked[0]
    if type_ == "Organization" and " " not in best:
        # "Brandt" is short for "Brandt administration" where both are in use.
        fuller = (
            n for n in ranked if best in n.split() and len(n.split()) > 1 and 4 * total[n] >= total[best]
        )
        best = next(fuller, best)
    return _best_spelling(spelled[best])


def aliases(name: str, forms: Iterable[str], descriptions: Iterable[str]) -> tuple[str, ...]:
    """All other names, and the descriptions that say by themselves who is meant; tidy and sorted."""
    found = {tidy for form in forms if (tidy := _without_possessive(form)) and _is_whole(tidy)}
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
    return " ".join(tokens) or surface


@lru_cache(maxsize=65_536)
def is_specific(description: str) -> bool:
    """Does the description name someone or something besides posts ("the URS chief", not "the Secretary")?"""
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


def _is_whole(alias: str) -> bool:
    """Has letters, and does not break off: "Government of" is a slip of the reader."""
    return bool(fold(alias)) and words(alias)[-1] not in lexicon().joints


def _is_full(name: str, spelled: Counter[str], type_: EntityType) -> bool:
    if type_ == "Person":
        return " " in name
    if type_ == "Country":
        return True
    if all(is_acronym(form) for form in spelled) or is_generic(name):
        return False
    return any(is_name(form) or _is_called_by_kind(form) for form in spelled)


def _is_called_by_kind(form: str) -> bool:
    """ "Marrek campaign": named, though the word that says what it is stands in small letters."""
    first, *_, last = form.split() * 2
    return first != last and first[0].isupper() and fold(last) in lexicon().kinds


def _is_clean(spelled: Counter[str]) -> bool:
    """Some spelling has no remains of a quotation or of an editor's bracket, nor a sentence's end, inside."""
    return any(not _ODD.search(form) for form in spelled)


def _best_spelling(spelled: Counter[str]) -> str:
    """Most frequent; then not in capitals; then with its accents."""
    return min(spelled, key=lambda s: (-spelled[s], s.isupper() and len(s) > 5, s.isascii(), s))


def _without_possessive(surface: str) -> str:
    tidy = _POSSESSIVE.sub("", surface.strip(_EDGES_BUT_POINTS)).strip(_EDGES_BUT_POINTS)
    # The point of "U.S." is part of it, that of "Sorrel." ended a sentence.
    return tidy if "." in tidy[:-1] and is_acronym(tidy) else tidy.strip(".")
