"""The engines that a build can run on, and how each is opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.engines.interface import Engine, Step


class EngineName(StrEnum):
    """What does the work of a build: this process and its pool, DuckDB on this machine, or Spark on many."""

    local = "local"
    duckdb = "duckdb"
    spark = "spark"


@dataclass(frozen=True, slots=True)
class OnDuckdb:
    """Tables in DuckDB, which keeps what is too large for the memory on disk; extraction on all cores."""

    workers: int | None = None

    def open(self, work: Path) -> Engine:
        """An engine with its tables in ``work``. Raises GraphError."""
        from graph.engines.duckdb import DuckEngine

        return DuckEngine(work)

    def extracting(self) -> Step:
        """The step that extracts."""
        from ingest.batches import ExtractingOnAllCores

        return ExtractingOnAllCores(self.workers)


@dataclass(frozen=True, slots=True)
class OnSpark:
    """Tables in Spark, extraction in a Python process beside each of its cores."""

    master: str
    settings: Mapping[str, str]

    def open(self, work: Path) -> Engine:
        """An engine with its tables in ``work``, which all machines must see. Raises GraphError."""
        from graph.engines.spark import SparkEngine

        return SparkEngine(work, self.master, settings=self.settings)

    def extracting(self) -> Step:
        """The step that extracts."""
        from ingest.batches import Extracting

        return Extracting()
