"""Trains the mention model: names, demonyms and descriptions of persons, organizations and countries.

usage: python -m training.mentions [--shared ../shared] [--cache DIR] [--seed N]
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from ingest.encoder import CASES, cut, tokenizer_at
from training import export, gold
from training.aliases import TYPES, is_demonym
from training.minilm import WIDTH, MiniLM, base_folder, padded
from training.names import organization

NAMES = ("O", *(f"{p}-{t}" for t in (*TYPES, "Demonym") for p in "BI"))
DESCRIPTIONS = ("O", *(f"{p}-{t}" for t in TYPES for p in "BI"))
TARGET = Path("ingest/mentions/model")
CROSSNER = {
    **dict.fromkeys("person politician researcher writer musicalartist scientist".split(), "Person"),
    **dict.fromkeys("organisation politicalparty university band".split(), "Organization"),
    "country": "Country",
}
UNCLEAR = frozenset("magazine academicjournal conference".split())  # between two of our classes
POSTS = frozenset("sen sen. rep rep. senator senators representative gov gov. governor president".split())


@dataclass(slots=True)
class Example:
    words: list[str]
    names: list[int]  # -100: not known
    descriptions: list[int]
    source: str = "gold"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One round of training: ``own`` is the share of annotated articles' sentences read in each epoch."""

    epochs: int
    rate: float
    swaps: float
    own: float
    politics: int
    others: int

    def pick(self, examples: list[Example], rng: random.Random) -> list[Example]:
        found = []
        for e in examples:
            times = {"politics": self.politics, "other": self.others}.get(e.source)
            found += [e] * (rng.random() < self.own if times is None else times)
        return found


FIRST = Stage(epochs=3, rate=1.5e-4, swaps=0.2, own=1.0, politics=2, others=1)
LAST = Stage(epochs=2, rate=1e-4, swaps=0.6, own=0.2, politics=4, others=1)
TURNS = 2  # of the last stage, the second from where the first ended; their weights are averaged


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


def from_crossner(path: Path, source: str = "other") -> list[Example]:
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
                unsure = tag == "O" and word[:1].isupper() and is_demonym([word], "")
                names.append(-100 if unsure else 0)
        found.append(Example([w for w, _ in rows], names, [-100] * len(rows), source))
    return found


Pool = dict[str, list[list[str]]]


def varied(example: Example, rng: random.Random, pool: Pool, swaps: float) -> Example:
    """Headlines in capitals or title case, and names swapped for others of their type and of any length."""
    words, names, descriptions = list(example.words), list(example.names), list(example.descriptions)
    dice = rng.random()
    if dice < 0.03:
        words = [w.upper() for w in words]
    elif dice < 0.08:
        words = [w[:1].upper() + w[1:] for w in words]
    elif dice < 0.08 + swaps:
        known = [NAMES[t] if t > 0 else "O" for t in names]
        for first, last, sort in sorted(spans(known), reverse=True):
            if rng.random() < 0.5 and not any(t < 0 for t in names[first:last]):
                new = _other(sort, rng, pool)
                inside = descriptions[first]
                words[first:last] = new
                names[first:last] = [NAMES.index(f"B-{sort}")] + [NAMES.index(f"I-{sort}")] * (len(new) - 1)
                descriptions[first:last] = [inside] + [_inner(inside)] * (len(new) - 1)
    return Example(words, names, descriptions, example.source)


def _other(sort: str, rng: random.Random, pool: Pool) -> list[str]:
    return organization(rng) if sort == "Organization" and rng.random() < 0.5 else rng.choice(pool[sort])


def _inner(tag: int) -> int:
    """What follows within the same description; ignored where descriptions are not known."""
    return tag if tag <= 0 or tag % 2 == 0 else tag + 1


def batches(examples: list[Example], rng: random.Random, budget: int, tokenizer, swaps: float) -> list:
    pool: Pool = defaultdict(list)
    for e in examples:
        for first, last, sort in spans([NAMES[t] if t > 0 else "O" for t in e.names]):
            pool[sort].append(e.words[first:last])
    return make_batches([varied(e, rng, pool, swaps) for e in examples], budget, tokenizer, rng)


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


