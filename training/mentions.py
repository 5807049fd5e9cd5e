"""Trains the mention model: names, demonyms and descriptions of persons, organizations and countries.

usage: python -m training.mentions [--shared ../shared] [--cache DIR] [--epochs N] [--seed N]
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from ingest.encoder import CASES, cut, padded, tokenizer_at
from training import export, gold
from training.minilm import WIDTH, MiniLM, base_folder

NAMES = ("O", *(f"{p}-{t}" for t in (*gold.TYPES, "Demonym") for p in "BI"))
DESCRIPTIONS = ("O", *(f"{p}-{t}" for t in gold.TYPES for p in "BI"))
TARGET = Path("ingest/mentions/model")
CROSSNER = {
    **dict.fromkeys("person politician researcher writer musicalartist scientist".split(), "Person"),
    **dict.fromkeys("organisation politicalparty university band".split(), "Organization"),
    "country": "Country",
}
UNCLEAR = frozenset("magazine academicjournal conference misc".split())  # between two of our classes
POSTS = frozenset("sen sen. rep rep. senator senators representative gov gov. governor president".split())


@dataclass(slots=True)
class Example:
    words: list[str]
    names: list[int]  # -100: not known
    descriptions: list[int]
    weight: float = 1.0


class Tagger(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.encoder = MiniLM()
        self.cases = nn.Embedding(len(CASES), WIDTH)
        nn.init.normal_(self.cases.weight, std=0.02)
        self.dropout = nn.Dropout(0.1)
        self.names, self.descriptions = nn.Linear(WIDTH, len(NAMES)), nn.Linear(WIDTH, len(DESCRIPTIONS))

    def forward(self, ids: Tensor, mask: Tensor, cases: Tensor) -> tuple[Tensor, Tensor]:
        positions = torch.arange(ids.shape[1]).unsqueeze(0).expand_as(ids)
        x = self.dropout(self.encoder(ids, positions, mask.unsqueeze(1), self.cases(cases)))
        return self.names(x), self.descriptions(x)


def from_gold(documents: list[gold.Document], heads: dict[str, set[str]]) -> list[Example]:
    return [_example(s, heads) for d in documents for s in d.sentences]


def heads_of_descriptions(documents: list[gold.Document]) -> dict[str, set[str]]:
    """Nouns that describe entities in at least two articles: the rest is an annotator's stretch."""
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for d in documents:
        for s in d.sentences:
            for m in s.mentions:
                if m.kind == "description":
                    seen[m.type, _head(s.words[m.first : m.last])].add(d.name)
    found: dict[str, set[str]] = defaultdict(set)
    for (type_, head), where in seen.items():
        if len(where) > 1:
            found[type_].add(head)
    return found


def _head(words: list[str]) -> str:
    stops = {"of", "who", "in", "from", "for", "to", "that", "which", "on", ",", "at"}
    end = next((n for n, w in enumerate(words) if n and w.casefold() in stops), len(words))
    return words[end - 1].casefold()


def _example(s: gold.Sentence, heads: dict[str, set[str]]) -> Example:
    names, descriptions = [0] * len(s.words), [0] * len(s.words)
    for m in sorted(s.mentions, key=lambda m: m.first - m.last):
        words = s.words[m.first : m.last]
        if m.kind in ("name", "demonym"):
            if len(words) == 1 and words[0].casefold() in POSTS:
                continue
            if not any(c.isupper() or c.isdigit() for c in "".join(words)):
                continue
            _mark(names, NAMES, m, "Demonym" if m.kind == "demonym" and m.type == "Country" else m.type)
        elif m.kind == "description" and _head(words) in heads[m.type]:
            _mark(descriptions, DESCRIPTIONS, m, m.type)
    return Example(s.words, names, descriptions)


def _mark(tags: list[int], labels: tuple[str, ...], m: gold.Mention, label: str) -> None:
    if any(tags[m.first : m.last]):
        return
    tags[m.first] = labels.index(f"B-{label}")
    for n in range(m.first + 1, m.last):
        tags[n] = labels.index(f"I-{label}")


