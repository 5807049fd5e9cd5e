#!/usr/bin/env python3
"""Measures how far to trust patterns and model, and writes what ingest/relations reads.

usage: python benchmarks/calibrate.py patterns|join [--share 1.0]

"patterns" counts how often each rule is right on all articles but gold/dev, with gold mentions, and
writes precision.toml. "join" reads the articles of gold/train that no model saw (training.gold.held_out) with
our own mentions, fits the weights that join model and patterns, and writes combine.toml.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.gold_mentions import gold_docs, read_gold, sample  # noqa: E402
from ingest.pipeline import load_pipeline  # noqa: E402
from ingest.qualifiers.attribution import Attribution  # noqa: E402
from ingest.records import RELATIONS, Article, content_id  # noqa: E402
from ingest.relations.board import boards  # noqa: E402
from ingest.relations.claims import find_claims  # noqa: E402
from ingest.relations.combine import key_of, logit  # noqa: E402
from ingest.relations.opinions import read_opinions  # noqa: E402
from ingest.relations.patterns import best, find, precision  # noqa: E402
from ingest.relations.reading import opinions_of  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import ModuleType

    from spacy.language import Language
    from spacy.tokens import Doc

SHARED = ROOT.parent / "shared"
FOLDERS = ("gold/train", "gold/passages", "gold/articles")
TARGET = ROOT / "ingest" / "relations"
PRIOR = 5.0
"""Readings that the family's precision counts for: a rule seen twice is not yet known."""
AGREED = 0.2
LEAST_PRECISION = 0.65
FEWEST = 10
"""Required triples from which a threshold can be chosen; the held-out articles remove hardly anyone."""


@dataclass(slots=True)
class Candidate:
    """A relation that somebody found: the model's chance (0: below its floor), the patterns' precision."""

    document: int
    relation: str
    chance: float
    pattern: float | None
    hits: frozenset[tuple[str, str, str]]
    key: tuple[str, str, str]
    confidence: float = 0.0


@dataclass(slots=True)
class Fold:
    """All candidates of the held-out articles, and the triples that the annotators require."""

    candidates: list[Candidate] = field(default_factory=list)
    required: dict[str, set[tuple[int, tuple[str, str, str]]]] = field(
        default_factory=lambda: defaultdict(set)
    )


def scorer() -> ModuleType:
    """The shared scoring script as a module, for its way of matching names."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval" / "score.py")
    if spec is None or spec.loader is None:
        sys.exit(f"{SHARED / 'eval' / 'score.py'} cannot be read")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


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
    for folder in FOLDERS:
        for gold, doc in gold_docs(SHARED / folder, nlp, share):
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
        "# How often a reading was right on annotated articles, smoothed: see benchmarks/calibrate.py.",
        "[precision]",
        *(f'"{key}" = {value:.3f}' for key, value in table.items()),
    ]
    (TARGET / "precision.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_fold(share: float) -> Fold:
    from training.gold import held_out

    nlp, fold, names_of = load_pipeline(("whowhom_mentions", "whowhom_coreference")), Fold(), scorer().Names
    rows = [
        (gold, path)
        for gold, path in read_gold(SHARED / "gold" / "train")
        if held_out(path.stem) and sample(path.stem, share)
    ]
    for number, (doc, (gold, _)) in enumerate(zip(_docs(rows, nlp), rows, strict=True)):
        names = names_of(gold["entities"])
        known = {
            chain.id: names.match_typed({"name": chain.name, "type": chain.type, "aliases": chain.aliases})
            for chain in doc._.whowhom_chains
        }
        truth = accepted(gold)
        for candidate in candidates_of(doc, number):
            s, relation, o = candidate.key
            candidate.hits = frozenset({(x, relation, y) for x in known[s] for y in known[o]} & truth)
            fold.candidates.append(candidate)
        for c in gold["claims"]:
            if c["required"]:
                fold.required[c["relation"]].add((number, (c["subject"], c["relation"], c["object"])))
    return fold


def _docs(rows: list[tuple[dict[str, Any], Path]], nlp: Language) -> Iterator[Doc]:
    for _, path in rows:
        text = path.read_text(encoding="utf-8")
        doc = nlp.make_doc(text)
        doc._.whowhom_article = Article(id=content_id(path.stem, text), path=str(path), text=text)
        yield nlp(doc)


def candidates_of(doc: Doc, number: int) -> Iterator[Candidate]:
    """What patterns and model find in each sentence of a Doc, joined by nothing yet."""
    attribution = Attribution(doc)
    laid = list(boards(doc, doc._.whowhom_mentions, least=1))
    opinions = dict(zip(map(id, laid), opinions_of(laid), strict=True))
    for board in laid:
        readings = [*(find(board) if len(board.chains) > 1 else ()), *read_opinions(board, attribution)]
        patterns = {key_of(row): precision(row) for row in best(readings)}
        chances = {key_of(o): o.scored.probability for o in opinions[id(board)]}
        for key in sorted(patterns.keys() | chances.keys()):
            yield Candidate(number, key[1], chances.get(key, 0.0), patterns.get(key), frozenset(), key)


def features(c: Candidate) -> tuple[str, list[float]]:
    """Which of the three fits a candidate belongs to, and what goes in, as in ingest.relations.combine."""
    if c.pattern is None:
        return "model", [1.0, logit(c.chance)]
    if c.chance >= AGREED:
        return "both", [1.0, logit(c.chance), logit(c.pattern)]
    return "patterns", [1.0, logit(c.pattern), logit(max(c.chance, 0.02))]


def fit(rows: Sequence[Sequence[float]], truth: Sequence[bool], start: Sequence[float]) -> list[float]:
    """Logistic regression by Newton's method, drawn a little towards ``start``."""
    x, y = np.array(rows, dtype=float), np.array(truth, dtype=float)
    prior = np.array(start, dtype=float)
    weights, pull = prior.copy(), 2.0
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - y) + pull * (weights - prior)
        hessian = (x * (p * (1 - p))[:, None]).T @ x + pull * np.eye(len(prior))
        weights -= np.linalg.solve(hessian, gradient)
    return [round(float(w), 3) for w in weights]


