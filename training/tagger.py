"""The mention model in torch: a text's names and descriptions word by word, and which pairs are worth reading."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from ingest.encoder import CASES, cut
from training.minilm import Dropout, MiniLM, padded
from training.tagged import DESCRIPTIONS, NAMES, UNREAD, Example, Pool, spans, varied

SIDE = 64  # what a mention brings to the gate
LONGEST = 256
WORTH = 0.97  # a word that is less surely no mention than this is worth reading to the end
CALLS = 192  # units that decide which words are read to the end
CALLED = -2.5  # the logit, a chance of one in thirteen, from which one is
CLS, SEP = 101, 102  # the pieces that begin and end a sentence
NO_WORD = -100  # no first piece of a word, or a word that is between two classes


class Tagger(nn.Module):
    """Logits of ``NAMES`` and ``DESCRIPTIONS`` by word piece, and what each piece brings to a pair.

    The gate sees a pair as a layer over the sum of what its two mentions' first and last words bring, the
    earlier mention's ``left`` and the later one's ``right`` (additive attention, Bahdanau et al. 2015).

    Where the encoder's upper layers read only some pieces, ``calls`` says which: those that it gives more than
    ``CALLED``. The others are tagged by what the lower layers know of them.
    """

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder
        self.cases = nn.Embedding(len(CASES), encoder.width)
        nn.init.normal_(self.cases.weight, std=0.02)
        self.dropout = Dropout(0.1)
        self.names = nn.Linear(encoder.width, len(NAMES))
        self.descriptions = nn.Linear(encoder.width, len(DESCRIPTIONS))
        self.left, self.right = nn.Linear(encoder.width, SIDE), nn.Linear(encoder.width, SIDE, bias=False)
        self.gate = nn.Linear(SIDE, 1)
        self.calls = nn.Sequential(nn.Linear(encoder.width, CALLS), nn.ReLU(), nn.Linear(CALLS, 1))

    def forward(
        self, ids: Tensor, groups: Tensor, cases: Tensor, positions: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        return self.heads(self.states(ids, groups, cases, positions)[0])

    def states(
        self, ids: Tensor, groups: Tensor, cases: Tensor, positions: Tensor | None = None
    ) -> tuple[Tensor, Tensor | None, Tensor | None]:
        """What the encoder makes of each piece; where it chooses pieces, by which logits, and by which states.

        Pieces see those of their own group; 0 is none. ``positions`` count from the left, if not said otherwise.
        """
        inputs = self._inputs(ids, groups, cases, positions)
        if not isinstance(self.encoder, MiniLM) or self.encoder.whole == len(self.encoder.layers):
            return self.encoder(*inputs), None, None
        below, bias = self.encoder.lower(*inputs)
        called = self.calls(below.detach()).squeeze(2)
        # Always some piece is read on, [CLS], and some is not, [SEP]: ONNX Runtime stumbles over none of a kind.
        chosen = (called > CALLED) & (groups > 0) & (ids != SEP) | (ids == CLS)
        return self.encoder.upper(below, bias, chosen), called, below

    def levels(self, ids: Tensor, groups: Tensor, cases: Tensor, whole: int) -> tuple[Tensor, Tensor]:
        """See ``MiniLM.levels``."""
        return self.encoder.levels(*self._inputs(ids, groups, cases, None), whole)

    def _inputs(
        self, ids: Tensor, groups: Tensor, cases: Tensor, positions: Tensor | None
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        if positions is None:
            positions = torch.arange(ids.shape[1], device=ids.device).unsqueeze(0).expand_as(ids)
        return ids, positions, groups.unsqueeze(2) == groups.unsqueeze(1), self.cases(cases)

    def heads(self, states: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        x = self.dropout(states)
        return self.names(x), self.descriptions(x), self.left(x), self.right(x)

    def promise(self, left: Tensor, right: Tensor, pairs: Tensor) -> Tensor:
        """Logits that anything holds between mentions; a row of ``pairs`` is a sentence and four pieces."""
        row, a, b, c, d = pairs.unbind(1)
        both = left[row, a] + left[row, b] + right[row, c] + right[row, d]
        return self.gate(torch.relu(both)).squeeze(1)


@dataclass(slots=True)
class Batch:
    """``pairs`` has a sentence's row, four pieces, and whether anything holds between the two mentions."""

    group: list[int]
    ids: np.ndarray
    cases: np.ndarray
    names: np.ndarray
    descriptions: np.ndarray
    pairs: np.ndarray


