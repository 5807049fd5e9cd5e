"""Mutate a sound file of every format at random, read what comes out, and count: read, refused by name, failed.

    python -m benchmarks.fuzz --times 1000

A failure is a crash, an exception, a file that is not named in the outcome, or more than the limit of time.
Seeded: the same files every time. Prints one line a format; a failure ends it with the seed and the format.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from tests.ingest.read.mutations import SOUND, fuzz


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--times", type=int, default=1000, help="mutations of all formats together")
    parser.add_argument("--seed", type=int, default=8)
    asked = parser.parse_args()
    each, more = divmod(asked.times, len(SOUND))
    read = refused = 0
    for number, name in enumerate(SOUND):
        started = time.perf_counter()
        times = each + (number < more)
        with tempfile.TemporaryDirectory(prefix="whowhom-fuzz-") as folder:
            outcome = fuzz(name, times, Path(folder), asked.seed)
        read, refused = read + outcome.read, refused + outcome.refused
        took = time.perf_counter() - started
        line = f"{name:<12}{times:>5} mutated {outcome.read:>5} read {outcome.refused:>5} refused by name"
        print(f"{line} {took:>7.1f} s", flush=True)
    print(f"{read + refused} mutated files: {read} read, {refused} refused by name, none crashed or hung")


if __name__ == "__main__":
    main()
