"""What came from where: one line for every file that was read, with the articles that it gave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.jsonl import to_line
from ingest.records import Article, Unreadable, content_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An article in a file: its id, the path by which it is cited, and a hash of its text and metadata."""

    id: str
    path: str
    stamp: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file that was read: where it lies, seen from the project, and a hash of its content.

    ``former`` are the articles of a table or an archive that are no longer in it: they stay in the graph
    until the user takes them out. ``refused`` names what gave no article. ``digest`` is empty where the
    file is to be read again in any case.
    """

    place: str
    digest: str = ""
    parts: tuple[Part, ...] = ()
    former: tuple[Part, ...] = ()
    refused: tuple[Unreadable, ...] = ()


def part_of(article: Article) -> Part:
    """The article as a line of the ledger knows it."""
    return Part(id=article.id, path=article.path, stamp=content_id(to_line(article)))


def living(sources: Iterable[Source]) -> set[str]:
    """The ids of all articles that some source gives, or gave and was not told to take back."""
    return {part.id for source in sources for part in (*source.parts, *source.former)}
