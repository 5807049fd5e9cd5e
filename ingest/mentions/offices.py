"""Finds bodies that only a title names: in the news of the United States a "Sen." sits in the Senate."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from ingest.countries import lookup
from ingest.mentions.spans import Span
from ingest.records import IngestError, Mention

_NAME: Final = r"(?=[A-ZÀ-Þ][\w.'’-]+)"
_BEFORE: Final = re.compile(r"(?P<word>[\w.'’-]+)[ -](?:(?:former|ex|then|retired|late|current)[ -])*$")
_WINDOW: Final = 60
"""Characters around a mention that tell which title it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A title, the body that it stands for, and whether a state's name may go before ("Ohio Sen.")."""

    id: str
    body: str
    pattern: re.Pattern[str]
    of_states: bool
    match: str
    reject: str


@cache
def offices() -> tuple[Office, ...]:
    """The table, read once.

    Raises:
        IngestError: a row lacks a key, or its pattern is none.
    """
    try:
        found = tuple(
            Office(
                id=row["id"],
                body=row["body"],
                pattern=re.compile(row["pattern"].replace("NAME", _NAME)),
                of_states=row.get("of_states", False),
                match=row["match"],
                reject=row["reject"],
            )
            for row in _table()["office"]
        )
    except (KeyError, re.error) as error:
        raise IngestError(
            f"ingest/mentions/offices.toml cannot be read ({error}); restore the row"
        ) from error
    return found


def find(text: str) -> Iterator[tuple[int, int, Office]]:
    """Start and end of each word that stands for a body, and the office that it belongs to."""
    for office in offices():
        for match in office.pattern.finditer(text):
            if not _is_elsewhere(
                text[max(0, match.start() - _WINDOW) : match.start()], match.group(), office
            ):
                name = next(g for g in ("body", "body2") if match.groupdict().get(g))
                yield match.start(name), match.end(name), office


def propose(text: str) -> list[Span]:
    """A span for each; whether the text is of the United States is for coreference to tell."""
    return [
        Span(start=start, end=end, type="Organization", kind="description", origin="office")
        for start, end, _ in find(text)
    ]


def body_of(text: str, mention: Mention) -> str:
    """The full name of the body that the mention's title stands for; empty where it is no such title."""
    if mention.type != "Organization" or mention.kind != "description":
        return ""
    begin = max(0, mention.start - 2 * _WINDOW)
    for start, end, office in find(text[begin : mention.end + _WINDOW]):
        if (begin + start, begin + end) == (mention.start, mention.end):
            return office.body
    return ""


def _is_elsewhere(before: str, title: str, office: Office) -> bool:
    """Another country's, a state's or a student body's: told by the word before the title, or inside it."""
    words = set(_table()["elsewhere"]["words"].split())
    general = {word for word in words if word.islower()}
    if any(word.lower() in general for word in title.split()[:-1] if word.lower() != "of"):
        return True
    match = _BEFORE.search(before)
    if match is None:
        return False
    word = re.sub(r"['’]s$", "", match.group("word"))
    if word.lower() in general or (word in words and not office.of_states):
        return True
    country = lookup(word) if word[:1].isupper() and word not in words else None
    return country is not None and country.iso2 != "US"


@cache
def _table() -> dict[str, Any]:
    text = files("ingest.mentions").joinpath("offices.toml").read_text(encoding="utf-8")
    table: dict[str, Any] = tomllib.loads(text)
    return table
