"""The entries of an RSS or Atom feed: text, title, author, date and address of each."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html.parser import HTMLParser
from time import struct_time
from typing import Any, Final

from ingest.records import IngestError, content_id

_BLOCKS: Final = frozenset(
    "address article blockquote br div dd dt h1 h2 h3 h4 h5 h6 li ol p pre table tr ul".split()
)
_SILENT: Final = frozenset({"script", "style", "figcaption", "noscript"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One article as a feed tells it. ``key`` stays when the entry is changed; ``whole`` is false where the
    feed has no more than a summary, which the page at ``url`` tells in full.
    """

    key: str
    text: str
    title: str
    author: str
    outlet: str
    published: str
    url: str
    whole: bool


def read_feed(data: bytes, name: str) -> Iterator[FeedEntry]:
    """Yield the entries of a feed in its order. ``name`` is its address, for errors and for keys.

    Raises:
        IngestError: it is no feed, or what reads feeds is not installed.
    """
    try:
        import feedparser
    except ImportError as error:
        raise IngestError(f"{name} is a feed: run pip install 'whowhom[watch]' to follow it") from error
    found: Any = feedparser.parse(data)
    if not found.get("version"):
        raise IngestError(f"{name} is no RSS or Atom feed: check the address")
    for entry in found.entries:
        contents = [str(part.get("value") or "") for part in entry.get("content", ())]
        summary = str(entry.get("summary") or "")
        full = max(contents, key=len, default="")
        url = str(entry.get("link") or "")
        yield FeedEntry(
            key=content_id(name, entry.get("id") or url or entry.get("title") or summary),
            text=strip_markup(full or summary),
            title=strip_markup(str(entry.get("title") or "")),
            author=str(entry.get("author") or ""),
            outlet=_outlet(entry, found.feed),
            published=_date(_day(entry)),
            url=url,
            whole=bool(full),
        )


def strip_markup(markup: str) -> str:
    """The words of a piece of HTML, a blank line between its blocks."""
    reader = _Words()
    reader.feed(markup)
    reader.close()
    paragraphs = (" ".join("".join(words).split()) for words in reader.paragraphs)
    return "\n\n".join(filter(None, paragraphs))


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[list[str]] = [[]]
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.paragraphs.append([])

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in _SILENT))
        if tag in _BLOCKS:
            self.paragraphs.append([])

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.paragraphs[-1].append(data)


def _outlet(entry: Any, feed: Any) -> str:
    """The entry's own source, where a feed gathers those of others, else the feed's title."""
    source = entry.get("source") or {}
    return strip_markup(str(source.get("title") or feed.get("title") or ""))


def _day(entry: Any) -> Any:
    """When it was published, else changed; asked in this order the parser warns of nothing."""
    names = (name for name in ("published_parsed", "updated_parsed") if name in entry)
    return next((entry[name] for name in names if entry[name]), None)


def _date(when: struct_time | None) -> str:
    """The day in universal time, in which feeds are read; empty where the entry has none."""
    if when is None:
        return ""
    return datetime.fromtimestamp(calendar.timegm(when), UTC).date().isoformat()