def from_crossner(path: Path) -> list[Example]:
    found = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line.strip()]
        if not rows:
            continue
        names = []
        for word, tag in rows:
            prefix, _, kind = tag.partition("-")
            if kind in UNCLEAR:
                names.append(-100)
            elif kind in CROSSNER:
                names.append(NAMES.index(f"{prefix}-{CROSSNER[kind]}"))
            else:
                unsure = tag == "O" and word[:1].isupper() and gold.is_demonym([word], "")
                names.append(-100 if unsure else 0)
        found.append(Example([w for w, _ in rows], names, [-100] * len(rows)))
    return found


def varied(example: Example, rng: random.Random, pool: dict[str, list[str]]) -> Example:
    """Headlines in capitals or title case, lower-cased text, and names swapped for others of their type."""
    words, dice = list(example.words), rng.random()
    if dice < 0.03:
        words = [w.upper() for w in words]
    elif dice < 0.08:
        words = [w[:1].upper() + w[1:] for w in words]
    elif dice < 0.30:
        for n, tag in enumerate(example.names):
            single = tag > 0 and NAMES[tag].startswith("B-") and not _continues(example.names, n)
            if single and rng.random() < 0.5:
                words[n] = rng.choice(pool[NAMES[tag][2:]])
    return Example(words, example.names, example.descriptions, example.weight)


def _continues(tags: list[int], n: int) -> bool:
    return n + 1 < len(tags) and tags[n + 1] > 0 and NAMES[tags[n + 1]].startswith("I-")


def batches(examples: list[Example], rng: random.Random, budget: int, tokenizer) -> list[tuple[Tensor, ...]]:
    pool: dict[str, list[str]] = defaultdict(list)
    for e in examples:
        for n, tag in enumerate(e.names):
            if tag > 0 and NAMES[tag].startswith("B-") and not _continues(e.names, n):
                pool[NAMES[tag][2:]].append(e.words[n])
    picked = [varied(e, rng, pool) for e in examples]
    return make_batches(picked, budget, tokenizer, rng)


def make_batches(examples: list[Example], budget: int, tokenizer, rng: random.Random | None) -> list:
    pieces = cut(tokenizer, [e.words for e in examples])
    order = sorted(range(len(examples)), key=lambda n: len(pieces[n].ids) + (rng.random() * 3 if rng else 0))
    groups: list[list[int]] = [[]]
    for n in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(pieces[n].ids) > budget:
            groups.append([])
        groups[-1].append(n)
    if rng:
        rng.shuffle(groups)
    out = []
    for group in groups:
        width = min(max(len(pieces[n].ids) for n in group), 256)
        ids, cases = (padded([getattr(pieces[n], f)[:width] for n in group], width) for f in ("ids", "cases"))
        names, descriptions = (np.full((len(group), width), -100) for _ in range(2))
        for row, n in enumerate(group):
            for begin, a, b in zip(pieces[n].begin, examples[n].names, examples[n].descriptions, strict=True):
                if begin < width:
                    names[row, begin], descriptions[row, begin] = a, b
        out.append((group, *(torch.from_numpy(x) for x in (ids, cases, names, descriptions))))
    return out


