"""Scores the relation model on DSE's valid part (Park et al. 2021), which taught nothing.

usage: python -m benchmarks.stances [--shared ../shared] [--sample N]

Five classes: neutral, support and opposition in either direction, by the outputs that DSE's train part taught:
its crowd draws the line between a stance and none at another place than our guidelines do, so that claims rest
on outputs of their own. Micro-F1 is accuracy; macro-F1 is the mean over the classes.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from ingest.markers import Marked
from ingest.mentions.model import tag_sentences
from ingest.relations.model import MarkedSentence, stances
from training import dse


def classes(shared: Path, sample: int | None) -> Iterator[tuple[int, int]]:
    """For each sentence the annotated class and ours."""
    for e in dse.examples(shared / "corpora/dse/valid.txt", {})[:sample]:
        (pair,) = e.pairs
        (reading,) = tag_sentences([e.words])
        types = {n: t.type for t in reading.tagged if t.kind == "name" for n in range(t.first, t.last)}
        marked = tuple(
            Marked(
                first=m.first, last=m.last, type=types.get(m.first, "Person"), kind="name", chain=str(n)
            )
            for n, m in enumerate(e.mentions)
        )  # fmt: skip
        asked = pair.left, pair.right
        (found,) = stances([MarkedSentence(words=tuple(e.words), mentions=marked, pairs=(asked,))])
        yield pair.stance, int(found[asked].argmax()) if asked in found else 0


def figures(shared: Path, sample: int | None = None) -> dict[str, float]:
    """Micro- and macro-F1, and how many sentences they stand on."""
    rows = list(classes(shared, sample))
    f1 = []
    for c in range(5):
        both = sum(a == b == c for a, b in rows)
        f1.append(2 * both / max(1, sum((a == c) + (b == c) for a, b in rows)))
    return {"micro": sum(a == b for a, b in rows) / len(rows), "macro": sum(f1) / 5, "sentences": len(rows)}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--sample", type=int)
    given = parser.parse_args()
    found = figures(given.shared, given.sample)
    print(
        f"DSE valid, {found['sentences']} sentences: micro {found['micro']:.3f}  macro {found['macro']:.3f}"
    )


if __name__ == "__main__":
    main()
