"""Compares two profiles: each feature is a value between 0 and 1 with the reason for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

from rapidfuzz.distance import JaroWinkler
from rapidfuzz.fuzz import token_sort_ratio

from graph.resolve.lexicon import lexicon
from graph.resolve.profile import Profile
from ingest.initials import initials_differ


@dataclass(frozen=True, slots=True, kw_only=True)
class Rivals:
    """How many entities a partial name could mean, and which share of their chains the one at hand has."""

    count: int = 1
    share: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One feature of a pair that is not zero."""

    feature: str
    value: float
    reason: str


Relation: TypeAlias = tuple[str, float, str]
"""Feature, value and reason."""

NOTHING: Final = ("", 0.0, "")
# Names of one entity beyond these are rare spellings, and every pair of names costs time.
_NAMES: Final = 4


def compare(left: Profile, right: Profile, rivals: Rivals) -> list[Found]:
    """All features of a pair that are not zero, names before context. Symmetric in left and right."""
    return [Found(feature=f, value=v, reason=r) for f, v, r in _relations(left, right, rivals) if v]


def _relations(left: Profile, right: Profile, rivals: Rivals) -> Iterator[Relation]:
    yield from compare_names(left, right)
    if left.is_part or right.is_part:
        yield _compare_rivals(rivals)
    yield _compare_facts(left, right)
    yield _compare_places(left, right)
    yield _compare_company(left, right)
    if left.type != right.type:
        yield "type_differs", 1.0, f"{left.type} against {right.type}"


def compare_names(left: Profile, right: Profile) -> Iterator[Relation]:
    """What the names of a pair say, before its context."""
    if shared := sorted(left.parts & right.parts):
        yield "shared_part", 1.0, f"both are called '{shared[0]}'"
    relate = _relate_persons if left.type == "Person" else _relate_organizations
    if left.is_part and right.is_part:
        return
    if left.is_part or right.is_part:
        whole, part = (right, left) if left.is_part else (left, right)
        yield _best(relate_part(p, name) for p in sorted(part.parts) for name in whole.names[:_NAMES])
        return
    yield _best(relate(*sorted((a, b))) for a in left.names[:_NAMES] for b in right.names[:_NAMES])


def _best(relations: Iterator[Relation]) -> Relation:
    """The relation that speaks most for one entity; a conflict counts only where nothing else is found."""
    return max(relations, key=lambda found: (_RANK.index(found[0]), found[1], found[2]), default=NOTHING)


@lru_cache(maxsize=131_072)
def _relate_persons(left: str, right: str) -> Relation:
    if left == right:
        return "same_name", 1.0, f"same name '{left}'"
    a, b = left.split(), right.split()
    inner = {a[-1], b[-1]} & (set(a[1:]) & set(b[1:]))
    if inner or JaroWinkler.similarity(a[-1], b[-1]) >= 0.92:
        return _relate_bearers(left, right, same_surname=bool(inner) or a[-1] == b[-1])
    alike = token_sort_ratio(left, right) / 100
    return ("spelling", alike, f"'{left}' is spelled like '{right}'") if alike >= 0.9 else NOTHING


def _relate_bearers(left: str, right: str, *, same_surname: bool) -> Relation:
    """Two names with one surname, or with surnames spelled alike: what do the rest of them say?"""
    a, b = left.split(), right.split()
    given = relate_given(a[0], b[0])
    if given == "differs" and not (a[0] in b or b[0] in a):
        return "given_differs", 1.0, f"first names '{a[0]}' and '{b[0]}' differ"
    if a[-1] == b[-1] and initials_differ(a[1:-1], b[1:-1]):
        return "given_differs", 1.0, f"the initials of '{left}' and '{right}' differ"
    if set(a) <= set(b) or set(b) <= set(a):
        return "longer_name", 1.0, f"'{max(left, right, key=len)}' holds '{min(left, right, key=len)}'"
    if given == "differs":
        return NOTHING
    if not same_surname:
        alike = JaroWinkler.similarity(a[-1], b[-1])
        return "spelling", alike, f"'{left}' is spelled like '{right}'"
    return given, 1.0, f"'{left}' can be written '{right}'"


@lru_cache(maxsize=65_536)
def relate_given(left: str, right: str) -> str:
    """How two given names go together: "given_same", "nickname", "initial", "given_alike" or "differs"."""
    if left == right:
        return "given_same"
    if left[0] == right[0] and 1 in (len(left), len(right)):
        return "initial"
    if right in lexicon().nicknames.get(left, ()):
        return "nickname"
    return "given_alike" if JaroWinkler.similarity(left, right) >= 0.9 else "differs"


