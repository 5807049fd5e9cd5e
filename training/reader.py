"""The relation model in torch: a text read once, its pairs of mentions by two markers each."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from ingest.encoder import cut
from ingest.markers import ROLES, SLOTS, lay_out
from training import gold
from training.minilm import Dropout, MiniLM, padded
from training.pairs import OUTPUTS, STANCES, Example, R

HIDDEN = 384
LONGEST = 320  # pieces; longer ones are lists and are left to inference
PARTS = 1 + SLOTS + 4  # [CLS], the markers, first and last piece of both mentions
DOUBT = 0.1  # of a crowd's word: label smoothing (Lukasik et al. 2020)
REMOVED = gold.RELATIONS.index("EXPELLED")


class Reader(nn.Module):
    """Logits of ``OUTPUTS`` and of DSE's ``STANCES`` for each pair."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder
        self.roles = nn.Embedding(ROLES, encoder.width)
        nn.init.normal_(self.roles.weight, std=0.03)
        self.dropout = Dropout(0.15)
        self.inner, self.outer = nn.Linear(PARTS * encoder.width, HIDDEN), nn.Linear(HIDDEN, len(OUTPUTS))
        self.stances = nn.Linear(HIDDEN, len(STANCES))

    def forward(
        self,
        ids: Tensor,
        positions: Tensor,
        roles: Tensor,
        groups: Tensor,
        rows: Tensor,
        starts: Tensor,
        places: Tensor,
    ) -> tuple[Tensor, Tensor]:
        return self.heads(self.levels(ids, positions, roles, groups, rows, starts, places)[1])

    def heads(self, parts: Tensor) -> tuple[Tensor, Tensor]:
        hidden = self.dropout(nn.functional.gelu(self.inner(self.dropout(parts))))
        return self.outer(hidden), self.stances(hidden)

    def levels(
        self,
        ids: Tensor,
        positions: Tensor,
        roles: Tensor,
        groups: Tensor,
        rows: Tensor,
        starts: Tensor,
        places: Tensor,
        whole: int | None = None,
    ) -> tuple[Tensor, Tensor]:
        """What the encoder's first ``whole`` layers make of each piece, and all of the pieces that tell of a pair.

        The latter one behind the other. ``whole``: those that read every piece, if not said otherwise.
        """
        source, target = groups.unsqueeze(2), groups.unsqueeze(1)
        mask = (target == 1) | ((source == target) & (target > 1))
        inputs = ids, positions, mask, self.roles(roles)
        if isinstance(self.encoder, MiniLM) and self.encoder.whole < len(self.encoder.layers):
            told = (groups > 1) | (torch.arange(ids.shape[1], device=ids.device) == 0)
            told = torch.index_put(told, (rows.unsqueeze(1), places), torch.tensor(True, device=ids.device))
            below, bias = self.encoder.lower(*inputs)
            x = self.encoder.upper(below, bias, told)
        elif isinstance(self.encoder, MiniLM) and whole is not None:
            below, x = self.encoder.levels(*inputs, whole)
        else:
            below = x = self.encoder(*inputs)
        parts = [x[rows, torch.zeros_like(starts)], *(x[rows, starts + n] for n in range(SLOTS))]
        return below, torch.cat(parts + [x[rows, places[:, n]] for n in range(4)], dim=1)


@dataclass(slots=True)
class Batch:
    """``inputs`` are the model's; ``truth`` and ``weight`` have a row a pair, and so has ``stance`` (-1: none)."""

    group: list[int]
    inputs: list[np.ndarray]
    truth: np.ndarray
    weight: np.ndarray
    stance: np.ndarray


def make_batches(found: list[Example], budget: int, tokenizer: Any, rng: random.Random | None) -> list[Batch]:
    """Sequences of like length together, up to ``budget`` pieces with what fills them up."""
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
    return [_batch(group, found, layouts) for group in groups if group]


