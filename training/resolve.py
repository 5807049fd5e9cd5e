"""Trains the weights of resolution on annotated articles and says how well they do on names never seen.

usage: python -m training.resolve SHARED [--write]

Every entity of an annotated article becomes a chain, named as that article names it; two chains are one
entity where the annotators gave them one canonical name. Half of the canonical names train, the other half
(chosen by the name's hash) is held out. Figures are B-cubed precision, recall and F1 over chains.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any, get_args

import numpy as np
from rapidfuzz.distance import JaroWinkler

from graph.names import fold, words
from graph.resolve.features import Rivals, compare
from graph.resolve.link import link
from graph.resolve.profile import Profile, is_acronym, is_name, profile_chains
from graph.resolve.score import BIAS, Kind, Weights, kind_of
from ingest.records import Article, Chain, Claim, Extraction, content_id
from training.namesakes import training_pairs

TARGET = Path(__file__).parents[1] / "graph" / "resolve" / "weights.json"
RIDGE = 0.5
# Told as a reason, but the lack of rivals weighs nothing beside their number.
UNWEIGHED = frozenset({"only_candidate"})
ISO = {"united states": "US"}


def extractions(
    shared: Path, folders: Sequence[str] = ("train", "articles")
) -> tuple[list[Extraction], list[str]]:
    """The annotated articles as extraction would give them, and the true entity of each chain, in order."""
    found: list[Extraction] = []
    truth: list[str] = []
    for folder in folders:
        for path in sorted((shared / "gold" / folder).glob("*.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            extraction, names = _extraction(path.stem, gold)
            found.append(extraction)
            truth.extend(names)
    return found, truth


def _extraction(stem: str, gold: dict[str, Any]) -> tuple[Extraction, list[str]]:
    chains: list[Chain] = []
    truth: list[str] = []
    ids: dict[str, str] = {}
    for entity in gold["entities"]:
        # A country's chain always has its code, and is no task here.
        country = entity["type"] == "Country"
        found = {_as_extracted(alias, entity) for alias in entity["aliases"]} - {""}
        names = sorted(found) or ([entity["name"]] if country else [])
        if not names:
            continue
        chain = Chain(
            id=content_id(stem, entity["name"], entity["type"]),
            document=stem,
            name=max(names, key=lambda n: (len(n.split()), not is_acronym(n), len(n))),
            type=entity["type"],
            aliases=tuple(names),
            iso2=fold(entity["name"]) if country else None,
            titles=tuple(
                sorted(a for a in entity["aliases"] if entity["type"] == "Person" and not is_name(a))
            ),
        )
        ids[entity["name"]] = chain.id
        chains.append(chain)
        truth.append(f"{entity['type']}:{fold(entity['name'])}")
    claims = tuple(
        Claim(
            document=stem,
            subject=ids[c["subject"]],
            relation=c["relation"],
            object=ids[c["object"]],
            evidence=c["evidence"],
            role=c.get("role"),
            negated=c["negated"],
            modality=c["modality"],
            start=n,
            end=n,
            subject_start=0,
            subject_end=0,
            object_start=0,
            object_end=0,
        )
        for n, c in enumerate(gold["claims"])
        if c["subject"] in ids and c["object"] in ids
    )
    article = Article(id=stem, path=stem, text="")
    return Extraction(article=article, chains=tuple(chains), claims=claims), truth


def _as_extracted(alias: str, entity: dict[str, Any]) -> str:
    """The name in an annotator's alias as mention detection would mark it; empty for a description.

    Annotators take in what stands before a name ("Texas Sen. Ada Brandt"), extraction does not.
    """
    if not is_name(alias):
        return ""
    if entity["type"] != "Person" or " " not in alias:
        return alias
    known = words(entity["name"])
    tokens = alias.split()
    alike = [any(JaroWinkler.similarity(w, k) >= 0.85 for w in words(t) for k in known) for t in tokens]
    return " ".join(tokens[alike.index(True) :]) if alike[-1] else ""


def held_out(name: str) -> bool:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 == 1


def b_cubed(
    predicted: Sequence[Hashable], truth: Sequence[Hashable], chosen: Sequence[bool]
) -> tuple[float, float, float]:
    """Precision, recall, F1: averaged over the chosen chains; clusters count all chains."""
    of_predicted: dict[Hashable, list[int]] = defaultdict(list)
    size: Counter[Hashable] = Counter(truth)
    for i, cluster in enumerate(predicted):
        of_predicted[cluster].append(i)
    precision = recall = count = 0.0
    for members in of_predicted.values():
        inside = Counter(truth[i] for i in members)
        for i in members:
            if chosen[i]:
                precision += inside[truth[i]] / len(members)
                recall += inside[truth[i]] / size[truth[i]]
                count += 1
    p, r = precision / count, recall / count
    return p, r, 2 * p * r / (p + r)


def fit(pairs: Sequence[tuple[Profile, Profile, Rivals, bool]]) -> dict[str, dict[str, float]]:
    """Logistic regression by kind of pair, ridge-penalised, by Newton's method: no randomness."""
    by_kind: dict[str, list[tuple[dict[str, float], bool]]] = defaultdict(list)
    for left, right, rivals, same in pairs:
        by_kind[kind_of(left, right)].append(
            ({f.feature: f.value for f in compare(left, right, rivals)}, same)
        )
    found = {}
    for kind in get_args(Kind):
        rows = by_kind[kind]
        names = sorted({name for features, _ in rows for name in features} - UNWEIGHED)
        x = np.array([[1.0, *(features.get(name, 0.0) for name in names)] for features, _ in rows])
        y = np.array([float(same) for _, same in rows])
        w = np.zeros(x.shape[1])
        penalty = np.full(x.shape[1], RIDGE)
        penalty[0] = 1e-3
        for _ in range(50):
            p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
            gradient = x.T @ (p - y) + penalty * w
            hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty)
            step = np.linalg.solve(hessian, gradient)
            w -= step
            if np.abs(step).max() < 1e-6:
                break
        found[kind] = {
            BIAS: round(float(w[0]), 3),
            **{n: round(float(v), 3) for n, v in zip(names, w[1:], strict=True)},
        }
        print(f"{kind:14}{len(rows):7} pairs, {int(y.sum()):6} of one entity")
    return found


