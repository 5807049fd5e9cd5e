"""Trains the mention model: names, demonyms and descriptions of persons, organizations and countries.

usage: python -m training.mentions [--shared ../shared] [--cache DIR] [--seed N] [--layers N] [--device NAME]

A teacher four times as large learns from the annotations; the model learns from them and from what the teacher
holds likely of each word, also in sentences that nobody annotated (Hinton et al. 2015).
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from ingest.encoder import tokenizer_at
from training import export, gold, mpnet, sets
from training.loader import device_of, in_half, rounds, tell, to
from training.minilm import MiniLM, base_folder
from training.tagged import (
    DESCRIPTIONS,
    NAMES,
    Example,
    crossner_dev,
    from_crossner,
    from_gold,
    heads_of_descriptions,
    unread,
)
from training.tagger import Tagger, batches, loss_of, score

TARGET = Path("ingest/mentions/model")
BUDGET = 6000  # pieces a batch


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Some epochs: how often each source is read in one, ``unread`` and ``own`` as shares of their sentences.

    ``trust``: how far the teacher is heeded, the annotators for the rest.
    """

    epochs: int
    rate: float
    swaps: float
    own: float
    politics: int
    others: int
    unread: float = 0.0
    trust: float = 0.6
    seed: int = 0

    def pick(self, examples: list[Example], rng: random.Random) -> list[Example]:
        """The sentences of one epoch, as often as their source is to be read."""
        often = {"politics": self.politics, "other": self.others}
        shares = {"gold": self.own, "unread": self.unread}
        found = []
        for e in examples:
            times = often.get(e.source)
            found += [e] * (rng.random() < shares[e.source] if times is None else times)
        return found


TEACHING = (
    Stage(epochs=3, rate=8e-5, swaps=0.2, own=1.0, politics=2, others=1),
    Stage(epochs=3, rate=5e-5, swaps=0.6, own=0.25, politics=4, others=1, seed=1),
)
LEARNING = (
    Stage(epochs=6, rate=3e-4, swaps=0.3, own=1.0, politics=3, others=1, unread=0.7),
    Stage(epochs=4, rate=2e-4, swaps=0.6, own=0.3, politics=6, others=2, unread=0.3, seed=1),
    Stage(epochs=5, rate=2.5e-4, swaps=0.4, own=0.7, politics=5, others=2, unread=0.6, trust=0.8, seed=100),
    Stage(epochs=3, rate=1.2e-4, swaps=0.6, own=0.25, politics=6, others=2, unread=0.2, trust=0.8, seed=101),
    Stage(epochs=4, rate=1.5e-4, swaps=0.6, own=0.15, politics=8, others=2, unread=0.15, trust=0.7, seed=200),
)
"""Each from where the one before ended; the weights after the last two are averaged."""


