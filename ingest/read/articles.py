"""Reads every source to the end: what is readable becomes an Article, what is not is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from ingest.clean import clean
from ingest.metadata import describe
from ingest.read.draft import Draft, ReadError
from ingest.read.limits import Limits
from ingest.read.sources import SourceFile, find_files
from ingest.read.text import read_text
from ingest.records import Article, Duplicate, Unreadable, content_id

Read: TypeAlias = Article | Duplicate | Unreadable


def read_articles(sources: Sequence[Path], *, limits: Limits | None = None) -> Iterator[Read]:
    """Yield everything that the sources hold, in a fixed order: articles, and by name what gives none.

    Folders are walked to their depths. An article's id is the hash of its cleaned text and of nothing
    else, so that a second file with the same text is a ``Duplicate``. A file that cannot be read is an
    ``Unreadable`` and stops no other.

    Raises:
        IngestError: a source does not exist, or a folder holds no file to read.
    """
    first: dict[str, str] = {}
    for source in find_files(sources):
        for record in _read_file(source, limits or Limits()):
            if not isinstance(record, Article):
                yield record
            elif record.id in first:
                yield Duplicate(path=record.path, original=first[record.id])
            else:
                first[record.id] = record.path
                yield record


def freeze(draft: Draft, path: str) -> Article:
    """Clean a draft, find out where and when it was published, and freeze it.

    Raises:
        ReadError: nothing is left of the text.
    """
    cleaned = clean(draft.text, markup=draft.markup)
    if not any(character.isalpha() for character in cleaned.text):
        raise ReadError(
            "it is empty: no text is in it" if not draft.text.strip() else "it holds no article text"
        )
    described = describe(
        cleaned.text,
        path=path,
        title=draft.title,
        outlet=draft.outlet,
        author=draft.author,
        published=draft.published,
    )
    return Article(
        id=content_id(described.text),
        path=path,
        text=described.text,
        title=described.title,
        outlet=described.outlet,
        author=described.author,
        published=described.published,
        url=draft.url or None,
        notes=(*draft.notes, *cleaned.notes, *described.notes),
    )


def _read_file(source: SourceFile, limits: Limits) -> Iterator[Article | Unreadable]:
    try:
        for draft in read_text(_load(source.file, limits), source.file.name.lower(), limits):
            path = f"{source.cited}#{draft.part}" if draft.part else source.cited
            try:
                yield freeze(draft, path)
            except ReadError as error:
                yield Unreadable(path=path, reason=str(error))
    except ReadError as error:
        yield Unreadable(path=source.cited, reason=str(error))


def _load(file: Path, limits: Limits) -> bytes:
    try:
        if not file.is_file():
            raise ReadError("it is no regular file")
        size = file.stat().st_size
        if size > limits.file_bytes:
            allowed = f"{limits.file_bytes / 1e6:g} MB"
            raise ReadError(
                f"it has {size / 1e6:.1f} MB, the limit is {allowed}: split it or raise the limit"
            )
        data = file.read_bytes()
    except OSError as error:
        raise ReadError(f"it cannot be opened: {error.strerror or error}") from error
    if not data.strip():
        raise ReadError("it is empty")
    return data
