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
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import numpy as np
from rapidfuzz.distance import JaroWinkler

from graph.names import fold, words
from graph.resolve.block import candidate_pairs, index_of_parts
from graph.resolve.features import Rivals, compare, initials
from graph.resolve.lexicon import lexicon
from graph.resolve.link import link
from graph.resolve.profile import Profile, is_acronym, is_name, merge_profiles, profile_chains
from graph.resolve.score import BIAS, Kind, Weights, kind_of
from ingest.records import Article, Chain, Claim, Extraction, content_id

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


def training_pairs(
    profiles: Sequence[Profile], truth: Sequence[str]
) -> list[tuple[Profile, Profile, Rivals, bool]]:
    """Pairs as linking meets them: merged namesakes, and partial names with their rivals."""
    groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    parts: list[int] = []
    for i, profile in enumerate(profiles):
        if profile.iso2:
            continue
        if profile.names:
            groups[profile.type, profile.names[0], truth[i]].append(i)
        else:
            parts.append(i)
    keys = sorted(groups)
    wholes = [merge_profiles([profiles[i] for i in groups[key]]) for key in keys]
    found = [
        (wholes[a], wholes[b], Rivals(), keys[a][2] == keys[b][2])
        for a, b in candidate_pairs(wholes)
        if keys[a][1] != keys[b][1]
    ]
    index = index_of_parts(wholes)
    for i in parts:
        part = profiles[i]
        candidates = sorted({c for p in part.parts for c in index.get((part.type, p), ())})
        # Two spellings of one entity are no rivals: linking has joined them by then.
        entities = {keys[c][2] for c in candidates}
        total = sum(len(wholes[c].chains) for c in candidates)
        for c in candidates:
            same = sum(len(wholes[o].chains) for o in candidates if keys[o][2] == keys[c][2])
            rivals = Rivals(count=len(entities), share=same / total)
            found.append((wholes[c], part, rivals, keys[c][2] == truth[i]))
    found.extend(_acronyms_alone(wholes, [key[2] for key in keys]))
    found.extend(_persons_rewritten(profiles, groups))
    found.extend(_surnames_alone(profiles, groups))
    by_part: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i in parts:
        by_part[profiles[i].type, profiles[i].name].append(i)
    for members in by_part.values():
        for at, a in enumerate(members[:12]):
            found.extend(
                (profiles[a], profiles[b], Rivals(count=2, share=0.5), truth[a] == truth[b])
                for b in members[at + 1 : 12]
            )
    return found


def _acronyms_alone(
    wholes: Sequence[Profile], truth: Sequence[str]
) -> list[tuple[Profile, Profile, Rivals, bool]]:
    """Acronyms that articles define, as another article would use them: without the name and the company.

    The annotators name an organization that stands in its article as an acronym only as they please, so
    their articles alone would teach that acronyms mean nothing.
    """
    bare = [replace(whole, parts=frozenset()) for whole in wholes]
    index = index_of_parts(bare)
    found = []
    for n, whole in enumerate(wholes):
        if whole.type != "Organization":
            continue
        for part in sorted(p for p in whole.parts if any(p in initials(name) for name in whole.names)):
            alone = replace(
                whole, names=(), parts=frozenset((part,)), company={}, facts=frozenset(), places=frozenset()
            )
            candidates = index.get((whole.type, part), ())
            total = sum(len(wholes[c].chains) for c in candidates)
            entities = {truth[c] for c in candidates}
            for c in candidates:
                share = sum(len(wholes[o].chains) for o in candidates if truth[o] == truth[c]) / total
                found.append((bare[c], alone, Rivals(count=len(entities), share=share), truth[c] == truth[n]))
    return found


def _persons_rewritten(
    profiles: Sequence[Profile], groups: dict[tuple[str, str, str], list[int]]
) -> list[tuple[Profile, Profile, Rivals, bool]]:
    """Half of a person's articles against the other half, in which the name is written another way.

    The annotated outlets follow style guides, so variants of one name are rarer there than in the world.
    """
    found: list[tuple[Profile, Profile, Rivals, bool]] = []
    for (type_, name, _), members in sorted(groups.items()):
        if type_ != "Person" or len(members) < 2:
            continue
        left = merge_profiles([profiles[i] for i in members[::2]])
        right = merge_profiles([profiles[i] for i in members[1::2]])
        choice = int(hashlib.sha256(name.encode()).hexdigest(), 16)
        variants = _variants(name)
        chosen = [variants[(choice + n) % len(variants)] for n in range(min(2, len(variants)))]
        found.extend((left, replace(right, names=(variant,)), Rivals(), True) for variant in chosen)
    return found


def _surnames_alone(
    profiles: Sequence[Profile], groups: dict[tuple[str, str, str], list[int]]
) -> list[tuple[Profile, Profile, Rivals, bool]]:
    """A person's chain with the surname alone, against all who bear it, with and without the right one."""
    bearers: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for key in sorted(groups):
        if key[0] == "Person":
            bearers[key[1].rsplit(" ", 1)[-1]].append(key)
    found = []
    for surname, keys in sorted(bearers.items()):
        for key in keys:
            for left_out in groups[key][:2] if len(groups[key]) > 1 else ():
                part = replace(profiles[left_out], names=(), parts=frozenset((surname,)))
                wholes = {k: merge_profiles([profiles[i] for i in groups[k] if i != left_out]) for k in keys}
                for known in (wholes, {k: whole for k, whole in wholes.items() if k[2] != key[2]}):
                    total = sum(len(whole.chains) for whole in known.values())
                    for k, whole in known.items():
                        share = sum(len(w.chains) for o, w in known.items() if o[2] == k[2]) / total
                        count = len({o[2] for o in known})
                        bare = replace(whole, parts=frozenset())
                        found.append((bare, part, Rivals(count=count, share=share), k[2] == key[2]))
    return found


def _variants(name: str) -> list[str]:
    """Ways in which a folded name of a person is written by others."""
    first, *middle, last = name.split()
    shorts = sorted(lexicon().nicknames.get(first, ()))[:1]
    written = [
        f"{first[0]} {last}", f"{first} {'abcdefghijklm'[len(name) % 13]} {last}",
        *(f"{short} {last}" for short in shorts),
        f"{first} {last[:-2]}{last[-1]}{last[-2]}" if len(last) > 5 else "",
        f"{first} {last[:3]}{last[2:]}" if len(last) > 5 else "",
        f"{first} {last}" if middle else "",
    ]  # fmt: skip
    return [w for w in written if w and w != name]


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
