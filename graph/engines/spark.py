"""The engine of many machines: Apache Spark over Parquet in a folder that all of them see."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from graph.engines.interface import Careful, EngineError, Step

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

_SETTINGS: Final = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    # Articles are long: few rows a batch keep a worker's memory small.
    "spark.sql.execution.arrow.maxRecordsPerBatch": "512",
    "spark.sql.execution.pyspark.udf.simplifiedTraceback.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.task.maxFailures": "4",
    "spark.executor.memoryOverhead": "2g",
}
"""What the job needs, unless the user's own settings say otherwise."""
_HERE: Final = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "4",
}
"""The same for a Spark that is this one machine."""


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A step in a task of Spark's: what has failed once is done with care."""

    step: Step

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        from pyspark import TaskContext

        task = TaskContext.get()
        if task is not None and task.attemptNumber() > 0 and isinstance(self.step, Careful):
            return self.step.carefully(batches)
        return self.step(batches)


class SparkEngine:
    """Runs steps in Python workers beside Spark's executors, which must have whowhom installed."""

    def __init__(self, work: Path, master: str, *, settings: Mapping[str, str] | None = None) -> None:
        """Start a session at ``master``, with tables in ``work``, a folder that driver and workers see.

        Raises EngineError where Spark or Java is missing, or the master cannot be reached.
        """
        try:
            from pyspark.errors import PySparkRuntimeError
            from pyspark.sql import SparkSession
        except ImportError as error:
            raise EngineError("Spark is not installed: pip install 'whowhom[spark]'") from error
        here = master.startswith("local")
        chosen = {**_SETTINGS, **(_HERE if here else {}), **(settings or {})}
        builder = SparkSession.builder.appName("whowhom").master(_that_retries(master))
        for key, value in chosen.items():
            builder = builder.config(key, value)
        try:
            self._spark = builder.getOrCreate()
        except (PySparkRuntimeError, OSError) as error:
            raise EngineError(
                f"Spark does not start ({' '.join(str(error).split())[:200]}): is Java 17 or later installed?"
            ) from error
        except Exception as error:
            raise EngineError(f"{master}: no Spark can be reached there ({_cause(error)}).") from error
        if python := chosen.get("spark.pyspark.python", sys.executable if here else ""):
            # Only spark-submit reads that setting; a session takes PYSPARK_PYTHON or the first python3.
            self._spark.sparkContext.pythonExec = python
        self._spark.sparkContext.setLogLevel("OFF")
        work.mkdir(parents=True, exist_ok=True)
        self._work = work.resolve()

    @property
    def cores(self) -> int:
        """See Engine."""
        return int(self._spark.sparkContext.defaultParallelism)

    def show(self, name: str, folder: Path, schema: pa.Schema) -> None:
        """See Engine."""
        rows = self._spark.read.schema(self._type(schema)).parquet(folder.resolve().as_uri())
        rows.createOrReplaceTempView(name)

    def resume(self, name: str, schema: pa.Schema) -> bool:
        """See Engine."""
        if not (self._work / name / "_SUCCESS").exists():
            return False
        self.show(name, self._work / name, schema)
        return True

    def put(self, name: str, table: pa.Table) -> None:
        """See Engine."""
        self._write(name, self._spark.createDataFrame(table), table.schema)

    def view(self, name: str, query: str) -> None:
        """See Engine."""
        self._spark.sql(query).createOrReplaceTempView(name)

    def apply(
        self,
        name: str,
        query: str,
        step: Step,
        *,
        by: Sequence[str] = (),
        order: Sequence[str] = (),
        parts: int | None = None,
    ) -> None:
        """See Engine."""
        rows = self._spark.sql(query)
        if by:
            rows = rows.repartition(parts, *by) if parts else rows.repartition(*by)
            rows = rows.sortWithinPartitions(*by, *order)
        elif order:
            rows = rows.orderBy(*order)
        elif parts:
            rows = rows.repartition(parts)
        made = rows.mapInArrow(_Attempt(step), self._type(step.schema))
        self._write(name, made, step.schema)

    def fetch(self, query: str) -> pa.Table:
        """See Engine."""
        return self._spark.sql(query).toArrow()

    def files(self, name: str) -> list[Path]:
        """See Engine."""
        return sorted((self._work / name).glob("part-*.parquet"))

    def close(self) -> None:
        """See Engine."""
        self._spark.stop()

    def _write(self, name: str, rows: DataFrame, schema: pa.Schema) -> None:
        path = self._work / name
        try:
            rows.write.mode("overwrite").option("compression", "zstd").parquet(path.as_uri())
        except Exception as error:
            raise EngineError(f"Spark could not make the table '{name}': {_cause(error)}") from error
        # With its schema: a table without rows may have no file that tells it.
        self.show(name, path, schema)

    def _type(self, schema: pa.Schema) -> Any:
        from pyspark.sql.pandas.types import from_arrow_schema

        return from_arrow_schema(schema)


def _that_retries(master: str) -> str:
    """``local[N]`` gives up at the first worker that dies; ``local[N,4]`` tries again like a real cluster."""
    if master == "local":
        return "local[1,4]"
    if master.startswith("local[") and "," not in master:
        return f"{master[:-1]},4]"
    return master


def _cause(error: Exception) -> str:
    """The line that tells most: what Python raised in a worker, else what Spark says first."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    raised = [line for line in lines if re.match(r"[\w.]*(Error|Exception): ", line)]
    return (raised or lines or [type(error).__name__])[0][:300]
