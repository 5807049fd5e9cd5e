"""One text as a format's reader hands it on, before it is cleaned and frozen into an Article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from ingest.records import IngestError

Markup: TypeAlias = Literal["plain", "markdown"]


class ReadError(IngestError):
    """One file cannot be read. The message is the reason alone: its path is named by whoever catches it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A text with what its file says of it. Empty strings stand for what the file does not say.

    ``published`` is as written, in any form; dating comes later. ``part`` tells the articles of one file
    apart: the number of a row, the name of a member of an archive.
    """

    text: str
    markup: Markup = "plain"
    title: str = ""
    outlet: str = ""
    author: str = ""
    published: str = ""
    url: str = ""
    part: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """One part of a file that cannot be read, while the others can: a row, a member of an archive."""

    part: str
    reason: str


Found: TypeAlias = Draft | Refused
