"""The embedded database of a corpus: built anew beside the old one, then put in its place."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from graph.load.collecting import no_collecting
from graph.load.filling import fill
from graph.load.report import LoadReport, Progress, quiet
from graph.store.bulk import EmbeddedWriter
from graph.store.embedded import EmbeddedStore
from graph.store.interface import StoreError
from graph.store.schema import NODE_LABELS

if TYPE_CHECKING:
    from pathlib import Path

    from graph.load.counts import Expected
    from graph.load.rows import Analysis
    from graph.reading import Reader
    from graph.records import Corpus


def build_database(
    source: Corpus | Reader, path: Path, progress: Progress = quiet, *, analysis: Analysis | None = None
) -> LoadReport:
    """Make the folder ``path`` the database of a corpus: whole, or else what was there stays.

    A reader, such as ``Project.reader`` gives, is read once and never held whole. ``analysis`` gives
    entities further properties; None stands for those of ``graph.analysis``. Raises StoreError where the
    folder cannot be written, or the database does not hold in the end what the corpus has.
    """
    fresh = path.with_name(f"{path.name}.new")
    try:
        shutil.rmtree(fresh, ignore_errors=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        with no_collecting(), EmbeddedWriter(fresh) as writer:
            expected = fill(writer, source, analysis, progress)
        _check(fresh, path, expected)
        _swap(fresh, path)
    except OSError as error:
        raise StoreError(f"The database {path} cannot be written: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return LoadReport(address=str(path), counts=expected.items())


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
