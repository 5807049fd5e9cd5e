"""Trains the mention model: names, demonyms and descriptions of persons, organizations and countries.

usage: python -m training.mentions [--shared ../shared] [--cache DIR] [--seed N] [--layers N] [--device NAME]

A teacher four times as large learns from the annotations; two models learn from them and from what the teacher holds
likely of each word, also in sentences that nobody annotated (Hinton et al. 2015); and a narrower one, which ships,
learns from those two.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import nn

from ingest.encoder import tokenizer_at
from training import export, mpnet, narrow, sets
from training.loader import Run, asked_for, in_half, rounds, tell, to
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
from training.tagger import Tagger, batches, calling_loss, loss_of, score, taught_by

TARGET = Path("ingest/mentions/model")
NARROW = "mentions-narrow"
BUDGET = 6000  # pieces a batch
INNER = 768  # inner units of a layer of the model that ships
FULL = 2  # full models that teach the one that ships


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Some epochs: how often each source is read in one, ``unread`` and ``own`` as shares of their sentences.

    ``trust``: how far the teacher is heeded, the annotators for the rest; ``likeness``: see ``tagger.loss_of``.
    ``heads``: how much faster than the encoder the heads learn.
    """

    epochs: int
    rate: float
    swaps: float
    own: float
    politics: int
    others: int
    unread: float = 0.0
    trust: float = 0.6
    likeness: float = 0.0
    heads: float = 6.0
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
CHOOSING = Stage(epochs=12, rate=2e-3, swaps=0.3, own=0.16, politics=3, others=1, unread=0.1)
"""What teaches at first which words are worth reading to the end."""
NARROWING = (
    Stage(
        epochs=12, rate=3e-4, swaps=0.4, own=0.8, politics=6, others=2, unread=0.6,
        trust=0.8, likeness=1.0, heads=3.0, seed=300,
    ),
    Stage(
        epochs=12, rate=1.5e-4, swaps=0.5, own=0.25, politics=8, others=3, unread=0.2,
        trust=0.8, likeness=1.0, heads=3.0, seed=301,
    ),
)  # fmt: skip
"""What the narrower model learns from the full ones."""


