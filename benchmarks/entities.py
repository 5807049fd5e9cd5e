"""Who is who, end to end: the entities of an exported project against annotated articles.

usage: python -m benchmarks.entities GOLD_DIR PROJECT_DIR [--misses N]

Two measures. Alias pairs: within each article, two forms that name one entity, type included (pronouns are
left out on both sides), precision, recall and F1 over pairs, among the forms that both sides know and among
all: annotators list no nationality that no claim needs. B-cubed: over all articles, the entities that
the annotators gave one canonical name, found by any of their names in their article.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

from graph.names import fold
from graph.project import Project
from graph.records import Corpus
from graph.resolve.profile import is_name

PRONOUNS = frozenset(
    {"i", "me", "my", "we", "us", "our", "you", "your", "he", "him", "his", "she", "her", "it", "its", "they"}
    | {"them", "their", "who", "whom", "whose"}
)
Pair = tuple[str, str, str]


def gold_pairs(gold: dict[str, Any], *, names_only: bool) -> set[Pair]:
    found: set[Pair] = set()
    for entity in gold["entities"]:
        forms = [a for a in entity["aliases"] if not names_only or is_name(a)]
        found |= _pairs({fold(a) for a in forms} - PRONOUNS - {""}, entity["type"])
    return found


def own_pairs(corpus: Corpus, document: str, *, names_only: bool) -> set[Pair]:
    types = {entity.id: entity.type for entity in corpus.entities}
    forms: dict[str, set[str]] = defaultdict(set)
    for mention in corpus.mentions:
        wanted = mention.kind == "name" if names_only else mention.kind != "pronoun"
        if mention.document == document and wanted:
            forms[mention.entity].add(fold(mention.text))
    return {pair for entity, found in forms.items() for pair in _pairs(found - {""}, types[entity])}


def _pairs(forms: set[str], type_: str) -> set[Pair]:
    # A form with itself counts: an entity of one name, found with its type, is a cluster that is right.
    return {(a, b, type_) for a, b in combinations(sorted(forms), 2)} | {(a, a, type_) for a in forms}


def alias_pairs(
    corpus: Corpus, gold: dict[str, dict[str, Any]], *, names_only: bool, shared_only: bool
) -> tuple[float, float, float, int]:
    """Precision, recall and F1 over all articles, and how many pairs the annotators have."""
    right = own = wanted = 0
    for document, annotated in gold.items():
        ours = own_pairs(corpus, document, names_only=names_only)
        theirs = gold_pairs(annotated, names_only=names_only)
        if shared_only:
            known = {form for a, b, _ in ours for form in (a, b)}
            known &= {form for a, b, _ in theirs for form in (a, b)}
            ours = {pair for pair in ours if known.issuperset(pair[:2])}
            theirs = {pair for pair in theirs if known.issuperset(pair[:2])}
        right, own, wanted = right + len(ours & theirs), own + len(ours), wanted + len(theirs)
    p, r = right / max(1, own), right / max(1, wanted)
    return p, r, 2 * p * r / max(1e-9, p + r), wanted


def figure(name: str) -> float:
    """F1 over alias pairs among the forms that both sides know, in a set of ``benchmarks.quality``."""
    from benchmarks.quality import SETS, SHARED, articles
    from graph.resolve import resolve
    from ingest.pipeline import extract, load_pipeline

    corpus = resolve(extract(articles(name), load_pipeline()))
    folder = SHARED / SETS[name][0]
    gold = {
        article.id: json.loads((folder / f"{Path(article.path).stem}.json").read_text(encoding="utf-8"))
        for article in corpus.articles
    }
    return alias_pairs(corpus, gold, names_only=False, shared_only=True)[2]


def b_cubed(corpus: Corpus, gold: dict[str, dict[str, Any]]) -> tuple[float, float, float, int]:
    """Over the annotated entities that were found at all: by a form of theirs that names one entity there."""
    at: dict[tuple[str, str], set[str]] = defaultdict(set)
    for mention in corpus.mentions:
        if mention.kind == "name":
            at[mention.document, fold(mention.text)].add(mention.entity)
    truth, predicted = [], []
    for document, annotated in gold.items():
        for entity in annotated["entities"]:
            votes = Counter(
                e
                for a in entity["aliases"]
                if is_name(a) and len(at[document, fold(a)]) == 1
                for e in at[document, fold(a)]
            )
            if votes:
                truth.append((entity["type"], fold(entity["name"])))
                predicted.append(min(votes, key=lambda e: (-votes[e], e)))
    size, clusters = Counter(truth), defaultdict(list)
    for i, cluster in enumerate(predicted):
        clusters[cluster].append(truth[i])
    precision = recall = 0.0
    for members in clusters.values():
        for name, count in Counter(members).items():
            precision += count * count / len(members)
            recall += count * count / size[name]
    p, r = precision / max(1, len(truth)), recall / max(1, len(truth))
    return p, r, 2 * p * r / (p + r) if p + r else 0.0, len(truth)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("project", type=Path)
    parser.add_argument("--misses", type=int, default=0, metavar="N")
    args = parser.parse_args()
    corpus = Project.open(args.project).read()
    stems = {Path(article.path).stem: article.id for article in corpus.articles}
    gold = {
        stems[path.stem]: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(args.gold.glob("*.json"))
        if path.stem in stems
    }
    print(f"{len(gold)} articles\n{'':46}{'P':>7}{'R':>7}{'F1':>7}{'pairs':>8}")
    for names_only, label in ((True, "alias pairs, names"), (False, "alias pairs, with descriptions")):
        for shared_only in (True, False):
            p, r, f, wanted = alias_pairs(corpus, gold, names_only=names_only, shared_only=shared_only)
            if args.misses and names_only and not shared_only:
                for document, annotated in gold.items():
                    ours = own_pairs(corpus, document, names_only=True)
                    theirs = gold_pairs(annotated, names_only=True)
                    print(f"  {document}\n   missed {sorted(theirs - ours)[: args.misses]}")
                    print(f"   wrong  {sorted(ours - theirs)[: args.misses]}")
            of = f"{label}, {'shared forms' if shared_only else 'all forms'}"
            print(f"{of:46}{p:7.3f}{r:7.3f}{f:7.3f}{wanted:8}")
    p, r, f, count = b_cubed(corpus, gold)
    print(f"{'across articles, B-cubed':46}{p:7.3f}{r:7.3f}{f:7.3f}{count:8}")


if __name__ == "__main__":
    main()
