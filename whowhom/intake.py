"""Decides what a build reads: files that are new or changed, and of these the articles that are new."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from graph.ledger import Part, Source, living, part_of
from graph.project import Project
from ingest.read import Limits, open_sources
from ingest.read import Source as Opened
from ingest.records import Article, Duplicate, Unreadable, content_id

_STANDARD_INPUT = "-"


@dataclass(slots=True, kw_only=True)
class Intake:
    """Reads sources against what a project holds already, and keeps the new ledger.

    ``known`` is the ledger by place, ``held`` the articles, by id, that the project has the extraction of,
    and ``journaled`` the stamps, by id, of those that a build which was cut short has left one of.
    """

    project: Path
    known: Mapping[str, Source]
    held: Mapping[str, Part]
    journaled: Mapping[str, str]
    seen: dict[str, Source] = field(default_factory=dict)
    duplicates: list[Duplicate] = field(default_factory=list)
    _paths: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """What the project holds came first: the same text under another path is its duplicate."""
        self._paths.update((part.id, part.path) for part in self.held.values())

    def articles(
        self, sources: Sequence[Path], *, limits: Limits | None, columns: Mapping[str, str] | None
    ) -> Iterator[Article]:
        """Yield the articles that must be extracted, file by file, each once."""
        given: set[str] = set()
        for opened in open_sources(sources, limits=limits, columns=columns):
            digest = opened.digest()
            place = self._place(opened.file.file)
            old = self.known.get(place)
            if digest and old is not None and old.digest == digest and self._complete(old):
                self._keep(place, old)
                continue
            for article in self._read(opened, place, digest, old):
                if article.id not in given and self._is_new(part_of(article), old):
                    given.add(article.id)
                    yield article

    def ledger(self, *, prune: bool) -> tuple[Source, ...]:
        """The new ledger, sorted by place; with ``prune`` without what is no longer there."""
        sources = {**self.known, **self.seen}
        if prune:
            sources = {
                place: replace(source, former=())
                for place, source in sources.items()
                if place in self.seen or not self._is_gone(place)
            }
        return tuple(sources[place] for place in sorted(sources))

    def gone(self) -> tuple[str, ...]:
        """The files of earlier builds that are no longer there, sorted."""
        return tuple(sorted(place for place in self.known.keys() - self.seen.keys() if self._is_gone(place)))

    def _complete(self, source: Source) -> bool:
        """Whether reading an unchanged file again can bring nothing new."""
        return not source.refused and all(part.id in self.held for part in source.parts)

    def _is_new(self, part: Part, old: Source | None) -> bool:
        """Whether an article is to be extracted: a new text, or new metadata of the same file's text."""
        held = self.held.get(part.id)
        if part.id in self.journaled:
            return self.journaled[part.id] != part.stamp
        if held is None or held.stamp == part.stamp:
            return held is None
        return old is not None and any(part.id == before.id for before in old.parts)

    def _keep(self, place: str, source: Source) -> None:
        self.seen[place] = source
        for part in source.parts:
            self._note(part)

    def _read(self, opened: Opened, place: str, digest: str | None, old: Source | None) -> Iterator[Article]:
        parts: list[Part] = []
        refused: list[Unreadable] = []
        for record in opened.read():
            if isinstance(record, Article):
                part = part_of(record)
                parts.append(part)
                if self._note(part):
                    yield record
            else:
                refused.append(record)
        if place == _STANDARD_INPUT:
            # What comes down a pipe comes once: the next pipe is another source, and replaces nothing.
            place, old = f"-{content_id(*(part.id for part in parts))}", None
        self.seen[place] = Source(
            place=place,
            digest=digest or "",
            parts=tuple(parts),
            former=_former(old, parts),
            refused=tuple(refused),
        )

    def _note(self, part: Part) -> bool:
        """Whether the article is the first of its text; else it is noted as a duplicate."""
        original = self._paths.setdefault(part.id, part.path)
        if original == part.path:
            return True
        self.duplicates.append(Duplicate(path=part.path, original=original))
        return False

    def _place(self, file: Path) -> str:
        """The file as seen from the project, so that both may be moved together."""
        if str(file) == _STANDARD_INPUT:
            return _STANDARD_INPUT
        try:
            return Path(os.path.relpath(file.resolve(), self.project.resolve())).as_posix()
        except ValueError:  # another drive
            return file.resolve().as_posix()

    def _is_gone(self, place: str) -> bool:
        return not place.startswith(_STANDARD_INPUT) and not (self.project / place).exists()


def _former(old: Source | None, parts: Sequence[Part]) -> tuple[Part, ...]:
    """What a file gave before and gives no more, and must not be lost.

    A file of one article that was changed has a new version of it, which takes the old one's place. Of a
    table, and of a file that can no longer be read, the articles stay.
    """
    if old is None:
        return ()
    now = {part.id for part in parts}
    before = (*old.parts, *old.former)
    if len(old.parts) == 1 and len(parts) == 1:
        before = old.former
    return tuple(part for part in before if part.id not in now)


def open_intake(project: Project, version: str, journaled: Mapping[str, str]) -> Intake:
    """What is known of the project before a build by this version of the extraction."""
    sources = project.sources()
    same = bool(sources) and project.manifest().extraction == version
    held = (part_of(article) for article in project.articles()) if same else ()
    return Intake(
        project=project.path,
        known={source.place: source for source in sources},
        held={part.id: part for part in held},
        journaled=journaled,
    )


def outdated(project: Project, intake: Intake, ledger: Sequence[Source]) -> Iterator[Article]:
    """Articles that no source gave this time, and that another version of the extraction has read."""
    if intake.held or not intake.known:
        return
    wanted = living(ledger) - {part.id for source in intake.seen.values() for part in source.parts}
    for article in project.articles():
        if article.id in wanted and article.id not in intake.journaled:
            yield article
