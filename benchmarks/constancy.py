"""What an article costs in a corpus of a thousand, and in one of twenty thousand; draws it.

    python -m benchmarks.constancy                                   # 1,000 to 20,000 articles
    python -m benchmarks.constancy --sizes 100,200,400 --plot ''     # a quick look

Articles are variants of PolNeAR's (or of the examples, where it is absent): a few sentences of one, some names
changed, so that none is a copy of another. Each size is one whole build from nothing, database and page
included. Prints processor seconds per article, of all and of each step, peak memory, and the largest
difference to the first size (bar: 20 %).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.measured import Measured, run
from benchmarks.variants import write_variants

STEPS = ("extract", "resolve", "write", "database", "page")
HERE = Path(__file__).parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", default="1000,2000,5000,10000,20000")
    parser.add_argument("--words", type=int, default=80, help="words of an article")
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpora/polnear/train/text"))
    parser.add_argument("--plot", default=str(HERE / "constancy.svg"))
    asked = parser.parse_args()
    base = sorted(asked.corpus.glob("*.txt")) or sorted((HERE.parent / "examples").glob("[0-9]*.md"))
    found: list[tuple[int, Measured]] = []
    for size in map(int, asked.sizes.split(",")):
        with tempfile.TemporaryDirectory(prefix="whowhom-constancy-") as scratch:
            folder = Path(scratch) / "articles"
            words = write_variants(base, folder, size, words=asked.words)
            command = [sys.executable, "-m", "whowhom", "build", str(folder), "-o", f"{scratch}/p.whowhom"]
            measured = run([*command, "--workers", "2"])
        found.append((size, measured))
        steps = ", ".join(f"{step} {1000 * measured.seconds_of(step) / size:.1f}" for step in STEPS)
        print(
            f"{size:>6} articles {words:>9,} words {1000 * measured.cpu / size:6.1f} ms of CPU an article, "
            f"{1000 * measured.wall / size:6.1f} ms of wall  {measured.peak:6,.0f} MiB  (wall: {steps})",
            flush=True,
        )
    first = found[0][1].cpu / found[0][0]
    worst = max((abs(measured.cpu / size / first - 1) for size, measured in found), default=0.0)
    print(f"largest difference to the first size: {100 * worst:.0f} %  (bar 20 %)")
    if asked.plot:
        Path(asked.plot).write_text(draw(found), encoding="utf-8")


def draw(found: list[tuple[int, Measured]]) -> str:
    """An SVG: processor milliseconds an article over the number of articles, with the band of 20 %."""
    width, height, left, top = 560, 300, 60, 20
    costs = [1000 * measured.cpu / size for size, measured in found]
    most, largest = 1.6 * costs[0], max(size for size, _ in found)

    def x(size: float) -> float:
        return left + (width - left - 20) * size / largest

    def y(cost: float) -> float:
        return top + (height - top - 45) * (1 - min(cost, most) / most)

    line = " ".join(f"{x(size):.1f},{y(cost):.1f}" for (size, _), cost in zip(found, costs, strict=True))
    band = y(1.2 * costs[0]), y(0.8 * costs[0])
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
        'font-size="12">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
        f'<rect x="{left}" y="{band[0]:.1f}" width="{width - left - 20}" height="{band[1] - band[0]:.1f}" '
        'fill="#e8eef7"/>',
        f'<polyline points="{line}" fill="none" stroke="#1f4e96" stroke-width="2"/>',
    ]
    for (size, _), cost in zip(found, costs, strict=True):
        parts.append(f'<circle cx="{x(size):.1f}" cy="{y(cost):.1f}" r="3.5" fill="#1f4e96"/>')
        parts.append(f'<text x="{x(size):.1f}" y="{y(cost) - 8:.1f}" text-anchor="middle">{cost:.0f}</text>')
        parts.append(f'<text x="{x(size):.1f}" y="{height - 26}" text-anchor="middle">{size:,}</text>')
    parts.append(f'<text x="{width / 2}" y="{height - 8}" text-anchor="middle">articles</text>')
    parts.append('<text x="10" y="14">ms of CPU an article; the band is ±20 % of the first</text></svg>')
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    main()
