"""From when until when a post was held, where the text says so: "secretary general from 2015 to 2020"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ingest.qualifiers.dates import MONTHS, When, distance
from ingest.records import OPEN_END

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ingest.records import Claim

_YEAR: Final = r"(?:1[5-9]\d\d|20\d\d)"
_NAMES: Final = "|".join(sorted(MONTHS, key=len, reverse=True))
_POINT: Final = rf"(?:(?:[0-3]?\d )?(?:{_NAMES})\.? (?:[0-3]?\d, )?)?{_YEAR}"
_NOW: Final = r"(?:the )?present|today|now"
_PATTERNS: Final = tuple(
    re.compile(rf"(?i)(?<![\w-]){pattern}(?![\w-])")
    for pattern in (
        rf"(?:from|between) (?P<start>{_POINT}) (?:to|until|till|through|and) (?P<end>{_POINT}|{_NOW})",
        rf"(?:from )?(?P<start>{_YEAR}) ?[-–] ?(?P<end>{_YEAR}|\d\d|{_NOW})",
        rf"(?P<since>since) (?P<start>{_POINT})",
        rf"(?:until|till|through) (?P<end>{_POINT})",
        rf"(?:from|starting in|beginning in) (?P<start>{_POINT})",
    )
)
_MONTH: Final = re.compile(rf"(?i){_NAMES}")
_DAY: Final = re.compile(r"(?<!\d)[0-3]?\d(?!\d)")


def term_of(head: Token, claim: Claim, published: str | None) -> When | None:
    """The interval of an affiliation, ``..`` where one end is open, or None where the sentence tells none.

    Only expressions of the post's own clause count, and in brackets only those behind the post or its body:
    years behind a person's name are a life.
    """
    sentence = head.sent
    found: list[tuple[int, int, When]] = []
    for order, pattern in enumerate(_PATTERNS):
        for match in pattern.finditer(sentence.text):
            iso = _interval(match, published)
            place = sentence.start_char + match.start(), sentence.start_char + match.end()
            span = head.doc.char_span(*place, alignment_mode="expand")
            if iso is None or span is None:
                continue
            bracketed = head.doc.text[: place[0]].rstrip().endswith("(")
            steps = _behind(head, claim, place[0]) if bracketed else distance(span.root, head)
            if steps is not None:
                found.append((order, steps, When(iso, match.group())))
    return min(found, key=lambda row: row[:2])[2] if found else None


def _behind(head: Token, claim: Claim, place: int) -> int | None:
    """0 where nothing but the bracket stands between the post, or the body, and the years."""
    ends = {head.idx + len(head), claim.object_end}
    if claim.trigger_end is not None:
        ends.add(claim.trigger_end)
    return 0 if any(head.doc.text[end:place].strip() == "(" for end in ends if end <= place) else None


def _interval(match: re.Match[str], published: str | None) -> str | None:
    groups = match.groupdict()
    start, end = (groups.get(side) for side in ("start", "end"))
    if start and end and len(end) == 2 and end.isdigit():
        end = start[-4:-2] + end
    first = _iso(start) if start else OPEN_END
    last = _iso(end) if end else (published or OPEN_END) if groups.get("since") else OPEN_END
    if start and last != OPEN_END and last[: len(first)] < first[: len(last)]:
        return None
    return f"{first}/{last}" if first != OPEN_END or last != OPEN_END else None


def _iso(point: str) -> str:
    """Of "3 March 2019", "March 2019", "2019" or "present": an ISO day, month or year, or an open end."""
    if not (year := re.search(_YEAR, point)):
        return OPEN_END
    found = _MONTH.search(point)
    if found is None:
        return year.group()
    month = f"{year.group()}-{MONTHS[found.group().lower()]:02d}"
    day = _DAY.search(point.replace(year.group(), ""))
    return f"{month}-{int(day.group()):02d}" if day and 1 <= int(day.group()) <= 31 else month
