"""Trains the relation model: all pairs of mentions of a sentence in one pass, with claims' qualifiers.

usage: python -m training.relations [--shared ../shared] [--cache DIR] [--epochs N] [--seed N]
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import torch
from torch import Tensor, nn

from ingest.encoder import cut, tokenizer_at
from ingest.markers import ROLES, SLOTS, lay_out
from training import dse, export, gold
from training.measure import Candidate, calibrate, figures
from training.minilm import WIDTH, MiniLM, base_folder, padded
from training.pairs import OUTPUTS, Example, R, examples, names_by_length, split, varied

TARGET = Path("ingest/relations/model")
LONGEST = 320  # pieces; longer ones are lists and are left to inference


class Reader(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.encoder = MiniLM()
        self.roles = nn.Embedding(ROLES, WIDTH)
        nn.init.normal_(self.roles.weight, std=0.03)
        self.dropout = nn.Dropout(0.15)
        self.inner, self.outer = nn.Linear((SLOTS + 1) * WIDTH, WIDTH), nn.Linear(WIDTH, len(OUTPUTS))

    def forward(
        self, ids: Tensor, positions: Tensor, roles: Tensor, groups: Tensor, rows: Tensor, starts: Tensor
    ) -> Tensor:
        source, target = groups.unsqueeze(2), groups.unsqueeze(1)
        mask = (target == 1) | ((source == target) & (target > 1))
        x = self.encoder(ids, positions, mask, self.roles(roles))
        parts = [x[rows, torch.zeros_like(starts)], *(x[rows, starts + n] for n in range(SLOTS))]
        hidden = nn.functional.gelu(self.inner(self.dropout(torch.cat(parts, dim=1))))
        return self.outer(self.dropout(hidden))


def make_batches(found: list[Example], budget: int, tokenizer, rng: random.Random | None) -> list:
    pieces = cut(tokenizer, [e.words for e in found])
    layouts = [
        lay_out(p, e.mentions, [(q.left, q.right) for q in e.pairs]) if len(p.ids) <= LONGEST else None
        for p, e in zip(pieces, found, strict=True)
    ]
    kept = [n for n, layout in enumerate(layouts) if layout]
    kept.sort(key=lambda n: len(layouts[n].ids) + (rng.random() * 4 if rng else 0))
    groups: list[list[int]] = [[]]
    for n in kept:
        if groups[-1] and (len(groups[-1]) + 1) * len(layouts[n].ids) > budget:
            groups.append([])
        groups[-1].append(n)
    if rng:
        rng.shuffle(groups)
    out = []
    for group in groups:
        width = max(len(layouts[n].ids) for n in group)
        rows = [
            padded([getattr(layouts[n], f) for n in group], width)
            for f in ("ids", "positions", "roles", "groups")
        ]
        where = [(row, s) for row, n in enumerate(group) for s in layouts[n].starts]
        truth = torch.tensor([p.truth for n in group for p in found[n].pairs])
        weight = torch.tensor([p.weight for n in group for p in found[n].pairs])
        place = [torch.tensor(x) for x in zip(*where, strict=True)]
        out.append((group, [*(torch.from_numpy(r) for r in rows), *place], truth, weight))
    return out


def train(
    model: Reader, own: list[Example], more: list[Example], args: argparse.Namespace, tokenizer, watch
) -> None:
    rng = random.Random(args.seed)
    fresh = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
    old = [p for p in model.encoder.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": old, "lr": 2e-4}, {"params": fresh, "lr": 8e-4}], weight_decay=0.01
    )
    rates = [group["lr"] for group in optimizer.param_groups]
    pool, step, total, started = names_by_length(own), 0, 0, time.monotonic()
    for epoch in range(args.epochs):
        model.train()
        picked = [varied(e, pool, rng) for e in split(own, rng)]
        if epoch < args.epochs - 1 and more:
            picked += [varied(e, pool, rng) for e in rng.sample(more, min(args.dse, len(more)))]
        rounds = make_batches(picked, args.budget, tokenizer, rng)
        total = total or len(rounds) * args.epochs
        began, lost = time.monotonic(), 0.0
        for n, (_, inputs, truth, weight) in enumerate(rounds):
            done = max(step / total, (time.monotonic() - started) / (60 * args.minutes))
            if done >= 1:
                break
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * min(1.0, (step + 1) / 40, (1 - done) / 0.9)
            step += 1
            loss = nn.functional.binary_cross_entropy_with_logits(
                model(*inputs), truth, weight, reduction="sum"
            )
            loss = loss / (len(truth) ** 0.5 * 8)
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
        if done >= 1:
            break


def candidates(model: nn.Module, found: list[Example], tokenizer) -> list[Candidate]:
    """For every ordered pair of entities of a sentence: the greatest logit of its mentions, and the gold."""
    model.eval()
    best: dict[tuple[int, str, str, str], tuple[float, list[float]]] = {}
    parts = split(found, None)
    owner = {id(e.sentence): n for n, e in enumerate(found)}
    with torch.inference_mode():
        for group, inputs, _, _ in make_batches(parts, 3000, tokenizer, None):
            logits = model(*inputs).tolist()
            at = 0
            for n in group:
                e = parts[n]
                for pair in e.pairs:
                    row = logits[at]
                    at += 1
                    sides = e.mentions[pair.left].entity, e.mentions[pair.right].entity
                    for place in range(2 * R):
                        s, o = sides if place < R else sides[::-1]
                        key = (owner[id(e.sentence)], s, gold.RELATIONS[place % R], o)
                        if key not in best or best[key][0] < row[place]:
                            best[key] = (row[place], row[2 * R :])
    return [
        Candidate(*key, *value, *_verdict(found[key[0]].sentence, *key[1:])) for key, value in best.items()
    ]


def _verdict(
    sentence: gold.Sentence, subject: str, relation: str, object_: str
) -> tuple[str, list[float] | None]:
    same = [
        c
        for c in sentence.claims
        if (c.subject_entity, c.relation, c.object_entity) == (subject, relation, object_)
    ]
    if not same:
        return "wrong", None
    c = same[0]
    kinds = (c.negated, c.modality == "hypothetical", c.modality == "reported")
    named = c.attributed_to not in ("author", "unnamed")
    return ("right" if any(x.certain for x in same) else "fair"), [
        *map(float, kinds),
        float(named),
        float(c.attributed_to == "unnamed"),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--cache", type=Path, default=gold.CACHE)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--dse", type=int, default=700, help="sentences of DSE an epoch")
    parser.add_argument("--export", action="store_true", help="calibrate and export the cache's checkpoint")
    parser.add_argument(
        "--minutes", type=float, default=1e6, help="stop there, with the learning rate run down"
    )
    parser.add_argument("--budget", type=int, default=1600, help="pieces a batch")
    parser.add_argument("--out", type=Path, default=TARGET)
    args = parser.parse_args()
    torch.set_num_threads(2)
    read = {
        f: gold.read(args.shared, f"gold/{f}", args.cache) for f in ("train", "passages", "articles", "dev")
    }
    challenge = gold.read(args.shared, "challenge/gold", args.cache)
    taught = [d for d in read["train"] if not gold.held_out(d.name)] + read["passages"] + read["articles"]
    of_ours = gold.own(args.shared, args.cache)
    taught += [d for d in of_ours if not gold.held_out(d.name)]
    own = examples(taught, guess_pronouns=True)
    types = {" ".join(e.words[m.first : m.last]): m.type for e in own for m in e.mentions if m.kind == "name"}
    more = dse.examples(args.shared / "corpora/dse/train.txt", types) if args.dse else []
    sets = {
        "fold": examples([d for d in read["train"] if gold.held_out(d.name)], guess_pronouns=False),
        "own": examples([d for d in of_ours if gold.held_out(d.name)], guess_pronouns=False),
        "dev": examples(read["dev"], guess_pronouns=False),
        "challenge": examples(challenge, guess_pronouns=False),
    }
    tokenizer = tokenizer_at(base_folder())
    print(
        len(own), sum(len(e.pairs) for e in own), len(more), {k: len(v) for k, v in sets.items()}, flush=True
    )

    def measure(model: nn.Module) -> tuple[dict, dict]:
        found = {name: candidates(model, held, tokenizer) for name, held in sets.items()}
        fitted = calibrate(found["fold"] + found["own"])
        return fitted, {name: figures(c, fitted) for name, c in found.items()}

    def watch(model: Reader, epoch: int) -> None:
        torch.save(model.state_dict(), args.cache / "relations.pt")
        print("epoch", epoch, flush=True)

    torch.manual_seed(args.seed)
    model = Reader()
    if args.export:
        model.load_state_dict(torch.load(args.cache / "relations.pt"))
    else:
        model.encoder.load()
        train(model, own, more, args, tokenizer, watch)
    fitted, table = measure(model)
    export.relations(model, args.out, OUTPUTS, fitted, args.seed, table)
    print(json.dumps(table, indent=1))


if __name__ == "__main__":
    main()
