"""Paths to files: folders are walked in one order on every machine, and each file gets a name to cite."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, cast

from ingest.read.draft import ReadError
from ingest.records import IngestError

STANDARD_INPUT: Final = Path("-")

PASSED_OVER: Final = frozenset(
    {".avif", ".bmp", ".css", ".eot", ".gif", ".ico", ".jpeg", ".jpg", ".js", ".map", ".mp3", ".mp4", ".otf"}
    | {".png", ".svg", ".tif", ".tiff", ".ttf", ".webp", ".woff", ".woff2"}
)
"""What lies beside saved pages and holds no article; in a folder such files are passed over."""
_ABOUT: Final = frozenset({"readme", "license", "licence", "changelog", "contributing"})
"""Files that speak of a folder and are no articles in it."""
_PROJECT_FILES: Final = (frozenset({"documents.jsonl", "claims.jsonl"}), frozenset({".whowhom.lock"}))
"""Any of these together mark a project directory, which may be a first build that is not finished."""
_IN_MEMORY: Final = 5_000_000


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read, and the path by which reports and the graph cite it."""

    file: Path
    cited: str

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The file as a seekable stream; standard input is copied first, to disk if it is large.

        Raises:
            ReadError: it is a pipe or a device.
            OSError: it cannot be opened.
        """
        if self.file == STANDARD_INPUT:
            with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as copy:
                shutil.copyfileobj(sys.stdin.buffer, copy)
                copy.seek(0)
                yield cast(BinaryIO, copy)
            return
        if self.file.exists() and not self.file.is_file():
            raise ReadError("it is no regular file")
        with self.file.open("rb") as stream:
            yield stream


def find_files(sources: Sequence[Path]) -> Iterator[SourceFile]:
    """Yield the files of all sources: sources in the order given, folders sorted by name.

    A file in a folder is cited by its path within that folder, so that the same articles give the same
    bytes wherever the folder lies; with several folders, the folder's own name goes before it. Hidden
    files, READMEs, images and the like, and whowhom's own project directories are passed over.

    Raises:
        IngestError: a source does not exist, or a folder has no file that could be an article.
    """
    folders = sum(source.is_dir() for source in sources)
    for source in sources:
        if source != STANDARD_INPUT and not source.exists():
            raise IngestError(f"{source} does not exist: name a file or a folder of articles")
    for source in sources:
        if source == STANDARD_INPUT:
            yield SourceFile(source, "stdin")
            continue
        if not source.is_dir():
            yield SourceFile(source, source.name)
            continue
        found = False
        prefix = f"{source.resolve().name}/" if folders > 1 else ""
        for file in _walk(source):
            found = True
            yield SourceFile(file, prefix + file.relative_to(source).as_posix())
        if not found:
            raise IngestError(
                f"{source} holds no file to read: put articles into it (.txt, .md, .html, .pdf)"
            )


def passed_over(name: str) -> bool:
    """Whether a file of this name, in lower case, cannot be an article where it lies among others."""
    stem, dot, suffix = name.rpartition(".")
    return f"{dot}{suffix}" in PASSED_OVER or (stem or suffix) in _ABOUT


def _walk(folder: Path) -> Iterator[Path]:
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        raise IngestError(f"{folder} cannot be listed: {error.strerror or error}") from error
    names = {entry.name for entry in listed}
    if any(names >= marks for marks in _PROJECT_FILES):
        return
    for entry in listed:
        if entry.name.startswith("."):
            continue
        # A linked file is read; a linked folder could lead round in a circle.
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))
        elif not entry.is_dir() and not passed_over(entry.name.lower()):
            yield Path(entry.path)