def train(
    model: Tagger,
    examples: list[Example],
    stage: Stage,
    seed: int,
    tokenizer: Any,
    device: torch.device,
    *,
    teachers: tuple[Tagger, ...] = (),
    workers: int = 2,
    watch: Callable[[int], None] = lambda epoch: None,
) -> None:
    """One stage; the rate rises over the first twelfth of the steps and falls to nothing."""
    torch.manual_seed(seed)
    fresh = [p for n, p in model.named_parameters() if not n.startswith("encoder") and p.requires_grad]
    old = [p for p in model.encoder.parameters() if p.requires_grad]
    groups = [{"params": old, "lr": stage.rate}, {"params": fresh, "lr": stage.heads * stage.rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    rates, total, step = [group["lr"] for group in optimizer.param_groups], 0, 0
    whole = model.encoder.whole if stage.likeness else None

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
                taught = taught_by(teachers, batch, whole) if teachers else None
                loss = loss_of(model, batch, taught, stage.trust, stage.likeness)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            lost += loss.detach()
        tell(found, lost, began)
        watch(epoch)


Data = tuple[list[Example], dict[str, list[Example]]]


def read(shared: Path, cache: Path, seed: int) -> Data:
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
    name: str,
    model: Tagger,
    stages: tuple[Stage, ...],
    data: Data,
    run: Run,
    *,
    mean: int = 1,
    teachers: tuple[Tagger, ...] = (),
) -> Tagger:
    """The model trained, or as the cache keeps it: the mean of its weights after the last ``mean`` stages."""
    examples, held = data
    path = run.cache / f"{name}-{run.seed}.pt"
    tokenizer = tokenizer_at(base_folder())
    model.to(run.device)
    if not path.exists():
        kept = []
        for number, stage in enumerate(stages):
            train(
                model, examples, stage, run.seed + stage.seed, tokenizer, run.device,
                teachers=teachers, workers=run.workers,
                watch=lambda epoch: print(epoch, score(model, held["crossner"], tokenizer, run.device), flush=True),
            )  # fmt: skip
            for which, rows in held.items():
                print(name, number, which, json.dumps(score(model, rows, tokenizer, run.device)), flush=True)
            kept.append({name: weight.clone() for name, weight in model.state_dict().items()})
        last = kept[-mean:]
        model.load_state_dict({n: torch.stack([k[n].float() for k in last]).mean(0) for n in last[0]})
        keep(model, path)
    model.load_state_dict(torch.load(path, map_location=run.device, weights_only=True), strict=False)
    return model.eval()


def keep(model: nn.Module, path: Path) -> None:
    """All weights but the word embeddings, which stay those of the base."""
    state = {k: v.half() for k, v in model.state_dict().items() if k != "encoder.words.weight"}
    torch.save(state, path)


def teacher_of(data: Data, run: Run) -> Tagger:
    """The teacher, trained on the annotations alone."""
    torch.manual_seed(run.seed)
    encoder = mpnet.MPNet()
    encoder.load(mpnet.weights(run.cache))
    return made("mentions-teacher", Tagger(encoder), TEACHING, data, run)


def full_of(data: Data, run: Run, layers: int, *, seed: int) -> Tagger:
    """A model with all its inner units, which reads every word to the end."""
    name = f"mentions-{layers}"
    teachers = () if (run.cache / f"{name}-{seed}.pt").exists() else (teacher_of(data, run),)
    torch.manual_seed(seed)
    encoder = MiniLM(layers)
    encoder.load()
    return made(name, Tagger(encoder), LEARNING, data, replace(run, seed=seed), mean=2, teachers=teachers)


def narrow_of(fulls: tuple[Tagger, ...], data: Data, run: Run) -> Tagger:
    """The model that ships: ``fulls`` teach it, and it has the weights of the first that are worth most.

    Its upper layers read what may be a mention.
    """
    torch.manual_seed(run.seed)
    model = Tagger(narrow.encoder_like(fulls[0], INNER)).to(run.device)
    if not (run.cache / f"{NARROW}-{run.seed}.pt").exists():
        begin(model, fulls[0], data[0], run)
    return made(NARROW, model, NARROWING, data, run, teachers=fulls)


def begin(model: Tagger, full: Tagger, examples: list[Example], run: Run) -> None:
    """Give ``model`` the weights of ``full`` that are worth most, and fit which words it reads to the end."""
    rng = random.Random(run.seed)
    found = batches(CHOOSING.pick(examples, rng), rng, BUDGET, tokenizer_at(base_folder()), CHOOSING.swaps)
    seen = [to(run.device, [b.ids, b.cases, b.names, b.descriptions, b.pairs]) for b in found]
    losses = (lambda batch=batch: loss_of(full, batch, None, 0.0) for batch in seen)
    narrow.narrowed(full, model, narrow.worth(full, losses))
    whole = model.encoder.whole
    known = [(batch, taught_by((full,), batch, whole)) for batch in seen]
    optimizer = torch.optim.AdamW(model.calls.parameters(), lr=CHOOSING.rate)
    fading = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.0, CHOOSING.epochs * len(seen))
    for _ in range(CHOOSING.epochs):
        rng.shuffle(known)
        for batch, taught in known:
            assert taught.below is not None
            calling_loss(model.calls(taught.below).squeeze(2), batch, taught).backward()
            optimizer.step()
            optimizer.zero_grad()
            fading.step()


def main() -> None:
    run, layers, out = asked_for(__doc__ or "", TARGET)
    data = read(run.shared, run.cache, run.seed)
    print(len(data[0]), "sentences,", {k: len(v) for k, v in data[1].items()}, flush=True)
    fulls = tuple(full_of(data, run, layers, seed=run.seed + n) for n in range(FULL))
    model = narrow_of(fulls, data, run).to("cpu")
    tokenizer, device = tokenizer_at(base_folder()), torch.device("cpu")
    figures = {name: score(model, held, tokenizer, device) for name, held in data[1].items()}
    export.mentions(model, out, {"names": NAMES, "descriptions": DESCRIPTIONS}, run.seed, figures)
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
