"""Steps for the engines' tests: they travel to other processes, so they live in a module that those can import."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from graph.engines.interface import Row

SUMS = pa.schema([("kind", pa.string()), ("total", pa.int64()), ("seen", pa.list_(pa.int64()))])
NUMBERS = pa.schema([("kind", pa.string()), ("n", pa.int64())])


def total(rows: list[Row]) -> Iterator[Row]:
    seen = [row["n"] for row in rows]
    yield {"kind": rows[0]["kind"], "total": sum(seen), "seen": seen}


def twice(row: Row) -> Iterator[Row]:
    yield row
    yield {**row, "n": row["n"] + 1000}


@dataclass(frozen=True)
class DiesOnce:
    """Kills its process the first time that it is called, wherever that is."""

    mark: Path

    @property
    def schema(self) -> pa.Schema:
        return NUMBERS

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            self._die()
            yield batch

    def _die(self) -> None:
        try:
            self.mark.touch(exist_ok=False)
        except FileExistsError:
            return
        os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True)
class DiesUnlessCareful:
    """Kills its process unless it is told to take care."""

    schema: pa.Schema = NUMBERS

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for _ in batches:
            os.kill(os.getpid(), signal.SIGKILL)
        yield from ()

    def carefully(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        yield from batches


def fails(row: Row) -> Iterator[Row]:
    raise ValueError("no good: " + row["kind"])
    yield row
