"""Fits ``ingest/coreference/antecedents.toml``: what speaks for and against an antecedent of a pronoun.

usage: python -m training.antecedents SHARED_DIR [--gold train passages articles]

Learns from the pronouns in claims of ``gold/train``, ``gold/passages``, ``gold/articles``, of the annotations
in this repository, and from the GUM corpus (its training part; texts CC BY or CC BY-SA by genre). One softmax
over candidates and "nobody" for each group of pronouns; names and links of the article are the pipeline's own,
as in use. Takes two minutes on one core.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.coreference import Truth
from benchmarks.gold_coreference import Gold
from benchmarks.gum import Text, texts
from benchmarks.parsed import parsed
from ingest.coreference.antecedents import Candidate, Choice, candidates
from ingest.coreference.component import gather_names
from ingest.coreference.descriptions import Description
from ingest.coreference.descriptions import candidates as described_candidates
from ingest.coreference.pronouns import PRONOUNS
from ingest.coreference.reading import Reader
from ingest.records import Chain
from training.gold import CACHE, held_out, own_gold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

OUT = Path(__file__).parents[1] / "ingest" / "coreference" / "antecedents.toml"
# How likely the best must be, from the calibration that is printed.
ENOUGH = {
    "person": 0.3,
    "thing": 0.5,
    "plural": 0.5,
    "the_person": 0.5,
    "the_organization": 0.5,
    "the_country": 0.6,
}
GUM_WEIGHT = 0.4
"""Interviews and biographies are not news: "he" is used otherwise there, and counts less."""
Example = tuple[list[dict[str, float]], list[bool], float]


class Listener(Reader):
    """A reader that notes the candidates of each pronoun and is told the truth where it is known."""

    def teach(self, truth: Any, weight: float) -> list[tuple[str, Example]]:
        self.truth, self.weight, self.examples = truth, weight, list[tuple[str, Example]]()
        self.read()
        return self.examples

    def _see_pronoun(self, token: Token, number: int) -> None:
        found = candidates(token, self.place(token, number), self.history, self.counts)
        right = self.truth(token, found)
        if right is not None and found:
            group = PRONOUNS[token.lower_].group
            weight = self.weight if group == "person" else 1.0
            self.examples.append((group, ([c.weighed for c in found], right, weight)))
        super()._see_pronoun(token, number)

    def choose_description(self, description: Description, number: int) -> Choice | None:
        found = described_candidates(
            description, self.place(description.token, number), self.latest, self.counts
        )
        right = self.truth(description, found)
        if right is not None and found:
            group = f"the_{description.type.lower()}"
            self.examples.append((group, ([c.weighed for c in found], right, 1.0)))
        return super().choose_description(description, number)


def gold_truth(doc: Doc, gold: dict[str, Any]) -> Any:
    entities, said = Gold(gold["entities"]), {}
    for claim in gold["claims"]:
        begin = doc.text.find(claim["evidence"])
        for side in ("subject", "object"):
            form = claim[f"{side}_mention"]
            spans = (
                [m.start() for m in re.finditer(rf"\b{re.escape(form)}\b", claim["evidence"])] if form else []
            )
            if begin >= 0 and len(spans) == 1:
                said[begin + spans[0] + len(form)] = claim[side]

    def truth(place: Token | Description, found: list[Candidate]) -> list[bool] | None:
        end = place.end if isinstance(place, Description) else place.idx + len(place)
        if end not in said:
            return None
        right = []
        for candidate in found:
            cluster = candidate.slot.cluster
            names = (
                entities.match(
                    Chain(
                        id="",
                        document="",
                        name=cluster.name(),
                        type=cluster.type,
                        aliases=tuple(m.text for m in cluster.mentions),
                    )
                )
                if cluster
                else set()
            )
            right.append(said[end] in names)
        return right

    return truth


def gum_truth(doc: Doc, text: Text) -> Any:
    known = Truth(text)

    def entity_at(place: int) -> str:
        if place in known.at:
            return known.group(known.at[place])
        around = [(m.end - m.start, known.group(m)) for m in text.marked if m.start <= place < m.end]
        return min(around)[1] if around else ""

    def truth(place: Token | Description, found: list[Candidate]) -> list[bool] | None:
        entity = entity_at((place.token if isinstance(place, Description) else place).idx)
        return [bool(entity) and entity_at(doc[c.slot.token].idx) == entity for c in found]

    return truth


def teach(doc: Doc, truth: Any, weight: float = 1.0) -> list[tuple[str, Example]]:
    mentions = doc._.whowhom_mentions
    names = [m for m in mentions if m.kind == "name"]
    described = [m for m in mentions if m.kind == "description"]
    return Listener(doc, gather_names(doc, names), described).teach(truth, weight)


def examples(shared: Path, folders: list[str]) -> Iterator[tuple[str, Example]]:
    for folder in folders:
        files = sorted((shared / "gold" / folder).glob("*.json"))
        read = [(f.name, (f.parent / "texts" / f"{f.stem}.txt").read_text(encoding="utf-8")) for f in files]
        for file, doc in zip(files, parsed(read), strict=True):
            yield from teach(doc, gold_truth(doc, json.loads(file.read_text(encoding="utf-8"))))
    ours = [row for row in own_gold(shared, CACHE) if not held_out(row[0]["doc"])]
    for (gold, _, _), doc in zip(ours, parsed((g["doc"], text) for g, text, _ in ours), strict=True):
        yield from teach(doc, gold_truth(doc, gold))
    corpus = texts(shared / "corpora" / "gum", dev=False)
    for text, doc in zip(corpus, parsed((t.name, t.text) for t in corpus), strict=True):
        yield from teach(doc, gum_truth(doc, text), GUM_WEIGHT)


def fit(data: list[Example]) -> dict[str, float]:
    counts = Counter(name for found, _, _ in data for weighed in found for name in weighed)
    names = ["nobody", *sorted(n for n, c in counts.items() if c >= 15)]
    index = {n: i for i, n in enumerate(names)}
    rows, groups, right = [], [], []
    for number, (found, truth, _) in enumerate(data):
        nobody = np.zeros(len(names), dtype=np.float32)
        nobody[0] = 1.0
        rows.append(nobody)
        groups.append(number)
        right.append(not any(truth))
        for weighed, true in zip(found, truth, strict=True):
            row = np.zeros(len(names), dtype=np.float32)
            for name, value in weighed.items():
                if name in index:
                    row[index[name]] = value
            rows.append(row)
            groups.append(number)
            right.append(true)
    x, g, y = np.array(rows), np.array(groups), np.array(right, dtype=np.float32)
    importance = np.array([weight for _, _, weight in data])[g]
    w, m, v = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, 801):
        p = softmax(x @ w, g)
        good = p * y
        target = good / np.bincount(g, good, minlength=g[-1] + 1)[g].clip(1e-9)
        grad = x.T @ ((p - target) * importance) / sum(weight for _, _, weight in data) + 0.002 * w
        m, v = 0.9 * m + 0.1 * grad, 0.999 * v + 0.001 * grad**2
        w -= 0.05 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    p = softmax(x @ w, g)
    best = {}
    for i, number in enumerate(g):
        if number not in best or p[i] > p[best[number]]:
            best[number] = i
    for enough in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        named = [i for i in best.values() if x[i, 0] == 0 and x[i].dot([n == "noun" for n in names]) == 0]
        linked = [i for i in named if p[i] >= enough]
        right_share = sum(y[i] for i in linked) / max(1, len(linked))
        print(f"   {enough}: {len(linked)} linked, {right_share:.3f} right, of {len(best)}")
    return {n: round(float(value), 3) for n, value in zip(names, w, strict=True)}


def softmax(scores: Any, groups: Any) -> Any:
    top = np.full(groups[-1] + 1, -np.inf)
    np.maximum.at(top, groups, scores)
    e = np.exp(scores - top[groups])
    return e / np.bincount(groups, e)[groups]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--gold", nargs="*", default=["train", "passages", "articles"], metavar="FOLDER")
    args = parser.parse_args()
    write(list(examples(args.shared, args.gold)))


def write(found: list[tuple[str, Example]]) -> None:
    lines = [
        "# Log-odds that speak for an antecedent; written by training/antecedents.py. A pronoun is linked where the",
        "# best candidate is likely `enough`; `nobody` stands for all that is not among the candidates.",
    ]
    for group, enough in ENOUGH.items():
        data = [example for name, example in found if name == group]
        print(group, len(data), "pronouns")
        weights = fit(data)
        lines += ["", f"[{group}]", f"enough = {enough}", *(f"{n} = {v}" for n, v in sorted(weights.items()))]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
