"""When it happened, as far as the words of the sentence and the date of publication give it."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spacy.tokens import Token

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1)
    for name in names.split()
}  # fmt: skip
_MONTH: Final = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
} | {"a": 1, "an": 1}
_COUNT: Final = r"(?P<count>\d{1,3}|" + "|".join(_NUMBERS) + ")"
_YEAR: Final = r"(?P<year>1[5-9]\d\d|20\d\d)"

_PATTERNS: Final = tuple(
    (kind, re.compile(rf"(?i)(?<![\w-]){pattern}(?![\w-])"))
    for kind, pattern in (
        ("span", r"(?:from|between) (?P<from>1[5-9]\d\d|20\d\d) (?:to|until|and) (?P<to>1[5-9]\d\d|20\d\d)"),
        ("day", rf"{_MONTH} (?P<day>[0-3]?\d)(?:st|nd|rd|th)?,? {_YEAR}"),
        ("day", rf"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?: of)? {_MONTH},? {_YEAR}"),
        ("day", r"(?P<year>20\d\d|19\d\d)-(?P<monthnumber>[01]\d)-(?P<day>[0-3]\d)"),
        ("month", rf"{_MONTH},? {_YEAR}"),
        ("day", rf"{_MONTH} (?P<day>[0-3]?\d)(?:st|nd|rd|th)?"),
        ("day", rf"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?: of)? {_MONTH}"),
        ("since", rf"since {_YEAR}"),
        ("month", rf"(?:in|since|by|last|this|until|of) (?:early |late |mid-)?{_MONTH}"),
        ("year", rf"(?:in|during|of|by|back in|early|late) (?:early |late |mid-)?{_YEAR}"),
        ("today", r"today|tonight|this morning|this afternoon|this evening"),
        ("yesterday", r"yesterday|last night"),
        ("tomorrow", r"tomorrow"),
        ("weekday", rf"(?:(?P<which>on|last|this past|this|next) )?(?P<weekday>{'|'.join(_DAYS)})"),
        ("unit", r"(?P<which>last|this past|past|this|next|earlier this) (?P<unit>week|month|year)"),
        ("ago", rf"{_COUNT} (?P<unit>day|week|month|year)s? (?:ago|earlier)"),
    )
)


@dataclass(frozen=True, slots=True)
class When:
    """An ISO 8601 day, month, year or interval, and the words that gave it."""

    iso: str
    words: str


def date_of(head: Token, published: str | None, *, future: bool) -> When | None:
    """The date of the clause of ``head``, or None where its words give none.

    Only expressions that hang on the trigger or on a verb above it in the same clause count.
    """
    sentence = head.sent
    text = sentence.text
    day = _published(published)
    found: list[tuple[int, When]] = []
    taken: list[tuple[int, int]] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            taken.append(match.span())
            iso = _iso(kind, match, day, future=future)
            if iso is None:
                continue
            span = head.doc.char_span(
                sentence.start_char + match.start(),
                sentence.start_char + match.end(),
                alignment_mode="expand",
            )
            if span is not None and (steps := distance(span.root, head)) is not None:
                found.append((steps, When(iso, match.group())))
    return min(found, key=lambda row: row[0])[1] if found else None


def distance(expression: Token, head: Token) -> int | None:
    """Steps from the expression to the trigger's clause; None if it hangs in another clause."""
    clause = _clause(head)
    node = expression
    for steps in range(6):
        if node.i == head.i or node.i in clause:
            return steps
        if node.head.i == node.i or node.dep_ in ("relcl", "advcl", "ccomp", "acl"):
            return None
        node = node.head
    return None


def _clause(head: Token) -> set[int]:
    """The trigger and the words above it up to the verb of its clause."""
    found = {head.i}
    node = head
    while node.head.i != node.i and node.dep_ not in (
        "ccomp",
        "advcl",
        "relcl",
        "parataxis",
        "nsubj",
        "poss",
    ):
        if node.pos_ in ("VERB", "AUX") and node.dep_ not in ("xcomp", "conj"):
            break
        node = node.head
        found.add(node.i)
    return found


def _published(published: str | None) -> date | None:
    """The day of publication; a bare month or year cannot anchor "on Monday"."""
    if published is None or len(published) < 10:
        return None
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


def _iso(kind: str, match: re.Match[str], day: date | None, *, future: bool) -> str | None:
    groups = match.groupdict()
    if kind == "span":
        return f"{groups['from']}/{groups['to']}" if groups["from"] <= groups["to"] else None
    if kind == "year":
        return groups["year"]
    if kind == "since":
        end = day.isoformat() if day else ".."
        return f"{groups['year']}/{end}" if day is None or groups["year"] <= end[:4] else None
    if kind in ("day", "month"):
        return _calendar(kind, groups, day, future=future)
    return _relative(kind, groups, day, future=future) if day is not None else None


def _calendar(kind: str, groups: dict[str, str | None], day: date | None, *, future: bool) -> str | None:
    month = int(groups.get("monthnumber") or 0) or MONTHS[(groups["month"] or "").lower()]
    given = groups.get("year")
    number = int(groups.get("day") or 1)
    if given:
        year = int(given)
    elif day is not None:
        year = day.year
        # "in December", read in March, was last year; with a future verb it is still to come.
        if not future and (month, number) > (day.month, day.day if kind == "day" else 31):
            year -= 1
        elif future and (month, number) < (day.month, 1):
            year += 1
    else:
        return None
    if not 1 <= month <= 12 or (kind == "day" and not 1 <= number <= monthrange(year, month)[1]):
        return None
    return f"{year:04d}-{month:02d}" + (f"-{number:02d}" if kind == "day" else "")


def _relative(kind: str, groups: dict[str, str | None], day: date, *, future: bool) -> str | None:
    found: str | None = None
    match kind:
        case "today" | "yesterday" | "tomorrow":
            found = (day + timedelta({"today": 0, "yesterday": -1, "tomorrow": 1}[kind])).isoformat()
        case "weekday":
            found = _weekday(groups, day, future=future)
        case "unit":
            step = {"next": 1, "last": -1, "this past": -1, "past": -1}.get(
                (groups["which"] or "").lower(), 0
            )
            found = _unit(groups["unit"] or "", step, day)
        case "ago":
            count = (groups["count"] or "").lower()
            found = _unit((groups["unit"] or "").lower(), -(_NUMBERS.get(count) or int(count)), day)
    return found


def _weekday(groups: dict[str, str | None], day: date, *, future: bool) -> str:
    back = (day.weekday() - _DAYS.index((groups["weekday"] or "").lower())) % 7
    if (groups["which"] or "").lower() == "next" or (future and back):
        return (day + timedelta((7 - back) or 7)).isoformat()
    return (day - timedelta(back)).isoformat()


def _unit(unit: str, step: int, day: date) -> str:
    """The day, ISO week as an interval, month or year that lies ``step`` units from the day."""
    match unit.lower():
        case "day":
            return (day + timedelta(step)).isoformat()
        case "week":
            monday = day - timedelta(day.weekday()) + timedelta(weeks=step)
            return f"{monday.isoformat()}/{(monday + timedelta(6)).isoformat()}"
        case "month":
            months = day.year * 12 + day.month - 1 + step
            return f"{months // 12:04d}-{months % 12 + 1:02d}"
        case _:
            return f"{day.year + step:04d}"
