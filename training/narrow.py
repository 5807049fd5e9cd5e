"""A model whose upper layers read few pieces, from one that reads all of them to the end."""

from __future__ import annotations

from torch import nn

from training.minilm import MiniLM

WHOLE = 3
"""The layers that read every piece. The others read those that matter, and see the rest as these leave it."""


def narrowed(full: nn.Module, model: nn.Module, lower: tuple[str, ...]) -> None:
    """Gives ``model`` the weights of ``full``; the layers that read every piece stay those of ``full``.

    So do the parts named ``lower``, which feed them.
    """
    model.load_state_dict(full.state_dict())
    model.encoder.words = full.encoder.words
    for name, weight in model.named_parameters():
        part = name.split(".")
        is_upper = part[:2] == ["encoder", "layers"] and int(part[2]) >= WHOLE
        weight.requires_grad_(is_upper or part[0] not in ("encoder", *lower))


def encoder_like(full: nn.Module) -> MiniLM:
    """An encoder with the layers of the full one, the upper of which read few pieces."""
    return MiniLM(len(full.encoder.layers), whole=WHOLE)
