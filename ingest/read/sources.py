"""Paths to files: folders are walked in one order on every machine, and each file gets a name to cite."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ingest.records import IngestError

PASSED_OVER: Final = frozenset(
    {".avif", ".bmp", ".css", ".eot", ".gif", ".ico", ".jpeg", ".jpg", ".js", ".map", ".mp3", ".mp4", ".otf"}
    | {".png", ".svg", ".tif", ".tiff", ".ttf", ".webp", ".woff", ".woff2"}
)
"""What lies beside saved pages and holds no article; in a folder such files are passed over."""
_ABOUT: Final = frozenset({"readme", "license", "licence", "changelog", "contributing"})
"""Files that speak of a folder and are no articles in it."""
_PROJECT_FILES: Final = ("documents.jsonl", "claims.jsonl")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read, and the path by which reports and the graph cite it."""

    file: Path
    cited: str


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
        if not source.exists():
            raise IngestError(f"{source} does not exist: name a file or a folder of articles")
    for source in sources:
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
                f"{source} holds no file to read: put articles into it (.txt, .md, .html, .pdf, ...)"
            )


def _walk(folder: Path) -> Iterator[Path]:
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        raise IngestError(f"{folder} cannot be listed: {error.strerror or error}") from error
    names = {entry.name for entry in listed}
    if names.issuperset(_PROJECT_FILES):
        return
    for entry in listed:
        if entry.name.startswith("."):
            continue
        # A linked file is read; a linked folder could lead round in a circle.
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))
        elif not entry.is_dir() and not _passed_over(entry.name.lower()):
            yield Path(entry.path)


def _passed_over(name: str) -> bool:
    stem, dot, suffix = name.rpartition(".")
    return f"{dot}{suffix}" in PASSED_OVER or (stem or suffix) in _ABOUT
