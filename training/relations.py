"""Trains the relation model: all pairs of mentions of a sentence in one pass, with claims' qualifiers.

usage: python -m training.relations [--shared ../shared] [--cache DIR] [--seed N] [--layers N] [--device NAME]

Teachers four times as large learn from the annotations; a model learns from them and from what the teachers hold
likely of each pair, also in sentences that nobody annotated (Hinton et al. 2015). ``training.mentions`` comes first:
its teacher says who is mentioned in those.
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
from torch import Tensor, nn

from ingest.encoder import tokenizer_at
from training import dse, export, mentions, mpnet, sets
from training.candidates import candidates
from training.loader import Run, asked_for, in_half, rounds, tell, to
from training.measure import calibrate, figures
from training.minilm import MiniLM, base_folder
from training.pairs import OUTPUTS, Example, examples, names_by_length, split, varied
from training.reader import Reader, loss_of, make_batches
from training.tagger import Tagger
from training.unread import pairs_of

TARGET = Path("ingest/relations/model")
BUDGET = 6000  # pieces a batch
TEACHERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Some epochs, which read ``crowd`` of DSE's sentences and ``unread`` of those that nobody annotated.

    ``trust``: how far the teachers are heeded, the annotators for the rest.
    """

    epochs: int
    rate: float
    crowd: float
    unread: float = 0.0
    trust: float = 0.0
    seed: int = 0


TEACHING = (Stage(epochs=5, rate=8e-5, crowd=1.0),)
LEARNING = (
    Stage(epochs=9, rate=3.5e-4, crowd=0.7, unread=0.5, trust=0.6),
    Stage(epochs=14, rate=3e-4, crowd=0.7, unread=0.7, trust=0.8, seed=100),
)


Sources = tuple[list[Example], list[Example], list[Example]]
"""Annotated sentences, DSE's, and those that nobody annotated."""
Held = dict[str, list[Example]]


def train(
    model: Reader,
    sources: Sources,
    stage: Stage,
    seed: int,
    tokenizer: Any,
    device: torch.device,
    *,
    teachers: tuple[Reader, ...] = (),
    workers: int = 2,
    watch: Callable[[int], None] = lambda epoch: None,
) -> None:
    """One stage; the rate rises over eighty steps and falls to nothing."""
    torch.manual_seed(seed)
    fresh = [p for n, p in model.named_parameters() if not n.startswith("encoder") and p.requires_grad]
    old = [p for p in model.encoder.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": old, "lr": stage.rate}, {"params": fresh, "lr": 4 * stage.rate}], weight_decay=0.01
    )
    rates = [group["lr"] for group in optimizer.param_groups]
    pool, step, total = names_by_length(sources[0]), 0, 0
    shares = (1.0, stage.crowd, stage.unread)

    def make(number: int) -> list:
        rng = random.Random(seed * 1000 + number)
        picked = [
            e
            for found, share in zip(sources, shares, strict=True)
            for e in found
            if share >= 1 or rng.random() < share
        ]
        return make_batches([varied(e, pool, rng) for e in split(picked, rng)], BUDGET, tokenizer, rng)

    for epoch, found in enumerate(rounds(make, stage.epochs, workers)):
        model.train()
        total = total or len(found) * stage.epochs + 50
        began, lost = time.monotonic(), torch.zeros((), device=device)
        for b in found:
            for group, usual in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = usual * max(0.0, min(1.0, (step + 1) / 80, (1 - step / total) / 0.9))
            step += 1
            inputs = to(device, b.inputs)
            with in_half(device):
                taught = _taught(teachers, inputs) if teachers else None
                said = model(*inputs)
            truth = to(device, [b.truth, b.weight, b.stance])
            loss = loss_of(truth, (said[0].float(), said[1].float()), taught, stage.trust)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            lost += loss.detach()
        tell(found, lost, began)
        watch(epoch)


def _taught(teachers: tuple[Reader, ...], inputs: list[Tensor]) -> list[Tensor]:
    """The teachers' mean chances of the outputs, and of the stances."""
    with torch.inference_mode():
        said = [teacher(*inputs) for teacher in teachers]
        likely = torch.stack([a.float().sigmoid() for a, _ in said]).mean(0)
        stances = torch.stack([b.float().softmax(-1) for _, b in said]).mean(0)
    return [likely.clone(), stances.clone()]


