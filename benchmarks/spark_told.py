"""Whether Spark on this machine resolves the told articles of the tests as memory does, and how long it takes.

    python -m benchmarks.spark_told [--master 'local[2,4]']

No models are loaded: what runs is every step of resolution over tables, some fifty jobs of Spark's.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from graph.engines.spark import SparkEngine
from graph.resolve import resolve
from tests.graph.resolve.test_at_scale import STORY, over_tables


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--master", default="local[2,4]")
    with tempfile.TemporaryDirectory() as work:
        started = time.perf_counter()
        engine = SparkEngine(Path(work), parser.parse_args().master)
        ready = time.perf_counter() - started
        found = over_tables(engine, STORY)
        engine.close()
        print(f"start {ready:.1f} s, in all {time.perf_counter() - started:.1f} s wall")
    if found != resolve(STORY):
        raise SystemExit("the records differ")
    print(f"{len(found.entities)} entities, {len(found.claims)} claims, {len(found.links)} links: equal")


if __name__ == "__main__":
    main()
