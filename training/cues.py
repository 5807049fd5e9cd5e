"""Counts which verbs, in which frames, introduce an attribution, and writes ``ingest/qualifiers/cues.toml``.

usage: python -m training.cues SHARED_DIR [--articles N]

Reads the train part of PolNeAR; lemmas and shares alone are written, nothing of the texts. The threshold is
the one with the best F1 of exact sources on the last fifth of these articles, counted on the others.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.polnear import Annotated, articles
from ingest.extensions import text_of
from ingest.pipeline import load_pipeline
from ingest.qualifiers import sources
from ingest.qualifiers.quotes import find_quotes

if TYPE_CHECKING:
    from spacy.tokens import Doc

OUT = Path(__file__).parents[1] / "ingest" / "qualifiers" / "cues.toml"
FEWEST = 2
"""Times that a verb must have been a cue to enter the table."""
PRIOR = 3.0
"""Sightings that the verb's share in all frames counts for, beside its sightings in the frame."""


def count(read: Iterable[tuple[Annotated, Doc]]) -> dict[str, dict[str, float]]:
    seen, cue = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for article, doc in read:
        quotes = find_quotes(text_of(doc))
        for token in doc:
            if token.pos_ != "VERB" or not sources.source_of(token):
                continue
            key = token.lemma_.lower(), sources.frame_of(token, quotes)
            seen[key] += 1
            cue[key] += any(a <= token.idx < b for a, b in article.cues)
    verbs: dict[str, dict[str, float]] = {}
    for lemma in sorted({lemma for lemma, _ in seen}):
        total = sum(n for (word, _), n in cue.items() if word == lemma)
        if total < FEWEST:
            continue
        share = total / (sum(n for (word, _), n in seen.items() if word == lemma) + 1)
        verbs[lemma] = {"any": round(share, 3)}
        for frame in sources.FRAMES:
            if n := seen[lemma, frame]:
                verbs[lemma][frame] = round((cue[lemma, frame] + PRIOR * share) / (n + PRIOR), 3)
    return verbs


def f1(read: Iterable[tuple[Annotated, Doc]], least: float) -> float:
    right = both = 0
    for article, doc in read:
        found = {a.source for a in sources.attributions(doc, least=least)}
        right += len(found & article.sources)
        both += len(found) + len(article.sources)
    return 2 * right / both if both else 0.0


def write(verbs: dict[str, dict[str, float]], least: float) -> None:
    lines = [
        "# How often a verb, in a frame, introduces an attribution; written by training/cues.py.",
        f"least = {least}",
        "",
        "[verbs]",
    ]
    for lemma, shares in verbs.items():
        lines.append(f'"{lemma}" = {{ {", ".join(f"{k} = {v}" for k, v in shares.items())} }}')
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sources.cues.cache_clear()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--articles", type=int, default=0, metavar="N", help="about N, evenly spread")
    args = parser.parse_args()
    read = articles(args.shared / "corpora" / "polnear" / "train", args.articles)
    docs = list(load_pipeline(()).pipe([a.text for a in read], batch_size=16))
    pairs = list(zip(read, docs, strict=True))
    cut = len(pairs) * 4 // 5
    write(count(pairs[:cut]), 0.5)
    scores = {least / 20: f1(pairs[cut:], least / 20) for least in range(2, 18)}
    for least, score in scores.items():
        print(f"{least:.2f}  F1 {score:.3f}")
    write(count(pairs), max(scores, key=lambda s: scores[s]))


if __name__ == "__main__":
    main()
