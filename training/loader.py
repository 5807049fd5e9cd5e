"""Makes the batches of later rounds in processes of their own while a model learns from the present one."""

from __future__ import annotations

import argparse
import multiprocessing
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from training import gold


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Where texts and trained weights lie, and by what, where and how a model is trained."""

    shared: Path
    cache: Path
    seed: int
    device: torch.device
    workers: int
    """Processes that make batches."""


def asked_for(what: str, target: Path) -> tuple[Run, int, Path]:
    """What the command line says: the run, the number of layers, and where the model goes."""
    parser = argparse.ArgumentParser(description=what)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--cache", type=Path, default=gold.CACHE)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--device", default="auto", help='"auto" is a GPU where there is one')
    parser.add_argument("--workers", type=int, default=2, help="processes that make batches")
    parser.add_argument("--out", type=Path, default=target)
    args = parser.parse_args()
    run = Run(
        shared=args.shared,
        cache=args.cache,
        seed=args.seed,
        device=device_of(args.device),
        workers=args.workers,
    )
    return run, args.layers, args.out


_SHARED: dict[str, Callable[[int], list]] = {}
"""What forks find as their parent left it."""


def rounds(make: Callable[[int], list], count: int, workers: int) -> Iterator[list]:
    """``make(0)``, ``make(1)``, ... in order. The processes are forks: they share what ``make`` has read.

    ``make`` decides by its argument alone, so that the result is the same with any number of workers.
    """
    _SHARED["make"] = make
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork")) as pool:
        waiting = [pool.submit(_made, n) for n in range(min(count, workers))]
        for n in range(count):
            found = waiting.pop(0).result()
            if n + workers < count:
                waiting.append(pool.submit(_made, n + workers))
            yield found


def _made(number: int) -> list:
    torch.set_num_threads(1)
    return _SHARED["make"](number)


def to(device: torch.device, values: list[Any]) -> list[Tensor]:
    """Arrays of a batch as tensors on the device."""
    return [torch.from_numpy(np.asarray(v)).to(device, non_blocking=True) for v in values]


def device_of(name: str) -> torch.device:
    """The device of that name; "auto" is a GPU where there is one."""
    if name == "auto":
        name = "cuda" if torch.cuda.is_available() else "cpu"
    return torch.device(name)


def in_half(device: torch.device) -> torch.autocast:
    """bfloat16 on a GPU and on processors with matrix tiles; others are three times slower with it than without."""
    quick = device.type == "cuda" or torch.cpu.get_capabilities().get("amx_bf16", False)
    return torch.autocast(device.type, torch.bfloat16, enabled=quick)


def tell(batches: list, lost: Tensor, began: float) -> None:
    """A round's batches, mean loss and time."""
    took = time.monotonic() - began
    print(f"  {len(batches)} batches, loss {lost.item() / len(batches):.4f}, {took:.0f} s", flush=True)