def _batch(group: list[int], found: list[Example], layouts: list) -> Batch:
    width = max(len(layouts[n].ids) for n in group)
    fields = ("ids", "positions", "roles", "groups")
    inputs = [padded([getattr(layouts[n], f) for n in group], width) for f in fields]
    inputs.append(np.array([row for row, n in enumerate(group) for _ in layouts[n].starts]))
    inputs.append(np.array([start for n in group for start in layouts[n].starts]))
    inputs.append(np.array([place for n in group for place in layouts[n].places]))
    pairs = [p for n in group for p in found[n].pairs]
    return Batch(
        group,
        inputs,
        np.array([p.truth for p in pairs], dtype=np.float32),
        np.array([p.weight for p in pairs], dtype=np.float32),
        np.array([p.stance for p in pairs]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """The teachers' mean chances of the outputs and of the stances; and what the first one's layers make of pieces."""

    likely: Tensor
    stances: Tensor
    below: Tensor
    parts: Tensor


def taught_by(teachers: tuple[Reader, ...], inputs: list[Tensor], whole: int | None = None) -> Taught:
    with torch.no_grad():
        levels = [teacher.levels(*inputs, whole) for teacher in teachers]
        said = [teacher.heads(parts) for teacher, (_, parts) in zip(teachers, levels, strict=True)]
        likely = torch.stack([a.float().sigmoid() for a, _ in said]).mean(0)
        stances = torch.stack([b.float().softmax(-1) for _, b in said]).mean(0)
    below, parts = levels[0]
    return Taught(likely=likely, stances=stances, below=below, parts=parts)


def corrected(batch: list[Tensor], taught: Taught) -> Taught:
    """The same, but what annotators say where they are certain of it, and the teachers hold the contrary."""
    truth, weight, stance = batch
    contrary = (weight >= 1) & ((truth > 0.5) != (taught.likely > 0.5))
    likely = torch.where(contrary, truth, taught.likely)
    judged = nn.functional.one_hot(stance.clamp(min=0), len(STANCES)).to(taught.stances.dtype)
    return replace(taught, likely=likely, stances=judged * (1 - DOUBT) + DOUBT / len(STANCES))


def unlikeness(groups: Tensor, levels: tuple[Tensor, Tensor], taught: Taught) -> Tensor:
    """How far the pieces come out from what the teacher makes of them."""
    real = groups > 0
    below, parts = levels
    return nn.functional.mse_loss(below[real], taught.below[real]) + nn.functional.mse_loss(
        parts, taught.parts
    )


def loss_of(
    batch: list[Tensor], said: tuple[Tensor, Tensor], taught: Taught | None, trust: float, gravity: float
) -> Tensor:
    """Cross-entropy with what annotators say and, by ``trust``, with what the teacher holds likely.

    A qualifier counts as far as there is a claim that it could qualify, a removal for ``gravity`` other claims.
    """
    truth, weight, stance = batch
    logits, stances = said
    grave = torch.ones_like(truth[:1])
    grave[:, [REMOVED, R + REMOVED]] = gravity
    weight = weight * grave
    hard = nn.functional.binary_cross_entropy_with_logits(logits, truth, weight, reduction="sum")
    judged = stance >= 0
    by_crowd = nn.functional.cross_entropy(
        stances[judged], stance[judged], reduction="sum", label_smoothing=DOUBT
    )
    if taught is None:
        return (hard + by_crowd) / (len(truth) ** 0.5 * 8)
    likely = taught.likely
    claimed = likely[:, : 2 * R].amax(dim=1, keepdim=True).expand(-1, likely.shape[1] - 2 * R)
    heed = torch.cat([torch.ones_like(likely[:, : 2 * R]), claimed], dim=1) * grave
    soft = nn.functional.binary_cross_entropy_with_logits(logits, likely, heed, reduction="sum")
    after = nn.functional.cross_entropy(stances[judged], taught.stances[judged], reduction="sum")
    return ((1 - trust) * (hard + by_crowd) + trust * (soft + after)) / (len(truth) ** 0.5 * 8)