def batches(
    examples: list[Example], rng: random.Random, budget: int, tokenizer: Any, swaps: float
) -> list[Batch]:
    """A round of varied sentences."""
    pool: Pool = defaultdict(list)
    for e in examples:
        for first, last, sort in spans([NAMES[t] if t > 0 else "O" for t in e.names]):
            pool[sort].append(e.words[first:last])
    return make_batches([varied(e, rng, pool, swaps) for e in examples], budget, tokenizer, rng)


def make_batches(
    examples: list[Example], budget: int, tokenizer: Any, rng: random.Random | None
) -> list[Batch]:
    pieces = cut(tokenizer, [e.words for e in examples])
    order = sorted(range(len(examples)), key=lambda n: len(pieces[n].ids) + (rng.random() * 3 if rng else 0))
    groups: list[list[int]] = [[]]
    for n in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(pieces[n].ids) > budget:
            groups.append([])
        groups[-1].append(n)
    if rng:
        rng.shuffle(groups)
    return [_batch(group, examples, pieces) for group in groups if group]


def _batch(group: list[int], examples: list[Example], pieces: list) -> Batch:
    width = min(max(len(pieces[n].ids) for n in group), LONGEST)
    ids, cases = (padded([getattr(pieces[n], f)[:width] for n in group], width) for f in ("ids", "cases"))
    names, descriptions = (np.full((len(group), width), -100) for _ in range(2))
    pairs = []
    for row, n in enumerate(group):
        begin = pieces[n].begin
        for at, a, b in zip(begin, examples[n].names, examples[n].descriptions, strict=True):
            if at < width:
                names[row, at], descriptions[row, at] = a, b
        for a, b, c, d, holds in examples[n].pairs:
            places = [begin[w] for w in (a, b - 1, c, d - 1)]
            if max(places) < width:
                pairs.append([row, *places, holds])
    return Batch(group, ids, cases, names, descriptions, np.array(pairs, dtype=np.int64).reshape(-1, 6))


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """What teachers hold likely of each piece by both heads; what the first's layers make of it.

    ``below``: the layers that read every piece in the model that is taught, where it has others.
    """

    likely: tuple[Tensor, Tensor]
    below: Tensor | None
    states: Tensor


def taught_by(teachers: tuple[Tagger, ...], batch: list[Tensor], whole: int | None = None) -> Taught:
    inputs = batch[0], (batch[0] > 0).long(), batch[1]
    with torch.no_grad():
        below = None
        if whole is None:
            read = [teacher.states(*inputs)[0] for teacher in teachers]
        else:
            levels = [teacher.levels(*inputs, whole) for teacher in teachers]
            below, read = levels[0][0], [states for _, states in levels]
        said = [teacher.heads(states) for teacher, states in zip(teachers, read, strict=True)]
        names, descriptions = (
            torch.stack([s[n].float().softmax(-1) for s in said]).mean(0) for n in range(2)
        )
    return Taught(likely=(names, descriptions), below=below, states=read[0])


