"""Measures how far to trust patterns and model, and writes what ingest/relations reads.

usage: python -m benchmarks.calibrate patterns|join [--share 1.0]

"patterns" counts how often each rule is right on all articles but gold/dev, with gold mentions, and writes
precision.toml. "join" reads texts that taught the models nothing (the held-out tenths of gold/train and of our
own annotations, and the passages of challenge) with our own mentions, and writes the weights to combine.toml.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.gold_mentions import gold_docs, own_folder
from benchmarks.unseen import read_docs
from ingest.pipeline import load_pipeline
from ingest.qualifiers.attribution import Attribution
from ingest.records import RELATIONS
from ingest.relations.board import boards
from ingest.relations.claims import find_claims, read_patterns
from ingest.relations.combine import confidence_of, features_of, key_of, load_weights
from ingest.relations.offices import plausible
from ingest.relations.opinions import read_opinions
from ingest.relations.patterns import best, precision
from ingest.relations.reading import opinions_of

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
FOLDERS = ("gold/train", "gold/passages", "gold/articles")
TARGET = ROOT / "ingest" / "relations"
PRIOR = 5.0
"""Readings that the family's precision counts for: a rule seen twice is not yet known."""
LEAST = {"agreed": 0.2, "unseconded": 0.5, "wordless": 0.5}
"""Chosen by hand: see ``Weights`` in ingest/relations/combine.py."""
LEAST_PRECISION = {"EXPELLED": 0.8}  # a removal is the gravest thing to say
SLACK = 0.005
FEWEST = 10  # required triples from which a threshold can be chosen
PULL = 2.0
START = {"model": 1.0, "patterns agree": 0.5, "patterns alone": 0.5, "precision": 0.5, "doubted": 0.3}
"""What is believed before anything is counted."""


@dataclass(slots=True, kw_only=True)
class Candidate:
    """A relation that somebody found in a text, and what of the gold it agrees with."""

    document: str
    relation: str
    features: Mapping[str, float]
    hits: frozenset[tuple[str, str, str]]
    key: tuple[str, str, str]
    confidence: float = 0.0


@dataclass(slots=True, kw_only=True)
class Fold:
    """All candidates of the held-out texts, and the triples that the annotators require."""

    candidates: list[Candidate] = field(default_factory=list)
    required: dict[str, set[tuple[str, tuple[str, str, str]]]] = field(
        default_factory=lambda: defaultdict(set)
    )


def accepted(gold: dict[str, Any]) -> set[tuple[str, str, str]]:
    """Every triple that some annotator reads in the article, whether negated or not."""
    return {
        (s, c["relation"], o)
        for c in gold["claims"]
        for s in (c["subject"], *c.get("accept_subject", ()))
        for o in (c["object"], *c.get("accept_object", ()))
    }


def count_patterns(share: float) -> None:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    nlp = load_pipeline(())
    for folder in (*(SHARED / name for name in FOLDERS), own_folder(SHARED)):
        for gold, doc in gold_docs(folder, nlp, share):
            truth = accepted(gold)
            for claim in find_claims(doc, doc._.whowhom_mentions):
                rule = claim.rule.split(":")[0]
                for key in (rule, rule.split("/")[1]):
                    total[key] += 1
                    right[key] += (claim.subject, claim.relation, claim.object) in truth
    table = smoothed(right, total)
    write_precision(table)
    for key in sorted(total, key=lambda k: -total[k]):
        print(f"{key:34}{right[key]:5} of {total[key]:5}  {table[key]:.3f}")


def smoothed(right: dict[str, int], total: dict[str, int]) -> dict[str, float]:
    """Precision of every family and rule, each drawn towards what stands above it."""
    every = sum(right[k] for k in right if "/" in k) / max(1, sum(total[k] for k in total if "/" in k))
    table = {"other": every}
    for key in sorted(k for k in total if "/" not in k):
        table[key] = (right[key] + PRIOR * every) / (total[key] + PRIOR)
    for key in sorted(k for k in total if "/" in k):
        above = table[key.split("/")[1]]
        table[key] = (right[key] + PRIOR * above) / (total[key] + PRIOR)
    return table


