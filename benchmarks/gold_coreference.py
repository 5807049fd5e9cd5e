#!/usr/bin/env python3
"""Measures mentions and coreference within articles against annotated ones.

usage: gold_coreference.py GOLD_DIR... [--sample N] [--misses N] [--json]

GOLD_DIR holds one JSON file per article and the articles in texts/. Printed, per directory:
entities   a chain is right when the gold has an entity of its name (or alias) and type
aliases    pairs of names that are one entity, among the names that the gold lists
pronouns   subject and object mentions of gold claims that are pronouns: given to the right entity?
descriptions  the same for "the secretary general", "his own party"
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingest.records import Chain, Extraction

PRONOUNS = frozenset(
    "he she it they him her them his hers its their theirs i me my himself herself itself".split()
)


@dataclass(slots=True)
class Tally:
    right: int = 0
    predicted: int = 0
    found: int = 0
    required: int = 0

    def line(self) -> str:
        p = self.right / self.predicted if self.predicted else 0.0
        r = self.found / self.required if self.required else 0.0
        f1 = 2 * p * r / (p + r) if p + r else 0.0
        return f"P {p:.3f}  R {r:.3f}  F1 {f1:.3f}  ({self.predicted} predicted, {self.required} gold)"


@dataclass(slots=True)
class Report:
    tallies: dict[str, Tally] = field(default_factory=dict)
    misses: list[tuple[str, ...]] = field(default_factory=list)

    def of(self, name: str) -> Tally:
        return self.tallies.setdefault(name, Tally())


def fold(name: str) -> str:
    """As the scorer folds: case, accents, punctuation, a leading article and a possessive do not matter."""
    name = unicodedata.normalize("NFKD", name.replace("’", "'"))
    name = "".join(c for c in name if not unicodedata.combining(c)).casefold().strip()
    name = re.sub(r"[^a-z0-9 ]+", " ", re.sub(r"'s?$", "", name).replace(".", ""))
    return re.sub(r"^(the|a|an) ", "", " ".join(name.split()))


class Gold:
    """The entities of one annotated article, found by any of their forms."""

    def __init__(self, entities: list[dict[str, Any]]) -> None:
        self.forms = {e["name"]: {fold(f) for f in (e["name"], *e["aliases"])} - {""} for e in entities}
        self.aliases = {
            e["name"]: {fold(without_titles(f)) for f in e["aliases"] if is_name(f)} - {""} - PRONOUNS
            for e in entities
        }
        self.types = {e["name"]: e["type"] for e in entities}

    def match(self, chain: Chain, *, typed: bool = True) -> set[str]:
        for forms in ([chain.name], chain.aliases):
            folded = {fold(f) for f in forms}
            if found := {n for n, known in self.forms.items() if folded & known}:
                return {n for n in found if not typed or self.types[n] == chain.type}
        return set()


def is_name(form: str) -> bool:
    """Every word capitalized but small ones: no description, and no name with its description."""
    words = [w for w in re.split(r"[\s-]+", re.sub(r"^(?:the|The|a|an) ", "", form)) if w]
    return bool(words) and words[0][:1].isupper() and all(w[:1].isupper() or len(w) < 4 for w in words)


def without_titles(form: str) -> str:
    from ingest.mentions.lexicon import lexicon

    words = form.split()
    while len(words) > 1 and words[0].strip(".,").lower() in lexicon().titles:
        words = words[1:]
    return " ".join(words)


def compare(gold: dict[str, Any], extraction: Extraction, report: Report) -> None:
    entities = Gold(gold["entities"])
    matched = {c.id: entities.match(c) for c in extraction.chains}
    count_entities(gold["doc"], entities, extraction, matched, report)
    count_aliases(gold["doc"], entities, extraction, report)
    count_links(gold, extraction, matched, report)


def count_entities(
    doc: str, gold: Gold, extraction: Extraction, matched: dict[str, set[str]], report: Report
) -> None:
    for chain in extraction.chains:
        for tally in (report.of("entities"), report.of("  " + chain.type)):
            tally.predicted += 1
            tally.right += bool(matched[chain.id])
        if not matched[chain.id]:
            loose = gold.match(chain, typed=False)
            report.misses.append(
                ("type" if loose else "spurious", doc, chain.name, chain.type, *chain.aliases)
            )
    reached = set().union(*matched.values())
    for name, type_ in gold.types.items():
        for tally in (report.of("entities"), report.of("  " + type_)):
            tally.required += 1
            tally.found += name in reached
        if name not in reached:
            report.misses.append(("missed", doc, name, type_, *sorted(gold.aliases[name])))
    claimed = Counter(n for c in extraction.chains for n in matched[c.id])
    report.of("unsplit").predicted += sum(claimed.values())
    report.of("unsplit").right += len(claimed)
    for name, times in claimed.items():
        if times > 1:
            report.misses.append(
                ("split", doc, name, *sorted(c.name for c in extraction.chains if name in matched[c.id]))
            )


def count_aliases(doc: str, gold: Gold, extraction: Extraction, report: Report) -> None:
    known = set().union(*gold.aliases.values())
    true = {pair: n for n, forms in gold.aliases.items() for pair in combinations(sorted(forms), 2)}
    said: dict[tuple[str, str], Chain] = {}
    for chain in extraction.chains:
        forms = sorted({fold(without_titles(a)) for a in chain.aliases} & known)
        said |= dict.fromkeys(combinations(forms, 2), chain)
    tally = report.of("aliases")
    tally.predicted += len(said)
    tally.required += len(true)
    tally.found += len(said.keys() & true.keys())
    tally.right += sum(pair in true and gold.types[true[pair]] == chain.type for pair, chain in said.items())
    for pair, chain in said.items():
        if pair not in true:
            report.misses.append(("merged", doc, chain.name, *pair))
    report.misses += [("unlinked", doc, n, *pair) for pair, n in true.items() if pair not in said]


def count_links(
    gold: dict[str, Any], extraction: Extraction, matched: dict[str, set[str]], report: Report
) -> None:
    text = extraction.article.text
    at = {(m.start, m.end): m for m in extraction.mentions}
    starts = {m.start: m for m in extraction.mentions} | {m.end: m for m in extraction.mentions}
    for claim in gold["claims"]:
        begin = text.find(claim["evidence"])
        for side in ("subject", "object"):
            form, name = claim.get(f"{side}_mention", ""), claim[side]
            if not form or begin < 0 or not (kind := kind_of(form)):
                continue
            spans = [
                m.span()
                for m in re.finditer(
                    rf"\b{re.escape(form)}(?!\w)", text[begin : begin + len(claim["evidence"])]
                )
            ]
            linked = [
                at.get((begin + s, begin + e)) or (starts.get(begin + e) if kind != "pronoun" else None)
                for s, e in spans
            ]
            chains = [m for m in linked if m is not None]
            tally = report.of(f"{kind}s")
            tally.required += 1
            right = any(name in matched[m.entity] for m in chains)
            tally.found += right
            tally.predicted += bool(chains)
            tally.right += right
            if not right:
                got = [next(c.name for c in extraction.chains if c.id == m.entity) for m in chains]
                report.misses.append(
                    (
                        f"{kind} {'wrong' if got else 'none'}",
                        gold["doc"],
                        form,
                        name,
                        str(got),
                        claim["evidence"],
                    )
                )


def kind_of(form: str) -> str:
    """pronoun or description; empty for names and for what is neither."""
    if form.lower() in PRONOUNS:
        return "pronoun"
    words = form.split()
    if (
        words[0].lower() in ("the", "his", "her", "its", "their", "this", "that")
        and form[len(words[0]) :].islower()
    ):
        return "description"
    return ""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--kind", default="", help="only misses of this kind")
    args = parser.parse_args()

    from ingest.pipeline import extract, load_pipeline
    from ingest.records import Article, content_id

    nlp = load_pipeline(("whowhom_mentions", "whowhom_coreference"))
    for folder in args.gold:
        files = sorted(folder.glob("*.json"))
        files = sorted(random.Random(7).sample(files, min(args.sample, len(files))))
        golds = [json.loads(f.read_text(encoding="utf-8")) for f in files]
        texts = [(folder / "texts" / f"{f.stem}.txt").read_text(encoding="utf-8") for f in files]
        articles = [Article(id=content_id(t), path=f.name, text=t) for t, f in zip(texts, files, strict=True)]
        report, began = Report(), time.process_time()
        for gold, extraction in zip(golds, extract(articles, nlp), strict=True):
            compare(gold, extraction, report)
        spent = time.process_time() - began
        words = sum(len(t.split()) for t in texts)
        print(f"{folder.name}: {len(files)} articles, {words} words, {words / spent:.0f} words/s of CPU time")
        for name in sorted(report.tallies, key=lambda n: (n.startswith("  "), n)):
            print(f"  {name:16}{report.tallies[name].line()}")
        misses = [m for m in report.misses if m[0].startswith(args.kind)]
        for miss in random.Random(3).sample(misses, min(args.misses, len(misses))):
            print("   ", " | ".join(miss))


if __name__ == "__main__":
    main()
