"""Scores the relation model on DSE's valid part (Park et al. 2021), which taught nothing.

usage: python -m benchmarks.stances [--shared ../shared] [--sample N]

Five classes: neutral, support and opposition in either direction, by the model's likeliest relation of the
two that passes its threshold. Micro-F1 is accuracy; macro-F1 is the mean over the classes. DSE's crowd draws
the line between a stance and none at another place than our guidelines do.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from ingest.markers import Marked
from ingest.relations.model import MarkedSentence, score_pairs, threshold
from training import dse
from training.gold import RELATIONS

CLASSES = [("SUPPORTED", True), ("SUPPORTED", False), ("OPPOSED", True), ("OPPOSED", False)]


def classes(shared: Path, sample: int | None) -> Iterator[tuple[int, int]]:
    """For each sentence the annotated class and ours: 0 for neutral, then ``CLASSES``."""
    for e in dse.examples(shared / "corpora/dse/valid.txt", {})[:sample]:
        (pair,) = e.pairs
        marked = tuple(
            Marked(first=m.first, last=m.last, type=m.type, kind="name", chain=str(n))  # type: ignore[arg-type]  # one of ours
            for n, m in enumerate(e.mentions)
        )
        (scored,) = score_pairs([MarkedSentence(words=tuple(e.words), mentions=marked)])
        said = [
            CLASSES.index((s.relation, s.subject == pair.left)) + 1
            for s in scored
            if s.relation in ("SUPPORTED", "OPPOSED") and s.probability >= threshold(s.relation)
        ]
        true = [
            CLASSES.index((relation, forth)) + 1
            for relation, forth in CLASSES
            if pair.truth[RELATIONS.index(relation) + (0 if forth else len(RELATIONS))]
        ]
        yield (true or [0])[0], (said or [0])[0]


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