def train(examples: list[Example], epochs: int, seed: int, tokenizer, watch) -> Tagger:
    torch.manual_seed(seed)
    rng = random.Random(seed)
    model = Tagger()
    model.encoder.load()
    fresh = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
    old = [p for p in model.encoder.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW([{"params": old, "lr": 1.5e-4}, {"params": fresh, "lr": 1e-3}], weight_decay=0.01)
    schedule = None
    for epoch in range(epochs):
        model.train()
        rounds = batches(examples, rng, 1100, tokenizer)
        if schedule is None:
            total = len(rounds) * epochs + 50
            schedule = torch.optim.lr_scheduler.LambdaLR(
                optimizer, lambda n: min((n + 1) / (0.08 * total), max(0.0, (total - n) / (0.92 * total)))
            )
        began, lost = time.monotonic(), 0.0
        for n, (_, ids, cases, names, descriptions) in enumerate(rounds):
            a, b = model(ids, (ids > 0).long(), cases)
            loss = nn.functional.cross_entropy(a.flatten(0, 1), names.flatten(), ignore_index=-100)
            if (descriptions >= 0).any():
                loss = loss + nn.functional.cross_entropy(b.flatten(0, 1), descriptions.flatten(), ignore_index=-100)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            schedule.step()
            lost += loss.item()
            if n % 50 == 49:
                print(f"  {n + 1}/{len(rounds)} loss {lost / (n + 1):.4f} {time.monotonic() - began:.0f}s", flush=True)
        watch(model, epoch)
    return model


def spans(tags: list[str]) -> set[tuple[int, int, str]]:
    """BIO to spans; an I that continues nothing begins one."""
    found, start, label = set(), -1, ""
    for n, tag in enumerate([*tags, "O"]):
        prefix, _, kind = tag.partition("-")
        if start >= 0 and (prefix != "I" or kind != label):
            found.add((start, n, label))
            start = -1
        if prefix == "B" or (prefix == "I" and start < 0):
            start, label = n, kind
    return found


def score(model: nn.Module, examples: list[Example], tokenizer) -> dict[str, float]:
    """Micro-F1 over exact spans of names of the three types, and of descriptions."""
    model.eval()
    tally: Counter[str] = Counter()
    with torch.inference_mode():
        for group, ids, cases, names, descriptions in make_batches(examples, 3000, tokenizer, None):
            for which, logits, truth, labels in zip(
                "nd", model(ids, (ids > 0).long(), cases), (names, descriptions), (NAMES, DESCRIPTIONS), strict=True
            ):
                guess = logits.argmax(-1)
                for row in range(len(group)):
                    known = truth[row] >= 0
                    want = spans([labels[t] for t in truth[row][known].tolist()])
                    got = spans([labels[t] for t in guess[row][known].tolist()])
                    for sort in {s[2] for s in want | got}:
                        for key, value in (("w", want), ("g", got), ("r", want & got)):
                            count = sum(s[2] == sort for s in value)
                            tally[f"{which}{sort}{key}"] += count
                            if sort != "Demonym":
                                tally[f"{which}all{key}"] += count
    keys = sorted({k[:-1] for k in tally})
    return {k: round(2 * tally[k + "r"] / max(1, tally[k + "w"] + tally[k + "g"]), 3) for k in keys}


def crossner_dev(path: Path) -> list[Example]:
    """As the bar counts: whatever is none of the three types is outside, nothing is left out."""
    kept = from_crossner(path)
    for e in kept:
        e.names = [max(0, t) for t in e.names]
    return kept


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache/whowhom-training")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, default=TARGET)
    args = parser.parse_args()
    torch.set_num_threads(2)
    documents = {f: gold.read(args.shared, f"gold/{f}", args.cache) for f in ("train", "passages", "articles", "dev")}
    taught = [d for d in documents["train"] if not gold.held_out(d.name)] + documents["passages"] + documents["articles"]
    fold = [d for d in documents["train"] if gold.held_out(d.name)]
    heads = heads_of_descriptions(taught)
    examples = from_gold(taught, heads)
    rng = random.Random(args.seed)
    examples = [e for e in examples if any(e.names) or any(e.descriptions) or rng.random() < 0.4]
    for domain in ("politics", "politics", "ai", "literature", "music", "science"):
        examples += from_crossner(args.shared / "corpora/crossner" / domain / "train.txt")
    sets = {
        "fold": from_gold(fold, heads),
        "dev": from_gold(documents["dev"], heads),
        "crossner": crossner_dev(args.shared / "corpora/crossner/politics/dev.txt"),
    }
    tokenizer = tokenizer_at(base_folder())
    print(len(examples), "sentences,", {k: len(v) for k, v in sets.items()}, flush=True)

    def watch(model: Tagger, epoch: int) -> None:
        torch.save(model.state_dict(), args.cache / "mentions.pt")
        for name, held in sets.items():
            print(epoch, name, score(model, held, tokenizer), flush=True)

    model = train(examples, args.epochs, args.seed, tokenizer, watch)
    figures = {name: score(model, held, tokenizer) for name, held in sets.items()}
    export.mentions(model, args.out, {"names": NAMES, "descriptions": DESCRIPTIONS}, args.seed, figures)
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
