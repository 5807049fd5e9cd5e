"""A model of fewer inner units, whose upper layers read few pieces, from one that has all and reads all."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import torch
from torch import Tensor, nn

from training.minilm import Layer, MiniLM

WHOLE = 3
"""The layers that read every piece. The others read those that matter, and see the rest as these leave it."""


def encoder_like(full: nn.Module, inner: int) -> MiniLM:
    """An encoder with the layers of the full one and ``inner`` units in each; it shares the word embeddings."""
    layers = len(full.encoder.layers)
    encoder = MiniLM(layers, whole=WHOLE, inner=inner)
    encoder.words = full.encoder.words
    return encoder


def worth(model: nn.Module, losses: Iterable[Callable[[], Tensor]]) -> list[Tensor]:
    """For each layer of the encoder, what each inner unit adds to the loss, by its first-order term.

    After Molchanov et al. (2019): the square of activation times gradient, summed over what is read.
    """
    layers = [m for m in model.encoder.layers if isinstance(m, Layer)]
    sums = [torch.zeros(layer.outer.in_features, device=layer.outer.weight.device) for layer in layers]
    seen: dict[int, Tensor] = {}

    def watch(number: int) -> Callable:
        def keep(module: nn.Module, given: tuple[Tensor, ...]) -> None:
            given[0].retain_grad()
            seen[number] = given[0]

        return keep

    hooks = [layer.outer.register_forward_pre_hook(watch(n)) for n, layer in enumerate(layers)]
    model.eval()
    for loss in losses:
        loss().backward()
        for number, units in seen.items():
            if units.grad is not None:
                sums[number] += (units * units.grad).detach().float().flatten(0, -2).sum(0).square()
        model.zero_grad()
    for hook in hooks:
        hook.remove()
    return sums


def narrowed(full: nn.Module, model: nn.Module, worths: list[Tensor]) -> None:
    """Gives ``model`` the weights of ``full``: of inner units those that are worth most, what only it has as it is."""
    state = {name: weight.clone() for name, weight in full.state_dict().items()}
    for number, units in enumerate(worths):
        count = model.encoder.layers[number].inner.out_features
        kept = units.topk(count).indices.sort().values
        name = f"encoder.layers.{number}."
        for part in ("inner.weight", "inner.bias"):
            state[name + part] = state[name + part][kept]
        state[name + "outer.weight"] = state[name + "outer.weight"][:, kept]
    chooses = {name: weight for name, weight in model.state_dict().items() if name.startswith("calls.")}
    model.load_state_dict(state | chooses)
