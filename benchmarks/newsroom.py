"""A whole build of PolNeAR's 924 articles against two processes of the bare stock pipeline; then ten more.

    python -m benchmarks.newsroom [--articles 924] [--corpus ../shared/corpora/polnear]

The yardstick: two processes, each ``nlp.pipe`` of the stock model with all its components over half of the
texts, reading and starting included. The build: everything, up to database and page, on two workers. Both run
one after the other, so that a busy machine slows both alike. Then ten articles that are new are added to the
project. Prints the ratio of the wall-clock times (bar: 1.5), the peak memory of all processes (bar: 2.5 GB),
the seconds of adding ten articles (bar: 15), and where the time went.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measured import Measured, run
from benchmarks.speed import bare
from benchmarks.variants import write_variants

STEPS = ("extract", "resolve", "write", "database", "page")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=924)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpora/polnear"))
    asked = parser.parse_args()
    paths = [
        path for part in ("train", "dev") for path in sorted((asked.corpus / part / "text").glob("*.txt"))
    ]
    paths = paths[: asked.articles]
    with tempfile.TemporaryDirectory(prefix="whowhom-polnear-") as scratch:
        folder, more, project = (Path(scratch) / name for name in ("articles", "more", "p.whowhom"))
        folder.mkdir()
        for path in paths:
            shutil.copy(path, folder / path.name)
        words = sum(len(path.read_text(encoding="utf-8").split()) for path in paths)
        print(f"{len(paths)} articles, {words:,} words", flush=True)
        wall, cpu = time_bare(paths)
        print(f"bare pipeline, two processes  {wall:7.1f} s wall {cpu:7.1f} s of CPU", flush=True)
        whole = build(folder, project)
        tell("whole build, two workers", whole)
        write_variants(paths[: max(10, len(paths))], more, 10, words=words // len(paths))
        added = build(more, project)
        tell("ten articles more", added)
    print(f"ratio     {whole.wall / wall:6.2f} of wall, {whole.cpu / cpu:.2f} of CPU  (bar 1.5)")
    print(f"memory    {max(whole.peak, added.peak):6,.0f} MiB, all processes at their peak  (bar 2,500 MB)")
    print(f"ten more  {added.wall:6.1f} s wall, {added.cpu:.1f} s of CPU  (bar 15 s)")


def time_bare(paths: list[Path]) -> tuple[float, float]:
    """Seconds of wall-clock and of processor time of the yardstick."""
    before, started = os.times(), time.perf_counter()
    context = multiprocessing.get_context("spawn")
    halves = [context.Process(target=bare, args=(paths[half::2],)) for half in range(2)]
    for process in halves:
        process.start()
    for process in halves:
        process.join()
        assert process.exitcode == 0
    wall, after = time.perf_counter() - started, os.times()
    return wall, sum(after[2:4]) - sum(before[2:4])


def build(folder: Path, project: Path) -> Measured:
    return run([sys.executable, "-m", "whowhom", "build", str(folder), "-o", str(project), "--workers", "2"])


def tell(what: str, found: Measured) -> None:
    steps = ", ".join(f"{step} {found.seconds_of(step):.1f}" for step in STEPS)
    print(
        f"{what:<28}{found.wall:9.1f} s wall {found.cpu:7.1f} s of CPU  {found.peak:,.0f} MiB  ({steps})",
        flush=True,
    )


if __name__ == "__main__":
    main()
