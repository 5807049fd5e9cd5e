"""Runs what may hang or burst in a process of its own, so that a hostile file costs that file alone."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from ingest.read.draft import Draft, ReadError
from ingest.read.limits import Limits

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Work: TypeAlias = Callable[[bytes, str], Sequence[Draft]]

START_SECONDS: Final = 120.0


class Guard:
    """One process that lives from file to file and is replaced when a file hangs or kills it."""

    def __init__(self) -> None:
        """Start nothing yet: most runs read text files only."""
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def run(self, work: Work, data: bytes, name: str, limits: Limits) -> Sequence[Draft]:
        """What ``work`` makes of the bytes, within the limits of time and memory.

        Raises:
            ReadError: ``work`` refused the bytes, took too long, or ended its process.
        """
        try:
            pipe = self._started(limits)
            pipe.send((work, data, name))
            if not pipe.poll(limits.seconds):
                self.close()
                raise ReadError(f"reading it takes longer than {limits.seconds:g} seconds")
            outcome: Sequence[Draft] | str = pipe.recv()
        except (EOFError, OSError) as error:
            self.close()
            raise ReadError("reading it ended its process: it is broken, or needs too much memory") from error
        if isinstance(outcome, str):
            raise ReadError(outcome)
        return outcome

    def close(self) -> None:
        """End the process; a later ``run`` starts another."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._process = self._pipe = None

    def _started(self, limits: Limits) -> Connection:
        if self._pipe is None or self._process is None or not self._process.is_alive():
            self.close()
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs, limits.memory_bytes), daemon=True)
            self._process.start()
            theirs.close()
            # The time that a process takes to start is not the file's.
            if not self._pipe.poll(START_SECONDS):
                raise EOFError
            self._pipe.recv()
        return self._pipe


def _serve(pipe: Connection, memory: int) -> None:
    """The other process: work, answer, wait for the next file."""
    _bound_memory(memory)
    pipe.send(None)
    while True:
        try:
            work, data, name = pipe.recv()
        except (EOFError, KeyboardInterrupt):
            return
        pipe.send(_attempt(work, data, name))


def _attempt(work: Work, data: bytes, name: str) -> Sequence[Draft] | str:
    try:
        return work(data, name)
    except ReadError as error:
        return str(error)
    except MemoryError:
        return "reading it needs too much memory"
    except RecursionError:
        return "it is nested too deeply to be read"
    # Parsers of hostile files raise anything; the type and message are all that can be said of it.
    except Exception as error:
        return f"it is broken: {type(error).__name__}: {' '.join(str(error).split())[:200]}".rstrip(": ")


def _bound_memory(limit: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such bound.
        return
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