def loss_of(
    model: Tagger, batch: list[Tensor], taught: Taught | None, trust: float, likeness: float = 0.0
) -> Tensor:
    """Cross-entropy of both heads with the annotation and, by ``trust``, with the teacher; and the gate's.

    ``likeness``: how much it counts that pieces come out as the teacher's do, of the layers that read all and of
    those that read few.
    """
    ids, cases, names, descriptions, pairs = batch
    states, called, below = model.states(ids, (ids > 0).long(), cases)
    said = model.heads(states)
    total = said[0].new_zeros(())
    for n, truth in enumerate((names, descriptions)):
        logits, known = said[n].flatten(0, 1), truth.flatten()
        known = known.masked_fill(known == UNREAD, NO_WORD)
        if (known >= 0).any():
            total = total + (1 - trust) * nn.functional.cross_entropy(logits, known, ignore_index=NO_WORD)
        if taught is not None:
            words = names.flatten() != NO_WORD
            likely = taught.likely[n].flatten(0, 1)[words]
            total = total + trust * nn.functional.cross_entropy(logits[words], likely)
    if len(pairs):
        promise = model.promise(said[2], said[3], pairs[:, :5])
        total = total + 0.3 * nn.functional.binary_cross_entropy_with_logits(
            promise, pairs[:, 5].to(promise.dtype)
        )
    if called is not None and below is not None and taught is not None and taught.below is not None:
        read, real = (called > CALLED) & (ids > 0), ids > 0
        total = total + likeness * nn.functional.mse_loss(states[read], taught.states[read])
        total = total + likeness * nn.functional.mse_loss(below[real], taught.below[real])
        total = total + calling_loss(called, batch, taught)
    return total


def calling_loss(called: Tensor, batch: list[Tensor], taught: Taught) -> Tensor:
    """Cross-entropy of the choice of pieces with what is worth reading: words that may be mentions, by the teacher."""
    ids, _, names, *_ = batch
    quiet = torch.minimum(*(x[..., 0] for x in taught.likely))
    places = torch.arange(ids.shape[1], device=ids.device).expand_as(ids)
    first = torch.cummax(places * (names != NO_WORD), dim=1).values  # of the word that a piece belongs to
    wanted = (quiet < WORTH).gather(1, first).to(called.dtype)
    real = (ids > 0) & (first > 0)
    return nn.functional.binary_cross_entropy_with_logits(called[real], wanted[real])


def score(model: Tagger, examples: list[Example], tokenizer: Any, device: torch.device) -> dict[str, float]:
    """Micro-F1 over exact spans of names of the three types, and of descriptions; what the gate would leave out."""
    model.eval()
    tally: Counter[str] = Counter()
    promises: list[tuple[float, int]] = []
    with torch.inference_mode():
        for batch in make_batches(examples, 3000, tokenizer, None):
            ids, cases = (torch.from_numpy(x).to(device) for x in (batch.ids, batch.cases))
            said = model(ids, (ids > 0).long(), cases)
            if len(batch.pairs):
                pairs = torch.from_numpy(batch.pairs).to(device)
                logits = model.promise(said[2], said[3], pairs[:, :5]).tolist()
                promises += zip(logits, batch.pairs[:, 5].tolist(), strict=True)
            for which, guess, truth, labels in zip(
                "nd",
                (said[0].argmax(-1).cpu(), said[1].argmax(-1).cpu()),
                (batch.names, batch.descriptions),
                (NAMES, DESCRIPTIONS),
                strict=True,
            ):
                for row in range(len(batch.group)):
                    known = truth[row] >= 0
                    want = spans([labels[t] for t in truth[row][known].tolist()])
                    got = spans([labels[t] for t in guess[row].numpy()[known].tolist()])
                    for sort in {s[2] for s in want | got}:
                        for key, value in (("w", want), ("g", got), ("r", want & got)):
                            count = sum(s[2] == sort for s in value)
                            tally[f"{which}{sort}{key}"] += count
                            if sort != "Demonym":
                                tally[f"{which}all{key}"] += count
    keys = sorted({k[:-1] for k in tally})
    found = {k: round(2 * tally[k + "r"] / max(1, tally[k + "w"] + tally[k + "g"]), 3) for k in keys}
    return found | closed(promises)


def closed(promises: list[tuple[float, int]]) -> dict[str, float]:
    """The share of pairs under the logit over which 90, 95 and 99 of 100 pairs lie between which something holds."""
    holding = sorted(logit for logit, holds in promises if holds)
    found = {}
    for share in (90, 95, 99):
        if holding:
            least = holding[len(holding) * (100 - share) // 100]
            found[f"closed at {share}"] = round(sum(x < least for x, _ in promises) / len(promises), 3)
            found[f"bar at {share}"] = round(least, 3)
    return found
