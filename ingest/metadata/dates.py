"""Dates as people write them to ISO 8601, and the test whether a date is possible for a text."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

_ISO_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
_ISO_PART: Final = re.compile(r"(?:1[5-9]|20)\d{2}(?:-(?:0[1-9]|1[0-2]))?")
_COMPACT: Final = re.compile(r"((?:19|20)\d{2})([01]\d)([0-3]\d)(?:T?\d{4,6}Z?)?")
_NUMERIC: Final = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_YEAR: Final = re.compile(r"(?<![\w$€£-])(?:19|20)\d{2}(?![\w%])")
_SENTENCE: Final = re.compile(r"(?<=[.!?])[\"”’)]*\s+|\n\n")
_PAST: Final = re.compile(
    r"\b(?:was|were|had|did|took|began|became|won|lost|said|told|led|left|came|went|\w{3,}ed)\b"
)
# "to continue until 2025", "will be elected in 2030", "the 2028 vote is expected": years that may lie ahead.
_AHEAD: Final = re.compile(
    r"\b(?:will|would|shall|should|could|may|might|plan\w*|by|until|till|through|before|due|expect\w*|"
    r"schedul\w*|forecast\w*|project\w*|target\w*|goal\w*|deadline|expir\w*|aim\w*|pledg\w*|promis\w*|"
    r"propos\w*|upcoming|next|future|coming|intend\w*|bid|hop\w+|want\w*|slated|set to|to be|ahead of|"
    r"long-term|terms?|run\w*|candida\w*)\b",
    re.IGNORECASE,
)


def parse_date(written: str) -> str | None:
    """The day, month or year that a text names, in ISO 8601; None where it names none with certainty.

    03/04/2021 may be March or April, and is only believed to be 2021.
    """
    written = " ".join(written.split()).strip(" .,;")
    if found := _ISO_DAY.fullmatch(written) or _COMPACT.fullmatch(written):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if _ISO_PART.fullmatch(written):
        return written
    if found := _NUMERIC.fullmatch(written):
        first, second, year = int(found[1]), int(found[2]), int(found[3])
        if first == second or second > 12:
            return _day(year, first, second)
        return _day(year, second, first) if first > 12 else str(year)
    return _worded(written)


def future_told_as_past(text: str, published: str) -> int | None:
    """A year after that of publication of which two sentences tell as past, or None.

    One sentence may be a slip of the pen or a forecast; two are a wrong date.
    """
    limit = int(published[:4])
    if not any(int(year) > limit for year in _YEAR.findall(text)):
        return None
    later = [
        max(years)
        for sentence in _SENTENCE.split(text)
        if (years := [int(year) for year in _YEAR.findall(sentence) if int(year) > limit])
        and _PAST.search(sentence)
        and not _AHEAD.search(sentence)
    ]
    return max(later) if len(later) > 1 else None


def _worded(written: str) -> str | None:
    if len(written) > 80 or not re.search(r"\d{4}", written):
        return None
    found: Any = _parser().get_date_data(
        re.sub(r"(?i)\b(?:at|updated|published|posted|on)\b:?", " ", written)
    )
    if found.date_obj is None:
        return None
    day: date = found.date_obj.date()
    lengths = {"year": 4, "month": 7}
    return day.isoformat()[: lengths.get(found.period, 10)]


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


@cache
def _parser() -> DateDataParser:
    from dateparser.date import DateDataParser

    # Only full dates: "yesterday" would make the answer depend on the day of the run.
    settings = {"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["year"], "RETURN_AS_TIMEZONE_AWARE": False}
    return DateDataParser(languages=["en", "es", "fr", "pt", "de"], settings=settings)