def train(
    model: Tagger,
    examples: list[Example],
    stage: Stage,
    seed: int,
    tokenizer: Any,
    device: torch.device,
    *,
    teacher: Tagger | None = None,
    workers: int = 2,
    watch: Callable[[int], None] = lambda epoch: None,
) -> None:
    """One stage; the rate rises over the first twelfth of the steps and falls to nothing."""
    torch.manual_seed(seed)
    fresh = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
    old = [p for p in model.encoder.parameters() if p.requires_grad]
    groups = [{"params": old, "lr": stage.rate}, {"params": fresh, "lr": 6 * stage.rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    rates, total, step = [group["lr"] for group in optimizer.param_groups], 0, 0

    def make(number: int) -> list:
        rng = random.Random(seed * 1000 + number)
        return batches(stage.pick(examples, rng), rng, BUDGET, tokenizer, stage.swaps)

    for epoch, found in enumerate(rounds(make, stage.epochs, workers)):
        model.train()
        total = total or len(found) * stage.epochs + 50
        began, lost = time.monotonic(), torch.zeros((), device=device)
        for b in found:
            step += 1
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * max(0.0, min(step / (0.08 * total), (total - step) / (0.92 * total)))
            batch = to(device, [b.ids, b.cases, b.names, b.descriptions, b.pairs])
            with in_half(device):
                taught = _taught(teacher, batch) if teacher is not None else None
                loss = loss_of(model, batch, taught, stage.trust)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            lost += loss.detach()
        tell(found, lost, began)
        watch(epoch)


def _taught(teacher: Tagger, batch: list[Tensor]) -> list[Tensor]:
    with torch.inference_mode():
        said = teacher(batch[0], (batch[0] > 0).long(), batch[1])
        likely = [x.float().softmax(-1) for x in said[:2]]
    return [x.clone() for x in likely]


def read(shared: Path, cache: Path, seed: int) -> tuple[list[Example], dict[str, list[Example]]]:
    """What teaches, and the sets that measure."""
    taught, measured = sets.taught(shared, cache), sets.measured(shared, cache)
    heads = heads_of_descriptions(taught)
    rng = random.Random(seed)
    examples = from_gold(taught, heads)
    examples = [e for e in examples if any(e.names) or any(e.descriptions) or rng.random() < 0.4]
    for domain in ("politics", "ai", "literature", "music", "science"):
        source = "politics" if domain == "politics" else "other"
        examples += from_crossner(shared / "corpora/crossner" / domain / "train.txt", source)
    examples += unread(sets.unread(shared, cache))
    held = {name: from_gold(documents, heads) for name, documents in measured.items() if name != "challenge"}
    held["crossner"] = crossner_dev(shared / "corpora/crossner/politics/dev.txt")
    return examples, held


def made(
    path: Path,
    model: Tagger,
    stages: tuple[Stage, ...],
    data: tuple,
    seed: int,
    device: torch.device,
    *,
    mean: int = 1,
    teacher: Tagger | None = None,
    workers: int = 2,
) -> Tagger:
    """The model trained, or as the file keeps it: the mean of its weights after the last ``mean`` stages."""
    examples, held = data
    tokenizer = tokenizer_at(base_folder())
    model.to(device)
    if not path.exists():
        kept = []
        for number, stage in enumerate(stages):
            train(
                model, examples, stage, seed + stage.seed, tokenizer, device, teacher=teacher, workers=workers,
                watch=lambda epoch: print(epoch, score(model, held["crossner"], tokenizer, device), flush=True),
            )  # fmt: skip
            for name, rows in held.items():
                print(path.stem, number, name, json.dumps(score(model, rows, tokenizer, device)), flush=True)
            kept.append({name: weight.clone() for name, weight in model.state_dict().items()})
        last = kept[-mean:]
        model.load_state_dict({n: torch.stack([k[n].float() for k in last]).mean(0) for n in last[0]})
        keep(model, path)
    model.load_state_dict(torch.load(path, map_location=device, weights_only=True), strict=False)
    return model.eval()


def keep(model: nn.Module, path: Path) -> None:
    """All weights but the word embeddings, which stay those of the base."""
    state = {k: v.half() for k, v in model.state_dict().items() if k != "encoder.words.weight"}
    torch.save(state, path)


def teacher_of(data: tuple, cache: Path, seed: int, device: torch.device, workers: int) -> Tagger:
    """The teacher, trained on the annotations alone."""
    torch.manual_seed(seed)
    encoder = mpnet.MPNet()
    encoder.load(mpnet.weights(cache))
    return made(
        cache / f"mentions-teacher-{seed}.pt", Tagger(encoder), TEACHING, data, seed, device, workers=workers
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--cache", type=Path, default=gold.CACHE)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--device", default="auto")
    parser.add_argument("--workers", type=int, default=2, help="processes that make batches")
    parser.add_argument("--out", type=Path, default=TARGET)
    args = parser.parse_args()
    device = device_of(args.device)
    data = read(args.shared, args.cache, args.seed)
    print(len(data[0]), "sentences,", {k: len(v) for k, v in data[1].items()}, flush=True)
    path = args.cache / f"mentions-{args.layers}-{args.seed}.pt"
    teacher = None if path.exists() else teacher_of(data, args.cache, args.seed, device, args.workers)
    torch.manual_seed(args.seed)
    encoder = MiniLM(args.layers)
    encoder.load()
    model = made(
        path,
        Tagger(encoder),
        LEARNING,
        data,
        args.seed,
        device,
        mean=2,
        teacher=teacher,
        workers=args.workers,
    )
    model.to("cpu")
    figures = {
        name: score(model, held, tokenizer_at(base_folder()), torch.device("cpu"))
        for name, held in data[1].items()
    }
    export.mentions(model, args.out, {"names": NAMES, "descriptions": DESCRIPTIONS}, args.seed, figures)
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