@lru_cache(maxsize=131_072)
def relate_part(part: str, name: str) -> Relation:
    """A surname, first name, acronym or bare kind ("senate") against a complete name."""
    tokens = name.split()
    if part == tokens[-1] and len(tokens) > 1:
        return "last_word", 1.0, f"'{part}' is the last word of '{name}'"
    if part in initials(name):
        # Two letters are many things, four are hardly ever another.
        return "acronym", min(1.0, (len(part) - 1) / 3), f"'{part}' are the initials of '{name}'"
    if len(part.split()) > 1 and set(part.split()) < set(tokens):
        return "some_words", 1.0, f"'{part}' is part of '{name}'"
    if part == tokens[0]:
        return "first_word", 1.0, f"'{part}' is the first word of '{name}'"
    if part in tokens:
        return "inner_word", 1.0, f"'{part}' is a word of '{name}'"
    return NOTHING


@lru_cache(maxsize=65_536)
def initials(name: str) -> frozenset[str]:
    """The acronyms that a folded name can have: with and without its joints; none for a single word."""
    tokens, joints = name.split(), lexicon().joints
    telling = [t for t in tokens if t not in joints]
    if len(telling) < 2:
        return frozenset()
    whole, short = "".join(t[0] for t in tokens), "".join(t[0] for t in telling)
    return frozenset((whole, short))


@lru_cache(maxsize=131_072)
def _relate_organizations(left: str, right: str) -> Relation:
    if left == right:
        return "same_name", 1.0, f"same name '{left}'"
    joints = lexicon().joints
    a, b = set(left.split()) - joints, set(right.split()) - joints
    if a == b or left.replace(" ", "") == right.replace(" ", ""):
        return "same_words", 1.0, f"'{left}' and '{right}' are made of the same words"
    if a < b or b < a:
        more, extra = max(left, right, key=len), " ".join(sorted(a ^ b))
        feature = "kind_added" if (a ^ b) <= lexicon().kinds else "longer_name"
        return feature, 1.0, f"'{more}' has '{extra}' more than '{min(left, right, key=len)}'"
    alike = token_sort_ratio(left, right) / 100
    if alike >= 0.88 and _is_misspelling(a - b, b - a):
        return "spelling", alike, f"'{left}' is spelled like '{right}'"
    return "words_differ", 1.0, f"'{left}' and '{right}' each have words of their own"


def _is_misspelling(left: set[str], right: set[str]) -> bool:
    return len(left) == len(right) and all(
        any(JaroWinkler.similarity(a, b) >= 0.88 and a.isalpha() and b.isalpha() for b in right) for a in left
    )


def compare_persons(left: str, right: str) -> str:
    """The feature that relates two complete names of persons; empty where none does."""
    return _relate_persons(*sorted((left, right)))[0]


def _compare_rivals(rivals: Rivals) -> Relation:
    if rivals.count < 2:
        return "only_candidate", 1.0, "no one else of that name in the articles"
    return "rivals", 1.0 - rivals.share, f"{rivals.count - 1} others could be meant"


def _compare_facts(left: Profile, right: Profile) -> Relation:
    shared = left.facts & right.facts
    if shared:
        told = "', '".join(sorted(shared, key=lambda f: (-len(f), f))[:3])
        return "shared_facts", min(1.0, len(shared) / 3), f"both are tied to '{told}'"
    if left.facts and right.facts:
        value = min(1.0, min(len(left.facts), len(right.facts)) / 4)
        return "facts_differ", value, f"{_tell(left.facts)} against {_tell(right.facts)}"
    return NOTHING


def _tell(facts: frozenset[str]) -> str:
    return "'" + " ".join(sorted(facts, key=lambda f: (-len(f), f))[:2]) + "'"


def _compare_places(left: Profile, right: Profile) -> Relation:
    if left.places & right.places:
        return "shared_place", 1.0, f"both of {min(left.places & right.places)}"
    if left.places and right.places:
        return "place_differs", 1.0, f"{min(left.places)} against {min(right.places)}"
    return NOTHING


def _compare_company(left: Profile, right: Profile) -> Relation:
    small, large = sorted((left.company, right.company), key=len)
    if not small:
        return NOTHING
    own = left.own | right.own
    shared = [key for key in small if key in large and key not in own]
    if not shared:
        return "no_company", 1.0, "named in different company"
    weight = sum(small[key] for key in shared)
    told = ", ".join(sorted(shared, key=lambda k: (-small[k], k))[:3])
    return "shared_company", min(1.0, weight / 12), f"named beside {told}"


_RANK: Final = (
    "", "words_differ", "given_differs", "inner_word", "first_word", "some_words", "spelling",
    "given_alike", "initial", "longer_name", "kind_added", "nickname", "acronym", "last_word",
    "given_same", "same_words", "same_name",
)  # fmt: skip
