"""Keeps a project up to date with folders and feeds: a build whenever something is new."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.project import Project
from graph.records import GraphError
from ingest.read.sources import find_files, passed_over
from ingest.records import IngestError
from whowhom.build import Report
from whowhom.errors import describe
from whowhom.feeds import collect, is_address

_FEED_HEADS: Final = (b"<rss", b"<feed", b"<rdf:rdf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What is watched: folders and files of articles, and feeds by address or path."""

    folders: tuple[Path, ...]
    feeds: tuple[str, ...]


def sort_sources(sources: Sequence[str]) -> Watched:
    """Tell feeds from folders and files. Raises IngestError where one does not exist."""
    folders: list[Path] = []
    feeds: list[str] = []
    for source in sources:
        if is_address(source):
            feeds.append(source)
        elif not Path(source).exists():
            raise IngestError(f"{source} does not exist: name a folder of articles, or a feed")
        elif _is_feed(Path(source)):
            feeds.append(source)
        else:
            folders.append(Path(source))
    return Watched(folders=tuple(folders), feeds=tuple(feeds))


def watch(
    watched: Watched,
    directory: Path,
    build: Callable[[Sequence[Path]], Report],
    *,
    every: float,
    once: bool,
    remark: Callable[[str], None],
) -> Iterator[Report]:
    """Yield the report of a first build, then one whenever files changed or a feed has something new.

    Feeds are asked every so many seconds. What goes amiss later than at the first time is told by
    ``remark`` in one sentence, and tried again. Runs until it is interrupted, or ``once``.

    Raises:
        IngestError, GraphError: the first build failed.
    """
    project = Project(directory)
    changes = iter((True,)) if once else _changes(watched, directory, every)
    first = True
    for _ in changes:
        try:
            report = _round(watched, project, build, remark)
        except (IngestError, GraphError, OSError) as error:
            if first:
                raise
            remark(describe(error))
            continue
        first = False
        if report is not None:
            yield report


def _round(
    watched: Watched,
    project: Project,
    build: Callable[[Sequence[Path]], Report],
    remark: Callable[[str], None],
) -> Report | None:
    """Take in what feeds have, and build of everything that holds a file."""
    if watched.feeds:
        with project.lock():
            for feed in watched.feeds:
                for trouble in collect(feed, project.inbox):
                    remark(trouble)
    sources = [source for source in (*watched.folders, project.inbox) if _holds_files(source)]
    return build(sources) if sources else None


def _changes(watched: Watched, directory: Path, every: float) -> Iterator[bool]:
    """Yield at once, then whenever something changed on disk, and every so many seconds for feeds."""
    yield True
    paths = (*watched.folders, *(Path(feed) for feed in watched.feeds if not is_address(feed)))
    remote = any(is_address(feed) for feed in watched.feeds)
    if not paths:
        while True:
            time.sleep(every)
            yield True
    try:
        from watchfiles import watch as follow
    except ImportError as error:
        raise IngestError("watching folders needs watchfiles: run pip install 'whowhom[watch]'") from error
    home = directory.resolve()

    def is_article(_: object, path: str) -> bool:
        place = Path(path)
        hidden = any(part.startswith(".") for part in place.relative_to(place.anchor).parts[-1:])
        return not (hidden or passed_over(place.name.lower()) or home in place.resolve().parents)

    due = time.monotonic() + every
    for changed in follow(
        *paths, watch_filter=is_article, yield_on_timeout=True, rust_timeout=int(min(every, 60.0) * 1000)
    ):
        if changed or (remote and time.monotonic() >= due):
            due = time.monotonic() + every
            yield True


def _holds_files(source: Path) -> bool:
    if not source.exists():
        return False
    try:
        return any(True for _ in find_files([source]))
    except IngestError:
        return False


def _is_feed(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(4096).lower()
    return any(mark in head for mark in _FEED_HEADS)
