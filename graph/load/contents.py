"""What a built database holds, row by row as hashes, in a file beside the engine's: so that the next build writes only
what differs.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Final, TypeAlias

from graph.load.rows import fingerprint
from graph.store.schema import EDGE_TYPES, FULL_TEXT, KEYED_LABELS, LOOKUPS, NUMBERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from types import TracebackType
    from typing import Self, TextIO

NAME: Final = "contents.txt"
_ROWS: Final = 1
"""Counted up whenever a row is written otherwise than before."""
_MOST: Final = 2
"""How many times its first size a database may have: the engine keeps the place of what was removed."""
_VOLATILE: Final = frozenset({NAME, "statistics.json", "last-tx-id.bin", "database.lck"})
"""What the engine writes anew whenever somebody opens the database, even to read."""

Stamps: TypeAlias = "dict[str, list[int]]"
"""Size and time of each of the engine's files, by name."""


class ContentsFile:
    """Takes down what is written, a line a row, in constant memory. A context manager."""

    def __init__(self, path: Path) -> None:
        """Begin the file at ``path``."""
        self._lines: TextIO = path.open("w", encoding="ascii")

    def add(self, kind: str, id_: str, *content: object) -> str:
        """Take down a row of ``kind`` with what it consists of; returns its hash."""
        hash_ = fingerprint(*content)
        self.note(kind, id_, hash_)
        return hash_

    def note(self, kind: str, id_: str, hash_: str) -> None:
        """Take down a row whose hash is known."""
        self._lines.write(f"{kind} {id_} {hash_}\n")

    def __enter__(self) -> Self:
        """The file itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it. It counts only once it is sealed."""
        self._lines.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """``hashes`` by kind (a label, a relation) and id; ``first_size``: the bytes that the database had when it was new.

    ``stamps`` are those of its files when it was looked at.
    """

    hashes: Mapping[str, Mapping[str, str]]
    first_size: int
    stamps: Stamps


def seal(folder: Path, contents: Path, known: Contents | None = None) -> None:
    """Put ``contents`` into the closed database in ``folder``, with a stamp of every file that it describes.

    ``known`` is what the database held from which this one was made; None stands for one made anew.
    """
    stamps = stamps_of(folder)
    told = {"format": _format(), "stamps": stamps, "first_size": known.first_size if known else _size(stamps)}
    with contents.open("a", encoding="ascii") as lines:
        lines.write(f"{json.dumps(told)}\n")
    contents.replace(folder / NAME)


def contents_of(folder: Path) -> Contents | None:
    """What the database in ``folder`` holds; None where it is better made anew.

    So it is where nobody knows, where another has written into it since, and where it has grown to twice its
    size: in part by what was removed, of which the engine keeps the place.
    """
    try:
        with (folder / NAME).open(encoding="ascii") as lines:
            *rows, last = lines.read().splitlines() or [""]
        told, stamps = json.loads(last), stamps_of(folder)
        if (
            told["format"] != _format()
            or told["stamps"] != stamps
            or _size(stamps) > _MOST * told["first_size"]
        ):
            return None
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for row in rows:
            kind, id_, hash_ = row.split(" ")
            found[kind][id_] = hash_
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Contents(hashes=found, first_size=int(told["first_size"]), stamps=stamps)


def _format() -> str:
    """Another one for another form of rows, schema or engine, so that no database is a mix of two."""
    schema = KEYED_LABELS, EDGE_TYPES, LOOKUPS, FULL_TEXT, sorted(NUMBERS)
    return fingerprint(_ROWS, schema, version("arcadedb"))


def stamps_of(folder: Path) -> Stamps:
    """Size and time of each of the engine's files."""
    return {
        path.name: [path.stat().st_size, path.stat().st_mtime_ns]
        for path in sorted(folder.iterdir())
        if path.name not in _VOLATILE
    }


def _size(stamps: Mapping[str, Sequence[int]]) -> int:
    return sum(size for size, _ in stamps.values())
