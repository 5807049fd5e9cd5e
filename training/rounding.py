"""Lets a model learn with weights and states as coarse as int8 will have them (Jacob et al. 2018)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import torch
from torch import Tensor, nn

WEIGHTS = 63.5  # steps from zero: seven bits, as export.py stores them
STATES = 255.0  # steps between the least and the greatest state of a sentence


@contextmanager
def rounded(model: nn.Module) -> Iterator[None]:
    """Within, every linear layer multiplies what it will multiply once it is exported; the weights stay exact."""
    layers = [m for m in model.modules() if isinstance(m, nn.Linear)]
    for layer in layers:
        layer.forward = partial(_multiply, layer)  # type: ignore[method-assign]
    try:
        yield
    finally:
        for layer in layers:
            del layer.forward


def _multiply(layer: nn.Linear, x: Tensor) -> Tensor:
    return nn.functional.linear(_instead(x, _states), _instead(layer.weight, _weights), layer.bias)


def _instead(exact: Tensor, coarse: Callable[[Tensor], Tensor]) -> Tensor:
    """The coarse values forward; the gradient passes as if they were exact."""
    with torch.no_grad():
        off = coarse(exact) - exact
    return exact + off


def _weights(matrix: Tensor) -> Tensor:
    step = matrix.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / WEIGHTS
    return (matrix / step).round() * step


def _states(x: Tensor) -> Tensor:
    within = tuple(range(1, x.dim()))
    least, most = x.amin(within, keepdim=True), x.amax(within, keepdim=True)
    step = ((most - least) / STATES).clamp(min=1e-8)
    return ((x - least) / step).round() * step + least