def read(shared: Path, cache: Path) -> tuple[list[Example], list[Example], Held]:
    """Annotated sentences, DSE's, and the sets that measure."""
    own = examples(sets.taught(shared, cache), guess_pronouns=True)
    types = {" ".join(e.words[m.first : m.last]): m.type for e in own for m in e.mentions if m.kind == "name"}
    held = {
        name: examples(documents, guess_pronouns=False)
        for name, documents in sets.measured(shared, cache).items()
    }
    held["dse"] = dse.examples(shared / "corpora/dse/valid.txt", types)
    return own, dse.examples(shared / "corpora/dse/train.txt", types), held


def table(model: Reader, held: dict[str, list[Example]], device: torch.device) -> tuple[dict, dict]:
    """Calibration by the held-out articles and our own tenth, and the figures of all sets under it."""
    tokenizer = tokenizer_at(base_folder())
    found = {n: candidates(model, rows, tokenizer, device) for n, rows in held.items() if n != "dse"}
    fitted = calibrate(found["fold"] + found["own"])
    rows = {name: figures(c, fitted) for name, c in found.items()}
    return fitted, rows | {"dse": stances(model, held["dse"], tokenizer, device)}


def stances(model: Reader, rows: list[Example], tokenizer: Any, device: torch.device) -> dict[str, float]:
    """Accuracy and mean F1 over DSE's five classes."""
    model.eval()
    pairs: list[tuple[int, int]] = []
    with torch.inference_mode():
        for b in make_batches(rows, 3000, tokenizer, None):
            said = model(*to(device, b.inputs))[1].argmax(1).tolist()
            pairs += zip(said, b.stance.tolist(), strict=True)
    f1 = [
        2 * sum(a == b == c for a, b in pairs) / max(1, sum((a == c) + (b == c) for a, b in pairs))
        for c in range(5)
    ]
    return {"micro": round(sum(a == b for a, b in pairs) / len(pairs), 3), "macro": round(sum(f1) / 5, 3)}


def made(
    name: str,
    model: Reader,
    stages: tuple[Stage, ...],
    sources: Sources,
    held: Held,
    run: Run,
    *,
    teachers: tuple[Reader, ...] = (),
) -> Reader:
    """The model trained, each stage from where the one before ended, or as the cache keeps it."""
    path = run.cache / f"{name}-{run.seed}.pt"
    model.to(run.device)
    if not path.exists():
        for number, stage in enumerate(stages):
            train(
                model, sources, stage, run.seed + stage.seed, tokenizer_at(base_folder()), run.device,
                teachers=teachers, workers=run.workers,
            )  # fmt: skip
            rows = table(model, held, run.device)[1]
            print(name, number, {n: r.get("all", r) for n, r in rows.items()}, flush=True)
        mentions.keep(model, path)
    model.load_state_dict(torch.load(path, map_location=run.device, weights_only=True), strict=False)
    return model.eval()


def teacher_of(sources: Sources, held: Held, run: Run) -> Reader:
    """A teacher, trained on the annotations alone."""
    torch.manual_seed(run.seed)
    encoder = mpnet.MPNet()
    encoder.load(mpnet.weights(run.cache))
    return made("relations-teacher", Reader(encoder), TEACHING, sources, held, run)


def full_of(sources: Sources, held: Held, run: Run, layers: int) -> Reader:
    """The model with all its inner units, which reads every piece to the end."""
    name = f"relations-{layers}"
    teachers: tuple[Reader, ...] = ()
    if not (run.cache / f"{name}-{run.seed}.pt").exists():
        seeds = range(run.seed, run.seed + TEACHERS)
        teachers = tuple(teacher_of(sources, held, replace(run, seed=seed)) for seed in seeds)
        tagger = mentions.teacher_of(mentions.read(run.shared, run.cache, run.seed), run)
        sources = with_unread(sources, tagger, run)
    torch.manual_seed(run.seed)
    encoder = MiniLM(layers)
    encoder.load()
    return made(name, Reader(encoder), LEARNING, sources, held, run, teachers=teachers)


def with_unread(sources: Sources, tagger: Tagger, run: Run) -> Sources:
    """Sentences that nobody annotated too, with the mentions that the tagger finds in them."""
    found = pairs_of(tagger, sets.unread(run.shared, run.cache), tokenizer_at(base_folder()), run.device)
    print(len(found), "sentences that nobody annotated", flush=True)
    return sources[0], sources[1], found


def main() -> None:
    run, layers, out = asked_for(__doc__ or "", TARGET)
    own, crowd, held = read(run.shared, run.cache)
    print(len(own), sum(len(e.pairs) for e in own), {k: len(v) for k, v in held.items()}, flush=True)
    sources: Sources = own, crowd, []
    model = full_of(sources, held, run, layers).to("cpu")
    fitted, rows = table(model, held, torch.device("cpu"))
    export.relations(model, out, OUTPUTS, fitted, run.seed, rows)
    print(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
