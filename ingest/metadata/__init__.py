"""What is known of an article beside its text: title, outlet, author and day of publication."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ingest.metadata.bylines import Byline, find_byline
from ingest.metadata.dates import future_told_as_past, parse_date
from ingest.metadata.filenames import read_file_name

__all__ = ["Description", "describe"]

LONGEST_TITLE: Final = 200
"""Characters; of a first paragraph that is longer, the title is the first sentence or the first words."""

_FIRST_SENTENCE: Final = re.compile(r"(.{20,160}?[.!?])(?=\s+[A-Z“\"])")
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A text with its metadata. The text begins with its title, for headlines hold claims too.

    ``published`` is an ISO 8601 day, month or year, or None where nothing credible says it.
    """

    text: str
    title: str
    outlet: str
    author: str
    published: str | None
    notes: tuple[str, ...] = ()


def describe(
    text: str, *, path: str, title: str = "", outlet: str = "", author: str = "", published: str = ""
) -> Description:
    """Complete what a file states of itself from the text's byline and dateline, then from the path.

    What is stated wins over a byline, a byline over the file's name. A date that the text refutes, because
    it tells of later years as past, is not believed: ``published`` is None then, and a note says why.
    """
    text = _headed(text, title)
    paragraphs = text.split("\n\n")
    byline = find_byline(paragraphs[1:] if len(paragraphs) > 1 else paragraphs)
    named = read_file_name(path)
    day, notes = _published(text, published, byline, named)
    return Description(
        text=text,
        title=title or _title(paragraphs[0]),
        outlet=outlet or byline.outlet or named.outlet,
        author=_unlabelled(author) or byline.author,
        published=day,
        notes=notes,
    )


def _published(text: str, stated: str, byline: Byline, named: Byline) -> tuple[str | None, tuple[str, ...]]:
    """The first of the three dates that can be read and that the text does not refute, and what was odd."""
    notes: list[str] = []
    for origin, written in (("metadata", stated), ("byline", byline.date), ("file name", named.date)):
        if not written:
            continue
        day = parse_date(written)
        if day is None:
            notes.append(
                f"the {origin} dates it {written!r}, which is no date that can be read with certainty"
            )
        elif (year := future_told_as_past(text, day)) is not None:
            notes.append(
                f"the {origin} dates it {day}, but it tells of {year} as past: that date is not believed"
            )
        else:
            return day, tuple(notes)
    return None, tuple(notes)


def _headed(text: str, title: str) -> str:
    """The text under its title, which is put there unless the first paragraphs have it already."""
    wanted = _fold(title)
    if not wanted or any(_fold(paragraph)[: len(wanted)] == wanted for paragraph in text.split("\n\n")[:3]):
        return text
    return f"{title}\n\n{text}"


def _title(paragraph: str) -> str:
    if len(paragraph) <= LONGEST_TITLE:
        return paragraph
    if sentence := _FIRST_SENTENCE.match(paragraph):
        return sentence[1]
    return f"{paragraph[:120].rsplit(' ', 1)[0]} …"


def _unlabelled(author: str) -> str:
    return re.sub(r"\A(?:by|written by)\s+", "", author, flags=re.IGNORECASE)


def _fold(text: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORD.findall(text))
