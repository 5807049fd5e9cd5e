"""One stage of the relation model's training: what it reads in it, and whom it heeds how far."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn

from training.loader import in_half, rounds, tell, to
from training.pairs import Example, names_by_length, split, varied
from training.reader import Reader, corrected, loss_of, make_batches, taught_by, unlikeness
from training.rounding import rounded

BUDGET = 6000  # pieces a batch

Sources = tuple[list[Example], list[Example], list[Example]]
"""Annotated sentences, DSE's, and those that nobody annotated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Some epochs, which read ``annotated`` of our sentences, ``crowd`` of DSE's, ``unread`` of those without claims.

    ``trust``: how far the teachers are heeded, the annotators for the rest; ``corrected``: not where they contradict
    a certain annotation; ``likeness``: how much it counts that pieces come out as the first teacher's do;
    ``gravity``: for how many other claims a removal counts; ``budget``: pieces a batch; ``kept``: share of
    the weights of the model that it all began with, where models that learned beside each other are mixed;
    ``rounded``: with numbers as coarse as int8 (``rounding.py``).
    """

    epochs: int
    rate: float
    crowd: float
    annotated: float = 1.0
    unread: float = 0.0
    trust: float = 0.0
    corrected: bool = False
    likeness: float = 0.0
    gravity: float = 1.0
    budget: int = BUDGET
    kept: float = 0.0
    rounded: bool = False
    seed: int = 0


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
    whole = model.encoder.whole if stage.likeness else None
    shares = (stage.annotated, stage.crowd, stage.unread)

    def make(number: int) -> list:
        rng = random.Random(seed * 1000 + number)
        picked = [
            e
            for found, share in zip(sources, shares, strict=True)
            for e in found
            if share >= 1 or rng.random() < share
        ]
        return make_batches([varied(e, pool, rng) for e in split(picked, rng)], stage.budget, tokenizer, rng)

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
                taught = taught_by(teachers, inputs, whole) if teachers else None
                with rounded(model) if stage.rounded else nullcontext():
                    levels = model.levels(*inputs)
                    said = model.heads(levels[1])
            truth = to(device, [b.truth, b.weight, b.stance])
            if taught is not None and stage.corrected:
                taught = corrected(truth, taught)
            loss = loss_of(truth, (said[0].float(), said[1].float()), taught, stage.trust, stage.gravity)
            if stage.likeness and taught is not None:
                loss = loss + stage.likeness * unlikeness(inputs[3], levels, taught)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            lost += loss.detach()
        tell(found, lost, began)
        watch(epoch)
