"""Runs a command and measures it: wall-clock and processor time, memory of all its processes, and its steps."""

from __future__ import annotations

import ctypes
import os
import subprocess
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MIB = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a command cost. ``peak`` is in MiB: the most that it and all its children held at once, shared
    memory counted once. ``steps`` pairs each line that it wrote to stderr with the second in which it came.
    """

    wall: float
    cpu: float
    peak: float
    steps: tuple[tuple[str, float], ...]

    def seconds_of(self, step: str) -> float:
        """How long the step took whose line begins with ``step``."""
        before = 0.0
        for line, moment in self.steps:
            if line.startswith(step):
                return moment - before
            before = moment
        return 0.0


def run(command: list[str]) -> Measured:
    """Run a command to its end. Raises SystemExit, with what it said last, where it fails."""
    _adopt()
    there = set(_children(os.getpid()))
    before = os.times()
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    peak = [0.0]
    stop = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, peak, stop), daemon=True)
    watcher.start()
    assert process.stderr is not None
    with process.stderr as lines:
        steps = [(line.rstrip(), time.perf_counter() - started) for line in lines]
    code = process.wait()
    wall = time.perf_counter() - started
    stop.set()
    watcher.join()
    # Workers are the children of a child, and outlive the command by a moment: only who is waited for is counted.
    while left := set(_children(os.getpid())) - there:
        for orphan in left:
            os.waitpid(orphan, 0)
    after = os.times()
    if code:
        said = "\n".join(line for line, _ in steps[-5:])
        raise SystemExit(f"{' '.join(command)} ended with {code}:\n{said}")
    return Measured(
        wall=wall,
        cpu=after.children_user + after.children_system - before.children_user - before.children_system,
        peak=peak[0],
        steps=tuple(steps),
    )


def _adopt() -> None:
    """Become the parent of whoever is left by a child that ended (Linux's PR_SET_CHILD_SUBREAPER)."""
    if ctypes.CDLL(None, use_errno=True).prctl(36, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "the processor time of workers cannot be counted")


def _watch(root: int, peak: list[float], stop: threading.Event) -> None:
    while not stop.wait(0.5):
        peak[0] = max(peak[0], sum(_held(process) for process in _tree(root)))


def _tree(root: int) -> list[int]:
    """The process and all below it."""
    found = [root]
    for process in found:
        found += _children(process)
    return found


def _children(process: int) -> list[int]:
    found: list[int] = []
    for thread in Path(f"/proc/{process}/task").glob("*"):
        with suppress(OSError):  # it has ended
            found += map(int, (thread / "children").read_text().split())
    return found


def _held(process: int) -> float:
    """MiB of a process, its part of what it shares with others included."""
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / MIB
    except OSError:
        pass  # it has ended
    return 0.0
