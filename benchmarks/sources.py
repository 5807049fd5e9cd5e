"""Sources of attributions, exact spans, on PolNeAR's dev part: what CofeNet reports 0.832 on and rules 0.107.

usage: python -m benchmarks.sources [--shared ../shared] [--articles N] [--mistakes N] [--floor F1]

A source is right when an annotated one has the same first and last character; each span counts once.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

from benchmarks.parsed import parsed
from benchmarks.polnear import articles
from ingest.qualifiers.sources import attributions


def figure(shared: Path, about: int = 0) -> float:
    """F1 over exact source spans of the dev part, or of about so many of its articles, evenly spread."""
    read = articles(shared / "corpora" / "polnear" / "dev", about)
    right = both = 0
    for article, doc in zip(read, parsed((a.name, a.text) for a in read), strict=True):
        found = {a.source for a in attributions(doc)}
        right, both = right + len(found & article.sources), both + len(found) + len(article.sources)
    return 2 * right / max(1, both)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--articles", type=int, default=0, metavar="N", help="about N, evenly spread")
    parser.add_argument("--mistakes", type=int, default=0, metavar="N")
    parser.add_argument("--least", type=float, default=None, help="in place of the measured threshold")
    parser.add_argument("--floor", type=float, default=0.0, help="exit status 1 below this F1")
    args = parser.parse_args()
    read = articles(args.shared / "corpora" / "polnear" / "dev", args.articles)
    right = ours = theirs = touched = 0
    wrong = []
    for article, doc in zip(read, parsed((a.name, a.text) for a in read), strict=True):
        found = {a.source for a in attributions(doc, least=args.least)}
        right += len(found & article.sources)
        ours, theirs = ours + len(found), theirs + len(article.sources)
        touched += sum(any(a < d and c < b for c, d in article.sources) for a, b in found)
        for kind, spans in (("wrong ", found - article.sources), ("missed", article.sources - found)):
            wrong += [
                f"{kind} [[{article.text[a:b]}]] {article.text[b : b + 80]!r}" for a, b in sorted(spans)
            ]
    p, r = (right / n if n else 0.0 for n in (ours, theirs))
    f1 = 2 * right / (ours + theirs) if ours + theirs else 0.0
    print(f"PolNeAR dev, {len(read)} articles: sources, exact: P {p:.3f}  R {r:.3f}  F1 {f1:.3f}", end="")
    print(f"  ({ours} ours, {theirs} theirs, {touched} of ours touch one of theirs)")
    for line in random.Random(7).sample(wrong, min(args.mistakes, len(wrong))):
        print("  " + line)
    return int(f1 < args.floor)


if __name__ == "__main__":
    sys.exit(main())
