"""The engine of one machine: DuckDB over Parquet files; what does not fit into memory goes to disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from graph.engines.interface import EngineError, Step

if TYPE_CHECKING:
    import pyarrow as pa

_BATCH: Final = 2_048


class DuckEngine:
    """Runs steps in this process, one after the other."""

    def __init__(self, work: Path, *, memory: str = "1GB") -> None:
        """Keep tables in ``work``, which is made. Raises EngineError where DuckDB is not installed."""
        try:
            import duckdb
        except ImportError as error:
            raise EngineError("DuckDB is not installed: pip install 'whowhom[spark]'") from error
        work.mkdir(parents=True, exist_ok=True)
        self._work = work
        self._connection = duckdb.connect(
            config={"memory_limit": memory, "temp_directory": str(work / "spill"), "threads": 2}
        )

    @property
    def cores(self) -> int:
        """See Engine."""
        return 1

    def show(self, name: str, folder: Path, schema: pa.Schema) -> None:  # the files know their columns
        """See Engine."""
        self.view(name, f"SELECT * FROM read_parquet({_quoted(folder / '*.parquet')})")

    def resume(self, name: str, schema: pa.Schema) -> bool:  # the file knows its columns
        """See Engine."""
        if not self._path(name).exists():
            return False
        self._show(name)
        return True

    def put(self, name: str, table: pa.Table) -> None:
        """See Engine."""
        import pyarrow.parquet as pq

        pq.write_table(table, self._path(name))
        self._show(name)

    def view(self, name: str, query: str) -> None:
        """See Engine."""
        self._connection.execute(f"CREATE OR REPLACE VIEW {name} AS {query}")

    def apply(
        self,
        name: str,
        query: str,
        step: Step,
        *,
        by: Sequence[str] = (),
        order: Sequence[str] = (),
        parts: int | None = None,  # one process has one part
    ) -> None:
        """See Engine."""
        import pyarrow.parquet as pq

        columns = ", ".join((*by, *order))
        ordered = f"SELECT * FROM ({query}) ORDER BY {columns}" if columns else query
        # A cursor of its own, for a table may be made while another query of it is read.
        batches: Any = self._connection.cursor().sql(ordered).to_arrow_reader(_BATCH)
        part = self._path(name).with_suffix(".part")
        with pq.ParquetWriter(part, step.schema, compression="zstd") as writer:
            for batch in step(batches):
                writer.write_batch(batch)
        part.replace(self._path(name))
        self._show(name)

    def fetch(self, query: str) -> pa.Table:
        """See Engine."""
        return self._connection.sql(query).to_arrow_table()

    def files(self, name: str) -> list[Path]:
        """See Engine."""
        return [self._path(name)]

    def close(self) -> None:
        """See Engine."""
        self._connection.close()

    def _path(self, name: str) -> Path:
        return self._work / f"{name}.parquet"

    def _show(self, name: str) -> None:
        self.view(name, f"SELECT * FROM read_parquet({_quoted(self._path(name))})")


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
