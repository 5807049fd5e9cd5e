"""Reads every source to the end: what is readable becomes an Article, what is not is named."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from ingest.clean import clean
from ingest.clean.characters import repair_characters
from ingest.metadata import describe
from ingest.read.draft import Draft, ReadError
from ingest.read.limits import Limits
from ingest.read.open import open_stream
from ingest.read.options import Options, name_columns
from ingest.read.sources import STANDARD_INPUT, SourceFile, find_files
from ingest.records import Article, Duplicate, Unreadable, content_id

Read: TypeAlias = Article | Duplicate | Unreadable


def read_articles(
    sources: Sequence[Path], *, limits: Limits | None = None, columns: Mapping[str, str] | None = None
) -> Iterator[Read]:
    """Yield everything that the sources hold, in a fixed order: articles, and by name what gives none.

    Folders are walked to their depths; ``Path("-")`` is standard input. An article's id is the hash of its
    cleaned text and of nothing else, so that a second file with the same text is a ``Duplicate``. A file,
    row or archive member that cannot be read is an ``Unreadable`` and stops no other.

    Args:
        sources: files, folders, or ``-``.
        limits: what one file may cost.
        columns: for tables, which column holds a field: ``{"text": "body", "published": "day"}``. Fields are
            text, title, outlet, author, published and url; their usual names are known already.

    Raises:
        IngestError: a source does not exist, a folder holds no file to read, or a field does not exist.
    """
    first: dict[str, str] = {}
    for source in open_sources(sources, limits=limits, columns=columns):
        for record in source.read():
            if not isinstance(record, Article):
                yield record
            elif record.id in first:
                yield Duplicate(path=record.path, original=first[record.id])
            else:
                first[record.id] = record.path
                yield record


@dataclass(frozen=True, slots=True)
class Source:
    """One file, found and not yet read. It can be read while the walk that found it goes on."""

    file: SourceFile
    options: Options

    def digest(self) -> str | None:
        """A hash of its content and of how it is to be read; None where only reading it can tell."""
        if self.file.file == STANDARD_INPUT:
            return None
        try:
            with self.file.open() as stream:
                content = hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]  # any binary stream
        except (OSError, ReadError):
            return None
        return content_id(content, self.options.limits, sorted(self.options.columns.items()))

    def read(self) -> Iterator[Article | Unreadable]:
        """Every article in it, and by name what gives none."""
        return _read_file(self.file, self.options)


def open_sources(
    sources: Sequence[Path], *, limits: Limits | None = None, columns: Mapping[str, str] | None = None
) -> Iterator[Source]:
    """Yield every file of the sources in their order; arguments and errors as in ``read_articles``."""
    options = Options(limits=limits or Limits(), columns=name_columns(columns or {}))
    try:
        for file in find_files(sources):
            yield Source(file, options)
    finally:
        options.guard.close()


def freeze(draft: Draft, path: str) -> Article:
    """Clean a draft, find out where and when it was published, and freeze it.

    Raises:
        ReadError: nothing is left of the text.
    """
    cleaned = clean(draft.text, markup=draft.markup)
    if not any(character.isalpha() for character in cleaned.text):
        raise ReadError("it holds no article text" if draft.text.strip() else "it is empty: no text is in it")
    described = describe(
        cleaned.text,
        path=path,
        title=_single_line(draft.title),
        outlet=_single_line(draft.outlet),
        author=_single_line(draft.author),
        published=_single_line(draft.published),
    )
    return Article(
        id=content_id(described.text),
        path=path,
        text=described.text,
        title=described.title,
        outlet=described.outlet,
        author=described.author,
        published=described.published,
        url=_single_line(draft.url) or None,
        notes=(*draft.notes, *cleaned.notes, *described.notes),
    )


def _single_line(field: str) -> str:
    return " ".join(repair_characters(field).split())


def _read_file(source: SourceFile, options: Options) -> Iterator[Article | Unreadable]:
    anything = False
    try:
        with source.open() as stream:
            for found in open_stream(stream, source.cited.lower(), options):
                anything = True
                path = repair_characters(f"{source.cited}#{found.part}" if found.part else source.cited)
                if not isinstance(found, Draft):
                    yield Unreadable(path=path, reason=found.reason)
                    continue
                try:
                    yield freeze(found, path)
                except ReadError as error:
                    yield Unreadable(path=path, reason=str(error))
        if not anything:
            raise ReadError("it holds no article")
    except ReadError as error:
        yield Unreadable(path=repair_characters(source.cited), reason=str(error))
    except OSError as error:
        yield Unreadable(
            path=repair_characters(source.cited), reason=f"it cannot be opened: {error.strerror or error}"
        )
    except MemoryError:
        yield Unreadable(path=repair_characters(source.cited), reason="reading it needs too much memory")
    # Parsers of damaged files raise anything; one file of a thousand must not end the reading of all.
    except Exception as error:
        what = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}".rstrip(": ")
        yield Unreadable(path=repair_characters(source.cited), reason=f"it is broken: {what}")