def write_precision(table: dict[str, float]) -> None:
    lines = [
        "# How often a reading was right on annotated articles, smoothed; written by benchmarks/calibrate.py.",
        "[precision]",
        *(f'"{key}" = {value:.3f}' for key, value in table.items()),
    ]
    (TARGET / "precision.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_unseen(share: float) -> Fold:
    """All candidates of the unseen texts, judged."""
    fold = Fold()
    for gold, name, doc, known in read_docs(("whowhom_mentions", "whowhom_coreference"), share):
        truth = accepted(gold)
        for candidate in candidates_of(doc, name):
            s, relation, o = candidate.key
            candidate.hits = frozenset({(x, relation, y) for x in known[s] for y in known[o]} & truth)
            fold.candidates.append(candidate)
        for c in gold["claims"]:
            if c["required"]:
                fold.required[c["relation"]].add((name, (c["subject"], c["relation"], c["object"])))
    return fold


def candidates_of(doc: Any, name: str) -> Iterator[Candidate]:
    """What patterns and model find in each sentence of a Doc, joined by nothing yet."""
    attribution = Attribution(doc)
    laid = list(boards(doc, doc._.whowhom_mentions, least=1))
    found = [read_patterns(board) for board in laid]
    for board, rows, opinions in zip(laid, found, opinions_of(laid, found), strict=True):
        readings = [*rows, *read_opinions(board, attribution)]
        patterns = {key_of(row): row for row in best(readings)}
        chances = {key_of(o): o for o in plausible(board, opinions, readings)}
        for key in sorted(patterns.keys() | chances.keys()):
            source = patterns.get(key) or chances[key]
            features = features_of(
                chances[key].scored.probability if key in chances else 0.0,
                precision(patterns[key]) if key in patterns else None,
                key[1],
                (source.subject, source.object),
                LEAST["agreed"],
            )
            yield Candidate(document=name, relation=key[1], features=features, hits=frozenset(), key=key)


def fit(rows: Sequence[Candidate]) -> dict[str, float]:
    """Logistic regression, its weights drawn a little towards ``START``."""
    from scipy.optimize import minimize

    names = sorted({name for c in rows for name in c.features})
    x = np.array([[c.features.get(name, 0.0) for name in names] for c in rows])
    side = np.array([1.0 if c.hits else -1.0 for c in rows])
    prior = np.array([START.get(name, 0.0) for name in names])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = side * (x @ weights)
        slope = -side / (1 + np.exp(margin))
        away = weights - prior
        return float(np.logaddexp(0, -margin).sum() + PULL / 2 * away @ away), x.T @ slope + PULL * away

    found = minimize(loss, prior, jac=True, method="L-BFGS-B").x
    return {name: round(float(w), 3) for name, w in zip(names, found, strict=True)}


def f1_at(fold: Fold, relation: str, at: float) -> tuple[float, float, float]:
    """F1, precision and recall of one relation from a confidence upwards, a claim counted once a text."""
    kept = {
        (c.document, c.key): c.hits for c in fold.candidates if c.relation == relation and c.confidence >= at
    }
    right = sum(bool(hits) for hits in kept.values())
    seen = {(document, hit) for (document, _), hits in kept.items() for hit in hits}
    p = right / len(kept) if kept else 0.0
    r = len(seen & fold.required[relation]) / max(1, len(fold.required[relation]))
    return (2 * p * r / (p + r) if p + r else 0.0), p, r


def threshold(fold: Fold, relation: str) -> float:
    """The highest confidence whose F1 is the best but for ``SLACK``, among those of the least precision.

    F1 is flat around its best, and a wrong edge costs its reader more than a missing one. A removal's precision
    is demanded already.
    """
    steps = [step / 100 for step in range(20, 86, 2)]
    rows = {at: f1_at(fold, relation, at) for at in steps}
    sure = {at: row for at, row in rows.items() if row[1] >= LEAST_PRECISION.get(relation, 0.65)}
    if len(fold.required[relation]) < FEWEST or not sure:
        return 0.5
    best = max(f1 for f1, _, _ in sure.values())
    slack = 0.0 if relation in LEAST_PRECISION else SLACK
    return max(at for at, (f1, _, _) in sure.items() if f1 >= best - slack)


def cross_validate(fold: Fold, thresholds: Mapping[str, float], parts: int = 5) -> tuple[float, float]:
    """Expected calibration errors of what passes the thresholds, and of all from 0.2, each text judged by the rest."""
    place = {name: n % parts for n, name in enumerate(sorted({c.document for c in fold.candidates}))}
    judged: list[tuple[float, bool, bool]] = []
    for part in range(parts):
        weights = fit([c for c in fold.candidates if place[c.document] != part])
        for c in fold.candidates:
            if place[c.document] == part:
                p = confidence_of(c.features, weights)
                judged.append((p, bool(c.hits), p >= thresholds[c.relation]))
    return _error([j[:2] for j in judged if j[2]]), _error([j[:2] for j in judged if j[0] >= 0.2])


def _error(rows: Sequence[tuple[float, bool]]) -> float:
    """Over ten bins of equal width."""
    error = 0.0
    for step in range(10):
        inside = [row for row in rows if step / 10 <= row[0] < (step + 1) / 10]
        if inside:
            gap = np.mean([p for p, _ in inside]) - np.mean([hit for _, hit in inside])
            error += abs(float(gap)) * len(inside) / len(rows)
    return error


def error() -> float:
    """The expected calibration error of the claims that pass the shipped thresholds, five folds of the texts."""
    return cross_validate(read_unseen(1.0), load_weights().thresholds)[0]


def join_model(share: float) -> None:
    fold = read_unseen(share)
    weights = fit(fold.candidates)
    for c in fold.candidates:
        c.confidence = confidence_of(c.features, weights)
    thresholds = {relation: threshold(fold, relation) for relation in RELATIONS}
    lines = [
        "# How far to trust the trained model and the patterns; written by benchmarks/calibrate.py.",
        "[weights]",
        *(f'"{name}" = {value}' for name, value in weights.items()),
        "",
        "[thresholds]",
        *(f"{relation} = {at}" for relation, at in thresholds.items()),
        "",
        "[least]",
        *(f"{name} = {value}" for name, value in LEAST.items()),
    ]
    (TARGET / "combine.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(fold.candidates)} candidates, {sum(bool(c.hits) for c in fold.candidates)} right; {weights}")
    for relation, at in thresholds.items():
        f, p, r = f1_at(fold, relation, at)
        print(f"{relation:18}from {at:.2f}  P {p:.3f}  R {r:.3f}  F1 {f:.3f}")
    kept, every = cross_validate(fold, thresholds)
    print(
        f"expected calibration error, five folds of the texts: {kept:.3f} of claims, {every:.3f} of all from 0.2"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("what", choices=("patterns", "join"))
    parser.add_argument("--share", type=float, default=1.0, help="of the articles, a fixed sample by name")
    args = parser.parse_args()
    if args.what == "patterns":
        count_patterns(args.share)
    else:
        join_model(args.share)
    return 0


if __name__ == "__main__":
    sys.exit(main())
