"""Trains the relation model: all pairs of mentions of a sentence in one pass, with claims' qualifiers.

usage: python -m training.relations [--shared ../shared] [--cache DIR] [--seed N] [--layers N] [--device NAME]

Teachers four times as large learn from the annotations; two models learn from them and from what the teachers hold
likely of each pair, also in sentences that nobody annotated (Hinton et al. 2015); a narrower one learns from those
two; and what ships is the mean of two that learn on from it. ``training.mentions`` comes first: its models say who is
mentioned in such sentences.
"""

from __future__ import annotations

import copy
import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from ingest.encoder import tokenizer_at
from training import dse, export, mentions, mpnet, narrow, sets
from training.candidates import candidates
from training.loader import Run, asked_for, to
from training.measure import calibrate, figures
from training.minilm import MiniLM, base_folder
from training.pairs import OUTPUTS, Example, examples, split
from training.reader import Batch, Reader, loss_of, make_batches
from training.stages import BUDGET, Sources, Stage, train
from training.tagger import Tagger
from training.unread import pairs_of

TARGET = Path("ingest/relations/model")
NARROW, SETTLED = "relations-narrow", "relations-settled"
INNER = 1536  # inner units of a layer of the model that ships
FULL = 2  # full models that teach the one that ships
TEACHERS = 2
SETTLED_MODELS = 2  # that learn on beside each other


TEACHING = (Stage(epochs=5, rate=8e-5, crowd=1.0),)
LEARNING = (
    Stage(epochs=9, rate=3.5e-4, crowd=0.7, unread=0.5, trust=0.6),
    Stage(epochs=14, rate=3e-4, crowd=0.7, unread=0.7, trust=0.8, seed=100),
)


NARROWING = (
    Stage(epochs=24, rate=3e-4, crowd=0.6, unread=0.6, trust=0.8, likeness=1.0, gravity=2.0, seed=300),
)
"""What the narrower model learns from the full ones."""

SETTLING = (
    Stage(
        epochs=5, rate=1e-4, annotated=0.6, crowd=0.5, trust=0.5, corrected=True, gravity=2.0,
        budget=3000, kept=1 / 3, seed=400,
    ),
    Stage(
        epochs=2, rate=6e-5, annotated=0.3, crowd=1.0, trust=0.8, corrected=True, gravity=2.0,
        budget=2000, seed=500,
    ),
    Stage(
        epochs=2, rate=5e-5, annotated=0.3, crowd=1.0, trust=0.8, corrected=True, gravity=2.0,
        budget=2000, kept=0.15, rounded=True, seed=600,
    ),
)  # fmt: skip
"""What that one learns on: DSE's sentences with their names, the latest annotations, and else to stay as it is."""

Held = dict[str, list[Example]]
"""The sets that measure."""


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


def full_of(sources: Sources, held: Held, run: Run, layers: int, *, seed: int) -> Reader:
    """A model with all its inner units, which reads every piece to the end."""
    name = f"relations-{layers}"
    teachers: tuple[Reader, ...] = ()
    if not (run.cache / f"{name}-{seed}.pt").exists():
        seeds = range(run.seed, run.seed + TEACHERS)
        teachers = tuple(teacher_of(sources, held, replace(run, seed=seed)) for seed in seeds)
        tagger = mentions.teacher_of(mentions.read(run.shared, run.cache, run.seed), run)
        sources = with_unread(sources, tagger, run)
    torch.manual_seed(seed)
    return made(name, _published(layers), LEARNING, sources, held, replace(run, seed=seed), teachers=teachers)


def narrow_of(sources: Sources, held: Held, run: Run, layers: int) -> Reader:
    """A model whose upper layers read what tells of a pair: full ones teach it.

    It begins with the weights of the first of them that are worth most.
    """
    if (run.cache / f"{NARROW}-{run.seed}.pt").exists():
        model = Reader(narrow.encoder_like(_published(layers), INNER))
        return made(NARROW, model, NARROWING, sources, held, run)
    fulls = tuple(full_of(sources, held, run, layers, seed=run.seed + n) for n in range(FULL))
    tagger = mentions.full_of(mentions.read(run.shared, run.cache, run.seed), run, layers, seed=run.seed)
    sources = with_unread(sources, tagger, run)
    torch.manual_seed(run.seed)
    model = Reader(narrow.encoder_like(fulls[0], INNER)).to(run.device)
    rng = random.Random(run.seed)
    found = [*rng.sample(sources[0], 3000), *rng.sample(sources[1], 500)]
    seen = make_batches(split(found, rng), BUDGET, tokenizer_at(base_folder()), rng)
    narrow.narrowed(
        fulls[0], model, narrow.worth(fulls[0], (lambda b=b: _loss(fulls[0], b, run.device) for b in seen))
    )
    return made(NARROW, model, NARROWING, sources, held, run, teachers=fulls)


def settled_of(model: Reader, sources: Sources, held: Held, run: Run) -> Reader:
    """The model that ships: ``model``, which stays the teacher, after it has learned on.

    In each stage some learn on from the same weights; the mean of theirs is mixed with those of ``model``
    (Wortsman et al. 2022), so that little is forgotten and what one of them learned by chance goes.
    """
    settled, first = copy.deepcopy(model), model.state_dict()
    for number, stage in enumerate(SETTLING):
        states = []
        for seed in range(run.seed, run.seed + SETTLED_MODELS):
            name, one = f"{SETTLED}-{number}", copy.deepcopy(settled)
            one = made(name, one, (stage,), sources, held, replace(run, seed=seed), teachers=(model,))
            states.append(one.state_dict())
        share = (1 - stage.kept) / len(states)
        mixed = {n: stage.kept * w + share * sum(state[n] for state in states) for n, w in first.items()}
        settled.load_state_dict(mixed)
    return settled.eval()


def _published(layers: int) -> Reader:
    encoder = MiniLM(layers)
    encoder.load()
    return Reader(encoder)


def _loss(model: Reader, batch: Batch, device: torch.device) -> Tensor:
    truth = to(device, [batch.truth, batch.weight, batch.stance])
    return loss_of(truth, model(*to(device, batch.inputs)), None, 0.0, 1.0)


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
    model = settled_of(narrow_of(sources, held, run, layers), sources, held, run).to("cpu")
    fitted, rows = table(model, held, torch.device("cpu"))
    export.relations(model, out, OUTPUTS, fitted, run.seed, rows)
    print(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
