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
from training.minilm import WIDTH, MiniLM, base_folder, padded
from training.tagged import (
    DESCRIPTIONS,
    NAMES,
    Example,
    Pool,
    crossner_dev,
    from_crossner,
    from_gold,
    heads_of_descriptions,
    spans,
    varied,
)  # fmt: skip

TARGET = Path("ingest/mentions/model")


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


FIRST = Stage(epochs=2, rate=1.5e-4, swaps=0.2, own=1.0, politics=2, others=1)
LAST = Stage(epochs=2, rate=1e-4, swaps=0.6, own=0.2, politics=4, others=1)
POLISH = Stage(epochs=2, rate=8e-5, swaps=0.6, own=0.06, politics=6, others=1)
TURNS = (LAST, LAST, POLISH)  # each from where the one before ended; the last two weights are averaged


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--cache", type=Path, default=gold.CACHE)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, default=TARGET)
    args = parser.parse_args()
    torch.set_num_threads(2)
    documents = {
        f: gold.read(args.shared, f"gold/{f}", args.cache) for f in ("train", "passages", "articles", "dev")
    }
    of_ours = gold.own(args.shared, args.cache)
    taught = (
        [d for d in documents["train"] if not gold.held_out(d.name)]
        + documents["passages"]
        + documents["articles"]
        + [d for d in of_ours if not gold.held_out(d.name)]
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
        "own": from_gold([d for d in of_ours if gold.held_out(d.name)], heads),
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
    for number, stage in enumerate(TURNS):
        train(model, examples, stage, args.seed + 1 + number, tokenizer, watch)
        turns.append({name: weight.clone() for name, weight in model.state_dict().items()})
    model.load_state_dict(mean(turns[-2:]))
    figures = {name: score(model, held, tokenizer) for name, held in sets.items()}
    export.mentions(model, args.out, {"names": NAMES, "descriptions": DESCRIPTIONS}, args.seed, figures)
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
