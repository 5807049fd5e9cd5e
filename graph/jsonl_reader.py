"""A project's JSON Lines as streams of records, once their number is what the manifest says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from graph.jsonl import read_jsonl
from graph.manifest import ProjectError
from graph.records import Entity, GraphError
from ingest.records import Article, Claim, Mention

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Record = TypeVar("Record", bound=DataclassInstance)

DOCUMENTS: Final = "documents.jsonl"
MENTIONS: Final = "mentions.jsonl"
ENTITIES: Final = "entities.jsonl"
CLAIMS: Final = "claims.jsonl"


@dataclass(frozen=True, slots=True)
class JsonlReader:
    """A ``graph.reading.Reader`` of the files in ``folder``; ``stamps`` tells when one was replaced."""

    folder: Path
    stamps: Mapping[str, tuple[int, int, int]]

    def articles(self) -> Iterator[Article]:
        """See Reader."""
        return self._stream(DOCUMENTS, Article)

    def entities(self) -> Iterator[Entity]:
        """See Reader."""
        return self._stream(ENTITIES, Entity)

    def mentions(self) -> Iterator[Mention]:
        """See Reader."""
        return self._stream(MENTIONS, Mention)

    def claims(self) -> Iterator[Claim]:
        """See Reader."""
        return self._stream(CLAIMS, Claim)

    def _stream(self, name: str, record: type[Record]) -> Iterator[Record]:
        path = self.folder / name
        if _stamp(path) != self.stamps[name]:
            raise ProjectError(f"{path}: was built anew while it was being read; run the command again.")
        return read_jsonl(path, record)


def open_jsonl(folder: Path, counts: Mapping[str, int]) -> JsonlReader:
    """A reader of the files in ``folder``, which must hold as many records as ``counts`` says by file name.

    Raises GraphError where one is missing or cannot be read, ProjectError where it was cut short.
    """
    names = (DOCUMENTS, MENTIONS, ENTITIES, CLAIMS)
    for name in names:
        found = _count(folder / name)
        if counts.get(name) != found:
            raise ProjectError(
                f"{folder / name}: has {found} records where the manifest counts {counts.get(name)};"
                " the last build was cut short, build again."
            )
    return JsonlReader(folder, {name: _stamp(folder / name) for name in names})


def _count(path: Path) -> int:
    try:
        with path.open("rb") as lines:
            return sum(not line.isspace() for line in lines)
    except FileNotFoundError as error:
        raise GraphError(f"{path}: there is no such file; build the project again.") from error
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise GraphError(f"{path}: cannot be read ({reason}).") from error


def _stamp(path: Path) -> tuple[int, int, int]:
    try:
        found = path.stat()
    except OSError as error:
        raise GraphError(f"{path}: there is no such file; build the project again.") from error
    return found.st_ino, found.st_size, found.st_mtime_ns
