"""Files and folders that belong together take their places together, or, after a kill, at the next opening."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

FRESH: Final = ".next"
"""The folder, beside what it will replace, in which everything new is made."""
_READY: Final = "ready"
_OLD: Final = "old"


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """A folder to put new things into; on leaving, each takes the place of its namesake in ``folder``.

    What fails within changes nothing. A process that is killed within has changed nothing either; one that
    is killed while things take their places leaves the rest to ``settle``. Raises OSError.
    """
    settle(folder)
    fresh = folder / FRESH
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        fresh.mkdir(parents=True)
        yield fresh
        _flush(fresh)
        # From here on there is no way back: the mark says that all is there.
        (fresh / _OLD).mkdir()
        _write_mark(fresh)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    settle(folder)


def is_unsettled(folder: Path) -> bool:
    """Whether a process was killed while new things took their places."""
    return (folder / FRESH / _READY).exists()


def settle(folder: Path) -> None:
    """Bring to its end what a killed process began. Raises OSError where the folder cannot be written."""
    fresh = folder / FRESH
    if not is_unsettled(folder):
        return
    for new in sorted(fresh.iterdir()):
        if new.name in (_READY, _OLD):
            continue
        place = folder / new.name
        if place.is_dir():
            # A folder cannot be replaced in one step; the mark stands until the new one is in its place.
            shutil.rmtree(fresh / _OLD / new.name, ignore_errors=True)
            place.rename(fresh / _OLD / new.name)
        new.replace(place)
    shutil.rmtree(fresh / _OLD, ignore_errors=True)
    (fresh / _READY).unlink()
    shutil.rmtree(fresh, ignore_errors=True)


def _write_mark(fresh: Path) -> None:
    part = fresh / _OLD / _READY
    with part.open("w", encoding="utf-8") as mark:
        mark.write("all is here\n")
        mark.flush()
        os.fsync(mark.fileno())
    part.replace(fresh / _READY)


def _flush(folder: Path) -> None:
    """Bring every file to the disk, so that a power cut cannot leave a mark without what it promises."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("r+b") as file:
                os.fsync(file.fileno())
