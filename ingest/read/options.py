"""What a reader may need beside the bytes: limits, column names, and a process to work in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ingest.read.draft import ReadError
from ingest.read.guard import Guard
from ingest.read.limits import Limits
from ingest.records import IngestError

FIELDS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "fulltext", "full_text", "maintext", "article_text"),
    "title": ("title", "headline", "heading"),
    "outlet": ("outlet", "publisher", "publication", "source", "site", "sitename", "source_name"),
    "author": ("author", "authors", "byline", "creator"),
    "published": (
        *("published", "date", "publication_date", "published_at", "date_published", "pub_date", "pubdate"),
        *("publish_date", "datetime", "created_at"),
    ),
    "url": ("url", "link", "canonical", "permalink"),
}
"""The names under which people keep each field; the first that is filled wins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to read; the same for every file of a run, but for the depth within archives."""

    limits: Limits = field(default_factory=Limits)
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: FIELDS)
    guard: Guard = field(default_factory=Guard)
    depth: int = 0

    def deeper(self) -> Options:
        """The options for what lies within an archive.

        Raises:
            ReadError: archives lie in archives deeper than the limit.
        """
        if self.depth >= self.limits.nesting:
            raise ReadError(f"it lies {self.depth + 1} archives deep, the limit is {self.limits.nesting}")
        return replace(self, depth=self.depth + 1)


def name_columns(chosen: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """The usual column names, with the user's own in their place.

    Raises:
        IngestError: a field that articles do not have.
    """
    if unknown := sorted(set(chosen) - set(FIELDS)):
        raise IngestError(f"{', '.join(unknown)}: no such field of an article; there are {', '.join(FIELDS)}")
    return {**FIELDS, **{name: (column.lower().strip(),) for name, column in chosen.items()}}