def train(model: Tagger, examples: list[Example], stage: Stage, seed: int, tokenizer, watch) -> None:
    torch.manual_seed(seed)
    rng = random.Random(seed)
    fresh = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
    old = [p for p in model.encoder.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": old, "lr": stage.rate}, {"params": fresh, "lr": 6 * stage.rate}], weight_decay=0.01
    )
    rates, total, step = [group["lr"] for group in optimizer.param_groups], 0, 0
    for epoch in range(stage.epochs):
        model.train()
        rounds = batches(stage.pick(examples, rng), rng, 1100, tokenizer, stage.swaps)
        total = total or len(rounds) * stage.epochs + 50
        began, lost = time.monotonic(), 0.0
        for n, (_, ids, cases, names, descriptions) in enumerate(rounds):
            step += 1
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * min(step / (0.08 * total), (total - step) / (0.92 * total))
            a, b = model(ids, (ids > 0).long(), cases)
            loss = nn.functional.cross_entropy(a.flatten(0, 1), names.flatten(), ignore_index=-100)
            if (descriptions >= 0).any():
                loss = loss + nn.functional.cross_entropy(
                    b.flatten(0, 1), descriptions.flatten(), ignore_index=-100
                )
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            lost += loss.item()
            if n % 25 == 24:
                print(
                    f"  {n + 1}/{len(rounds)} loss {lost / (n + 1):.4f} {time.monotonic() - began:.0f}s",
                    flush=True,
                )
        watch(model, epoch)


def mean(states: list[dict[str, Tensor]]) -> dict[str, Tensor]:
    return {name: torch.stack([s[name] for s in states]).mean(dim=0) for name in states[0]}


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
                "nd",
                model(ids, (ids > 0).long(), cases),
                (names, descriptions),
                (NAMES, DESCRIPTIONS),
                strict=True,
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
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, default=TARGET)
    args = parser.parse_args()
    torch.set_num_threads(2)
    documents = {
        f: gold.read(args.shared, f"gold/{f}", args.cache) for f in ("train", "passages", "articles", "dev")
    }
    taught = (
        [d for d in documents["train"] if not gold.held_out(d.name)]
        + documents["passages"]
        + documents["articles"]
        + gold.own(args.shared, args.cache)
    )
    fold = [d for d in documents["train"] if gold.held_out(d.name)]
    heads = heads_of_descriptions(taught)
    examples = from_gold(taught, heads)
    rng = random.Random(args.seed)
    examples = [e for e in examples if any(e.names) or any(e.descriptions) or rng.random() < 0.4]
    for domain in ("politics", "ai", "literature", "music", "science"):
        source = "politics" if domain == "politics" else "other"
        examples += from_crossner(args.shared / "corpora/crossner" / domain / "train.txt", source)
    sets = {
        "fold": from_gold(fold, heads),
        "dev": from_gold(documents["dev"], heads),
        "crossner": crossner_dev(args.shared / "corpora/crossner/politics/dev.txt"),
    }
    tokenizer = tokenizer_at(base_folder())
    print(len(examples), "sentences,", {k: len(v) for k, v in sets.items()}, flush=True)

    def watch(model: Tagger, epoch: int) -> None:
        torch.save(model.state_dict(), args.cache / "mentions.pt")
        print(epoch, "crossner", score(model, sets["crossner"], tokenizer), flush=True)

    torch.manual_seed(args.seed)
    model = Tagger()
    model.encoder.load()
    train(model, examples, FIRST, args.seed, tokenizer, watch)
    turns: list[dict[str, Tensor]] = []
    for turn in range(TURNS):
        model.load_state_dict(turns[0] if turns else model.state_dict())
        train(model, examples, LAST, args.seed + 1 + turn, tokenizer, watch)
        turns.append({name: weight.clone() for name, weight in model.state_dict().items()})
    model.load_state_dict(mean(turns))
    figures = {name: score(model, held, tokenizer) for name, held in sets.items()}
    export.mentions(model, args.out, {"names": NAMES, "descriptions": DESCRIPTIONS}, args.seed, figures)
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
