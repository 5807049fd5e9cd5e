"""Bylines and datelines: who wrote, for whom and on which day, as the first lines of an article say."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from ingest.records import IngestError

SEARCHED: Final = 8
"""Paragraphs below the title in which a byline stands, if there is one."""

LONGEST_LINE: Final = 300
"""Characters of a line that are looked at: bylines are short, paragraphs may be megabytes."""

_KEYS: Final = frozenset({"id", "pattern", "match", "expect", "reject"})
_CAPITAL: Final = r"[^\W\d_a-z]"
_PARTICLE: Final = r"(?:de|da|das|do|dos|del|della|di|du|la|le|van|von|der|den|bin|al|el|y)"
_NAME: Final = rf"{_CAPITAL}[\w.'’-]*(?: (?:{_CAPITAL}[\w.'’-]*|{_PARTICLE}))* {_CAPITAL}[\w.'’-]*"
_WORD: Final = rf"(?:{_CAPITAL}|\d)[\w.&'’°-]*"
_MONTH: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_PLACEHOLDERS: Final = {
    "{NAMES}": rf"{_NAME}(?:, {_NAME})*(?:,? (?:and|&) {_NAME})?",
    "{OUTLET}": rf"{_WORD}(?: (?:{_WORD}|of|the|for|and|on|de|del|la|&))*",
    "{DATE}": (
        rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|"
        rf"\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH},? \d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}|{_MONTH} \d{{4}})"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """What a line says of an article's origin, as it is written there; empty where it says nothing."""

    outlet: str = ""
    author: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BylineRule:
    """A form of byline: ``match`` is such a line, ``expect`` what it says, ``reject`` one of no such kind."""

    id: str
    pattern: re.Pattern[str]
    match: str
    expect: Byline
    reject: str


@dataclass(frozen=True, slots=True)
class _Table:
    rules: tuple[BylineRule, ...]
    outlet_words: frozenset[str]


def find_byline(paragraphs: Sequence[str]) -> Byline:
    """What the first lines below the title say; of two lines on the same matter the first counts."""
    found = Byline()
    unsure = ""
    for paragraph in paragraphs[:SEARCHED]:
        line, who = read_line(paragraph)
        unsure = unsure or who
        found = Byline(
            outlet=found.outlet or line.outlet,
            author=found.author or line.author,
            date=found.date or line.date,
        )
    # "Harbour Research, May 4, 2021" beside "By Ines Tavares" is the outlet; alone it is the author.
    if unsure and not found.author:
        return Byline(outlet=found.outlet, author=unsure, date=found.date)
    return Byline(outlet=found.outlet or unsure, author=found.author, date=found.date)


def read_line(line: str) -> tuple[Byline, str]:
    """What one line says, and the name in it that may be an author's or an outlet's."""
    for rule in byline_rules():
        if found := rule.pattern.match(line[:LONGEST_LINE]):
            fields = {key: value or "" for key, value in found.groupdict().items()}
            who = fields.pop("who", "")
            if who and is_outlet(who):
                fields["outlet"], who = who, ""
            if (maybe := fields.pop("maybe_outlet", "")) and is_outlet(maybe):
                fields["outlet"] = maybe
            names = fields.get("author", "").split(", ")
            if len(names) > 1 and is_outlet(names[-1]):
                fields["author"], fields["outlet"] = ", ".join(names[:-1]), names[-1]
            return Byline(**fields), who
    return Byline(), ""


def is_outlet(name: str) -> bool:
    """Whether a name is a newspaper's or an agency's, not a person's: "Harbour Gazette", "La Marea"."""
    words = [word.casefold().strip(".,'’") for word in name.split()]
    return bool(words) and (
        words[0] in {"the", "la", "el", "le", "il"} or not _table().outlet_words.isdisjoint(words)
    )


def byline_rules() -> tuple[BylineRule, ...]:
    """The rules of ``bylines.toml``, checked.

    Raises:
        IngestError: a rule lacks a key or has an unknown one.
    """
    return _table().rules


@cache
def _table() -> _Table:
    table = tomllib.loads((files("ingest.metadata") / "bylines.toml").read_text(encoding="utf-8"))
    return _Table(tuple(_rule(row) for row in table["rule"]), frozenset(table["outlet_words"]))


def _rule(row: dict[str, Any]) -> BylineRule:
    if set(row) != _KEYS:
        raise IngestError(
            f"bylines.toml, rule {row.get('id')}: expects just the keys {', '.join(sorted(_KEYS))}"
        )
    pattern = row["pattern"]
    for name, expression in _PLACEHOLDERS.items():
        pattern = pattern.replace(name, expression)
    return BylineRule(
        id=row["id"],
        pattern=re.compile(pattern),
        match=row["match"],
        expect=Byline(**row["expect"]),
        reject=row["reject"],
    )
