#!/usr/bin/env python3
"""Measures how often each pattern is right on annotated articles and writes ingest/relations/precision.toml.

usage: python benchmarks/calibrate.py [--sets gold/train,gold/passages,gold/articles] [--share 1.0]

Our own mentions and coreference are used, so that a confidence counts their mistakes too. With the trained
model present, the weights that join its probability with the patterns' are fitted on the articles that the
model was not trained on, and written to ingest/relations/combine.toml.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.gold_mentions import read_gold, sample  # noqa: E402
from ingest.pipeline import extract, load_pipeline  # noqa: E402
from ingest.records import Article, Claim, Extraction, content_id  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

SHARED = ROOT.parent / "shared"
PRIOR = 5.0
"""Readings that the family's precision counts for: a rule seen twice is not yet known."""


def scorer() -> ModuleType:
    """The shared scoring script as a module, for its way of matching names."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval" / "score.py")
    if spec is None or spec.loader is None:
        sys.exit(f"{SHARED / 'eval' / 'score.py'} cannot be read")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged(
    extraction: Extraction, gold: dict[str, Any], names_of: Any
) -> Iterator[tuple[Claim, bool, tuple[str, str, str]]]:
    """Every claim of an article with whether the annotators accept it, and its triple in gold names."""
    names = names_of(gold["entities"])
    accepted = {
        (s, c["relation"], o)
        for c in gold["claims"]
        for s in (c["subject"], *c.get("accept_subject", ()))
        for o in (c["object"], *c.get("accept_object", ()))
    }
    found = {
        chain.id: names.match_typed({"name": chain.name, "type": chain.type, "aliases": chain.aliases})
        for chain in extraction.chains
    }
    for claim in extraction.claims:
        keys = {(s, claim.relation, o) for s in found[claim.subject] for o in found[claim.object]}
        hits = sorted(keys & accepted)
        yield claim, bool(hits), hits[0] if hits else (claim.subject, claim.relation, claim.object)


def articles(folder: str, share: float) -> tuple[list[Article], list[dict[str, Any]]]:
    rows = [(g, p) for g, p in read_gold(SHARED / folder) if sample(p.stem, share)]
    texts = [(p, p.read_text(encoding="utf-8")) for _, p in rows]
    return [Article(id=content_id(p.stem, t), path=str(p), text=t) for p, t in texts], [g for g, _ in rows]


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
    path = ROOT / "ingest" / "relations" / "precision.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sets", default="gold/train,gold/passages,gold/articles")
    parser.add_argument("--share", type=float, default=1.0)
    args = parser.parse_args()
    names_of = scorer().Names
    nlp = load_pipeline()
    nlp.get_pipe("whowhom_relations").use_model = False
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    wrong: dict[str, list[Claim]] = defaultdict(list)
    for folder in args.sets.split(","):
        texts, golds = articles(folder, args.share)
        for extraction, gold in zip(extract(texts, nlp), golds, strict=True):
            for claim, ok, _ in judged(extraction, gold, names_of):
                rule = claim.rule.split(":")[0]
                for key in (rule, rule.split("/")[1]):
                    total[key] += 1
                    right[key] += ok
                if not ok:
                    wrong[rule].append(claim)
    table = smoothed(right, total)
    write_precision(table)
    for key in sorted(total, key=lambda k: -total[k]):
        print(f"{key:34}{right[key]:5} of {total[key]:5}  {table[key]:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
