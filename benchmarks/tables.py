"""What resolution over tables costs an article, in processor time, disk and memory, against memory alone.

    python -m benchmarks.tables [--records 1000 10000]

Records are chains, twenty an article, from ``benchmarks.resolve``; the engine is DuckDB.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from benchmarks.resolve import articles
from graph.engines.duckdb import DuckEngine
from graph.resolve import resolve
from graph.resolve.at_scale import resolve_tables
from ingest.batches import Outcome
from ingest.columns import to_batch
from ingest.records import Extraction


def outcomes(extractions: list[Extraction]) -> Iterator[Outcome]:
    for one in extractions:
        yield Outcome(
            document=one.article.id,
            article=one.article,
            mentions=one.mentions,
            chains=one.chains,
            claims=one.claims,
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, nargs="+", default=[1_000, 10_000])
    for records in parser.parse_args().records:
        extractions, _ = articles(records, 7)
        count = len(extractions)
        with tempfile.TemporaryDirectory() as work:
            engine = DuckEngine(Path(work))
            engine.put("outcomes", pa.Table.from_batches([to_batch(outcomes(extractions), Outcome)]))
            started = time.process_time()
            resolve_tables(engine)
            tables = time.process_time() - started
            disk = sum(file.stat().st_size for file in Path(work).glob("*.parquet"))
            (linked,) = engine.fetch("SELECT COUNT(*) AS n FROM linked").column("n").to_pylist()
            engine.close()
        started = time.process_time()
        resolve(extractions)
        memory = time.process_time() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{records:8} records, {count:6} articles: tables {1e3 * tables / count:6.1f} ms, memory "
            f"{1e3 * memory / count:5.1f} ms, disk {disk // count:6} B an article; "
            f"{linked / count:.2f} linked clusters an article; peak {peak} MiB"
        )


if __name__ == "__main__":
    main()
