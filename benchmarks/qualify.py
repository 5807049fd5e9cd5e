"""Measures rules against model for negation and modality, and writes when whom to believe.

usage: python -m benchmarks.qualify [--write] [--mistakes]

Reads the texts that taught the models nothing (see benchmarks/calibrate.py) with the whole pipeline. A claim
that the annotators read in the same sentence is judged by its qualifiers. The bars with the best accuracy over
all of them go to ingest/qualifiers/weighing.toml; "five folds" is the accuracy where each text is judged by bars
fitted on the rest.
"""

from __future__ import annotations

import argparse
import itertools
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.unseen import read_docs
from ingest.extensions import text_of
from ingest.qualifiers.attribution import Attribution
from ingest.qualifiers.component import qualify
from ingest.qualifiers.weighing import QUALIFIERS, Bars, QualifierScores, holds
from ingest.records import Claim

TARGET = Path(__file__).resolve().parents[1] / "ingest" / "qualifiers" / "weighing.toml"
BACKED = (0.0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5)
ALONE = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
BEFORE = ("whowhom_mentions", "whowhom_coreference", "whowhom_relations")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A claim that was found and is right: what the rules say of it, the model, and the annotators."""

    document: str
    ruled: Claim
    opinion: QualifierScores | None
    negated: bool
    modality: str


def read() -> Iterator[Row]:
    for gold, name, doc, known in read_docs(BEFORE):
        attribution = Attribution(doc)
        for claim in doc._.whowhom_claims:
            same = next((c for c in gold["claims"] if _same(claim, c, known, text_of(doc))), None)
            if same is not None:
                yield Row(
                    document=name,
                    ruled=qualify(doc, claim, attribution, None),
                    opinion=doc._.whowhom_scores.get(claim.id),
                    negated=same["negated"],
                    modality=same["modality"],
                )


def _same(claim: Claim, gold: dict[str, Any], known: Mapping[str, Iterable[str]], text: str) -> bool:
    start = text.find(gold["evidence"])
    return (
        gold["relation"] == claim.relation
        and gold["subject"] in known[claim.subject]
        and gold["object"] in known[claim.object]
        and start < claim.end
        and claim.start < start + len(gold["evidence"])
    )


def accuracy(rows: Sequence[Row], bars: Mapping[str, Bars] | None) -> tuple[float, float]:
    """Of negation and of modality; by the rules alone where there are no bars."""
    negated = sum(_negated(row, bars) == row.negated for row in rows)
    modality = sum(_modality(row, bars) == row.modality for row in rows)
    return negated / len(rows), modality / len(rows)


def _negated(row: Row, bars: Mapping[str, Bars] | None) -> bool:
    ruled = row.ruled.negated
    return holds("negated", row.opinion, bars, ruled=ruled) if bars else ruled


def _modality(row: Row, bars: Mapping[str, Bars] | None) -> str:
    ruled = row.ruled.modality
    if not bars:
        return ruled
    moods = ("hypothetical", "reported")
    return next((m for m in moods if holds(m, row.opinion, bars, ruled=ruled == m)), "asserted")


def fit(rows: Sequence[Row]) -> dict[str, Bars]:
    """The bars with the best accuracy, one qualifier after the other; of equal ones those that change least."""
    bars = {name: Bars(backed=0.0, alone=1.01) for name in QUALIFIERS}
    for name in QUALIFIERS:
        choices = [Bars(backed=b, alone=a) for b, a in itertools.product(BACKED, reversed(ALONE)) if b <= a]
        bars[name] = max(choices, key=lambda bar: sum(accuracy(rows, {**bars, name: bar})))
    return bars


def cross_validate(rows: Sequence[Row], parts: int = 5) -> tuple[float, float]:
    place = {name: n % parts for n, name in enumerate(sorted({row.document for row in rows}))}
    found = [0.0, 0.0]
    for part in range(parts):
        bars = fit([row for row in rows if place[row.document] != part])
        judged = [row for row in rows if place[row.document] == part]
        for n, share in enumerate(accuracy(judged, bars)):
            found[n] += share * len(judged) / len(rows)
    return found[0], found[1]


def write(bars: Mapping[str, Bars]) -> None:
    lines = ["# From which probability of the model a qualifier holds; written by benchmarks/qualify.py."]
    for name, bar in bars.items():
        lines += [f"[{name}]", f"backed = {bar.backed}", f"alone = {bar.alone}", ""]
    TARGET.write_text("\n".join(lines).rstrip("\n") + "\n", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--mistakes", action="store_true")
    args = parser.parse_args()
    rows = list(read())
    bars = fit(rows)
    for label, (negated, modality) in (
        ("rules", accuracy(rows, None)),
        ("rules and model", accuracy(rows, bars)),
        ("the same, five folds", cross_validate(rows)),
    ):
        print(f"{label:22}negated {negated:.3f}  modality {modality:.3f}  ({len(rows)} claims)")
    for name, bar in bars.items():
        print(f"{name:14}with a rule from {bar.backed}, without from {bar.alone}")
    if args.mistakes:
        for row in rows:
            if (_negated(row, bars), _modality(row, bars)) != (row.negated, row.modality):
                told = "not " * row.negated + row.modality
                print(f"{told:20}{row.ruled.relation:16}{row.ruled.evidence[:150]}")
    if args.write:
        write(bars)
    return 0


if __name__ == "__main__":
    sys.exit(main())