def exact(profiles: Sequence[Profile]) -> list[Hashable]:
    return [(p.type, p.iso2 or p.name) for p in profiles]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("shared", type=Path)
    parser.add_argument("--write", action="store_true", help="store the weights, trained on all names")
    parser.add_argument("--misses", type=int, default=0, metavar="N")
    args = parser.parse_args()
    articles, truth = extractions(args.shared)
    profiles = profile_chains(articles)
    persons_and_organizations = [p.type != "Country" for p in profiles]
    chosen = [ok and held_out(name) for ok, name in zip(persons_and_organizations, truth, strict=True)]
    pairs = training_pairs(profiles, truth)
    by_chain = {i: truth[i] for i in range(len(profiles))}
    seen = [row for row in pairs if not any(held_out(by_chain[c]) for side in row[:2] for c in side.chains)]
    table = Weights(by_kind=fit(seen))
    linker = link(profiles, table)
    _report("exact names", exact(profiles), truth, chosen)
    _report("whowhom", [linker.find(i) for i in range(len(profiles))], truth, chosen)
    for type_ in ("Person", "Organization"):
        only = [c and p.type == type_ for c, p in zip(chosen, profiles, strict=True)]
        _report(f"  {type_} exact", exact(profiles), truth, only)
        _report(f"  {type_}", [linker.find(i) for i in range(len(profiles))], truth, only)
    if args.misses:
        _misses(linker, profiles, truth, args.misses)
    if args.write:
        data = {
            "made_by": "training/resolve.py",
            "articles": len(articles),
            "pairs": len(pairs),
            "weights": fit(pairs),
        }
        TARGET.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def _report(label: str, predicted: Sequence[Hashable], truth: Sequence[str], chosen: Sequence[bool]) -> None:
    p, r, f = b_cubed(predicted, truth, chosen)
    print(f"{label:24} B-cubed P {p:.3f} R {r:.3f} F1 {f:.3f}  ({sum(chosen)} chains)")


def _misses(linker: Any, profiles: Sequence[Profile], truth: Sequence[str], count: int) -> None:
    clusters: dict[int, list[int]] = defaultdict(list)
    for i in range(len(profiles)):
        clusters[linker.find(i)].append(i)
    mixed = [
        m for m in clusters.values() if len({truth[i] for i in m}) > 1 and profiles[m[0]].type != "Country"
    ]
    print("\nmixed", len(mixed))
    for members in sorted(mixed, key=len, reverse=True)[:count]:
        print("  ", Counter(truth[i] for i in members).most_common(5))
    torn: dict[str, Counter[int]] = defaultdict(Counter)
    for i, name in enumerate(truth):
        torn[name][linker.find(i)] += 1
    split = [(name, found) for name, found in torn.items() if len(found) > 1]
    print("torn", len(split))
    for name, found in sorted(split, key=lambda item: -len(item[1]))[:count]:
        print(
            "  ",
            name,
            [
                (linker.merged[root].name, sorted(linker.merged[root].parts)[:2], n)
                for root, n in found.most_common(6)
            ],
        )


if __name__ == "__main__":
    main()
