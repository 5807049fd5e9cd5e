"""The embedded database of a corpus: built beside the old one, anew or out of it, then put in its place."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from graph.load.amending import carry_out, plan
from graph.load.collecting import no_collecting
from graph.load.contents import NAME, ContentsFile, contents_of, seal, stamps_of
from graph.load.filling import fill
from graph.load.report import LoadReport, Progress, quiet
from graph.store.amending import EmbeddedAmender
from graph.store.bulk import EmbeddedWriter
from graph.store.embedded import EmbeddedStore
from graph.store.interface import StoreError
from graph.store.schema import NODE_LABELS

if TYPE_CHECKING:
    from pathlib import Path

    from graph.load.contents import Contents
    from graph.load.counts import Expected
    from graph.load.rows import Analysis
    from graph.reading import Reader
    from graph.records import Corpus


def build_database(
    source: Corpus | Reader,
    path: Path,
    progress: Progress = quiet,
    *,
    analysis: Analysis | None = None,
    earlier: Path | None = None,
) -> LoadReport:
    """Make the folder ``path`` the database of a corpus: whole, or else what was there stays.

    A reader, such as ``Project.reader`` gives, is read once (twice, if ``earlier`` is of no use) and never
    held whole. ``analysis`` gives entities further properties; None stands for those of ``graph.analysis``.
    ``earlier`` is a database that was built of much the same corpus: what differs is written into a copy of
    it, and the outcome is the same. Raises StoreError where the folder cannot be written, or the database
    does not hold in the end what the corpus has.
    """
    fresh = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with no_collecting():
            known = contents_of(earlier) if earlier else None
            expected = (
                _amend(earlier, known, fresh, source, analysis, progress) if earlier and known else None
            )
            if expected is None:
                expected, known = _build(fresh, source, analysis, progress), None
                _check(fresh, path, expected)
        seal(fresh, _contents(fresh), known)
        _swap(fresh, path)
    except OSError as error:
        raise StoreError(f"The database {path} cannot be written: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        _contents(fresh).unlink(missing_ok=True)
    return LoadReport(address=str(path), counts=expected.items())


def _build(fresh: Path, source: Corpus | Reader, analysis: Analysis | None, progress: Progress) -> Expected:
    shutil.rmtree(fresh, ignore_errors=True)
    with ContentsFile(_contents(fresh)) as contents, EmbeddedWriter(fresh) as writer:
        return fill(writer, source, analysis, progress, contents)


def _amend(
    earlier: Path,
    known: Contents,
    fresh: Path,
    source: Corpus | Reader,
    analysis: Analysis | None,
    progress: Progress,
) -> Expected | None:
    """A copy of the ``earlier`` database, brought up to date in ``fresh``; None where that cannot be done."""
    with ContentsFile(_contents(fresh)) as contents:
        found = plan(known.hashes, source, analysis, contents)
    if found is None:
        return None
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        shutil.copytree(earlier, fresh, ignore=shutil.ignore_patterns(NAME, "*.lck"))
        if stamps_of(earlier) != known.stamps:
            return None  # somebody has written into it meanwhile
        with EmbeddedAmender(fresh) as writer:
            carry_out(found, writer, progress)
        _check(fresh, fresh, found.expected)
    except (StoreError, KeyError):
        # Whatever is damaged or missing in it, a new one has none of that.
        return None
    return found.expected


def _contents(fresh: Path) -> Path:
    """Where the list of what is in ``fresh`` grows: beside it, since the engine makes the folder."""
    return fresh.with_name(f"{fresh.name}.part")


def _check(fresh: Path, path: Path, expected: Expected) -> None:
    """Count what the database in ``fresh`` holds. Raises StoreError on a difference."""
    with EmbeddedStore(fresh, write=True) as store:
        for kind, number in expected.items():
            pattern = f"(x:{kind})" if kind in NODE_LABELS else f"()-[x:{kind}]->()"
            ((found,),) = store.query(f"MATCH {pattern} RETURN count(x) AS n").rows
            if found != number:
                raise StoreError(f"The database {path} holds {found} of {number} {kind}: build it again.")


def _swap(fresh: Path, path: Path) -> None:
    """Put ``fresh`` in the place of ``path``: a reader that has the old one open keeps it until it closes."""
    old = path.with_name(f"{path.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if path.exists():
        path.rename(old)
    fresh.rename(path)
    shutil.rmtree(old, ignore_errors=True)