def threshold(fold: Fold, relation: str) -> tuple[float, float, float]:
    """The confidence with the best F1 among those of the least precision, with its precision and recall."""
    best_row = (0.0, 0.4, 0.0, 0.0)
    if len(fold.required[relation]) < FEWEST:
        return best_row[1:]
    for step in range(20, 86, 2):
        at = step / 100
        kept: dict[tuple[int, tuple[str, str, str]], frozenset[tuple[str, str, str]]] = {}
        for c in fold.candidates:
            if c.relation == relation and c.confidence >= at:
                kept[c.document, c.key] = c.hits
        right = sum(bool(hits) for hits in kept.values())
        seen = {(document, hit) for (document, _), hits in kept.items() for hit in hits}
        p = right / len(kept) if kept else 0.0
        r = len(seen & fold.required[relation]) / max(1, len(fold.required[relation]))
        f = 2 * p * r / (p + r) if p + r else 0.0
        if p >= LEAST_PRECISION and f > best_row[0]:
            best_row = (f, at, p, r)
    return best_row[1:]


def calibration_error(fold: Fold) -> float:
    """Expected calibration error over ten bins of the candidates that are kept at 0.2 and above."""
    kept = [c for c in fold.candidates if c.confidence >= 0.2]
    error = 0.0
    for step in range(10):
        inside = [c for c in kept if step / 10 <= c.confidence < (step + 1) / 10]
        if inside:
            gap = np.mean([c.confidence for c in inside]) - np.mean([bool(c.hits) for c in inside])
            error += abs(float(gap)) * len(inside) / len(kept)
    return error


def join_model(share: float) -> None:
    fold = read_fold(share)
    starts = {"model": [0.0, 1.0], "both": [0.5, 0.5, 0.5], "patterns": [0.0, 0.8, 0.3]}
    by_fit: dict[str, list[tuple[list[float], bool]]] = defaultdict(list)
    for c in fold.candidates:
        name, row = features(c)
        by_fit[name].append((row, bool(c.hits)))
    fits = {
        name: fit([r for r, _ in by_fit[name]], [t for _, t in by_fit[name]], start)
        if by_fit[name]
        else start
        for name, start in starts.items()
    }
    for c in fold.candidates:
        name, row = features(c)
        c.confidence = float(1 / (1 + np.exp(-np.dot(row, fits[name]))))
    chosen = {relation: threshold(fold, relation) for relation in RELATIONS}
    lines = [
        "# How far to trust the trained model and the patterns; written by benchmarks/calibrate.py.",
        "[weights]",
        *(f"{name} = {fits[name]}" for name in ("both", "model", "patterns")),
        "",
        "[thresholds]",
        *(f"{relation} = {at}" for relation, (at, _, _) in chosen.items()),
        "",
        "[agreed]",
        f"least = {AGREED}",
    ]
    (TARGET / "combine.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for name, rows in sorted(by_fit.items()):
        print(f"{name:10}{sum(t for _, t in rows):5} right of {len(rows):6}  weights {fits[name]}")
    for relation, (at, p, r) in chosen.items():
        print(f"{relation:18}from {at:.2f}  P {p:.3f}  R {r:.3f}")
    print(f"expected calibration error {calibration_error(fold):.3f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("patterns", "join"))
    parser.add_argument("--share", type=float, default=1.0, help="of the articles, a fixed sample by name")
    args = parser.parse_args()
    (count_patterns if args.what == "patterns" else join_model)(args.share)
    return 0


if __name__ == "__main__":
    sys.exit(main())
