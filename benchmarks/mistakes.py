"""Precision by relation, and the most confident mistakes of each, with their sentences, to be judged by eye.

usage: python -m benchmarks.mistakes [--set dev|fold|challenge] [--most 10] [--missed 0]

A claim is a mistake where no annotator reads its triple in the article; annotators overlook some.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.calibrate import accepted
from benchmarks.quality import SETS, articles, folder_of
from benchmarks.unseen import scorer
from ingest.pipeline import extract, load_pipeline
from ingest.records import RELATIONS, Claim, Extraction

Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A claim, the names of its two sides, and the annotated triples that it can stand for."""

    claim: Claim
    names: tuple[str, str]
    document: str
    hits: frozenset[Triple]


def judge(extractions: Iterable[Extraction], folder: Path) -> Iterator[tuple[Judged, ...]]:
    """The claims of each article, each triple once, the most confident of its claims."""
    for extraction in extractions:
        stem = Path(extraction.article.path).stem
        gold = json.loads((folder / f"{stem}.json").read_text(encoding="utf-8"))
        names, truth = scorer().Names(gold["entities"]), accepted(gold)
        chains = {chain.id: chain for chain in extraction.chains}
        known: dict[str, set[str]] = {
            key: names.match_typed({"name": c.name, "type": c.type, "aliases": c.aliases})
            for key, c in chains.items()
        }
        best: dict[Triple, Claim] = {}
        for claim in sorted(extraction.claims, key=lambda c: (-c.confidence, c.start)):
            best.setdefault((claim.subject, claim.relation, claim.object), claim)
        yield tuple(
            Judged(
                claim=claim,
                names=(chains[s].name, chains[o].name),
                document=stem,
                hits=frozenset({(x, relation, y) for x in known[s] for y in known[o]} & truth),
            )
            for (s, relation, o), claim in best.items()
        )


def missed(judged: Iterable[Judged], gold: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The required claims of an article that nothing stands for."""
    seen = {hit for row in judged for hit in row.hits}
    for claim in gold["claims"]:
        if claim["required"] and (claim["subject"], claim["relation"], claim["object"]) not in seen:
            yield claim


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--set", default="fold", choices=sorted(SETS))
    parser.add_argument("--most", type=int, default=10)
    parser.add_argument(
        "--missed", type=int, default=0, help="required claims that were not found, by relation"
    )
    given = parser.parse_args()
    folder = folder_of(given.set)
    found = extract(articles(given.set), load_pipeline())
    rows: dict[str, list[Judged]] = defaultdict(list)
    lost: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for judged in judge(found, folder):
        for row in judged:
            rows[row.claim.relation].append(row)
        if judged and given.missed:
            gold = json.loads((folder / f"{judged[0].document}.json").read_text(encoding="utf-8"))
            for claim in missed(judged, gold):
                lost[claim["relation"]].append(claim)
    for relation in RELATIONS:
        wrong = sorted((r for r in rows[relation] if not r.hits), key=lambda r: -r.claim.confidence)
        right = len(rows[relation]) - len(wrong)
        print(f"\n{relation}: {right} of {len(rows[relation])} right")
        for row in wrong[: given.most]:
            c = row.claim
            print(
                f"  {c.confidence:.2f} {row.names[0]} -> {row.names[1]} [{c.rule}] {row.document}\n       {c.evidence}"
            )
        for claim in lost[relation][: given.missed]:
            print(f"  missed {claim['subject']} -> {claim['object']}\n       {claim['evidence'][:240]}")


if __name__ == "__main__":
    main()
