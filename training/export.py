"""Writes a trained model as int8 ONNX with tokenizer and meta.json beside it."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import torch
from torch import nn

from ingest.encoder import digest
from training.minilm import base_folder
from training.pairs import STANCES


def write(
    model: nn.Module,
    out: Path,
    inputs: dict[str, torch.Tensor],
    axes: dict,
    outputs: list[str],
    meta: dict[str, Any],
) -> None:
    """float32 by the tracing exporter, then weights to int8, per channel."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    out.mkdir(parents=True, exist_ok=True)
    model.eval()
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            model,
            tuple(inputs.values()),
            str(full),
            input_names=list(inputs),
            output_names=outputs,
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            full,
            out / "model.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            op_types_to_quantize=["MatMul", "Gather", "Gemm"],
        )
    shutil.copyfile(base_folder() / "tokenizer.json", out / "tokenizer.json")
    meta["sha256"] = {name: digest(out / name) for name in ("model.onnx", "tokenizer.json")}
    text = json.dumps(meta, indent=1, ensure_ascii=False) + "\n"
    (out / "meta.json").write_text(text, encoding="utf-8")
    print(out, (out / "model.onnx").stat().st_size / 1e6, "MB")


def mentions(model: nn.Module, out: Path, labels: dict[str, Any], seed: int, figures: dict[str, Any]) -> None:
    ids, places = torch.randint(1000, 20000, (1, 9)), torch.arange(9).unsqueeze(0)
    groups = 1 + (places > 4).long()
    inputs = {"ids": ids, "groups": groups, "cases": torch.ones_like(ids), "positions": places % 5}
    outputs = ["names", "descriptions", "left", "right"]
    axes = {name: {1: "piece"} for name in (*inputs, *outputs)}
    gate = {
        "weights": [round(float(w), 5) for w in model.gate.weight[0]],
        "bias": round(float(model.gate.bias[0]), 5),
        "bar": round(sum(figures[name][f"bar at {OPEN}"] for name in ("fold", "own")) / 2, 3),
    }
    meta = {
        "labels": labels, "floors": FLOORS, "gate": gate, "layers": len(model.encoder.layers),
        "whole": model.encoder.whole, "seed": seed,
        "float32": figures, "data": DATA["mentions"],
    }  # fmt: skip
    write(model, out, inputs, axes, outputs, meta)


def relations(
    model: nn.Module, out: Path, outputs: tuple[str, ...], fitted: dict, seed: int, figures: dict
) -> None:
    ids = torch.randint(1000, 20000, (1, 13))
    groups = torch.ones_like(ids)
    groups[:, 9:11], groups[:, 11:] = 2, 3
    inputs = {
        "ids": ids,
        "positions": torch.arange(13).unsqueeze(0),
        "roles": torch.ones_like(ids),
        "groups": groups,
        "rows": torch.tensor([0, 0]),
        "starts": torch.tensor([9, 11]),
        "places": torch.tensor([[1, 2, 4, 4], [1, 2, 6, 7]]),
    }
    axes = {n: {1: "piece"} for n in ("ids", "positions", "roles", "groups")}
    axes |= {n: {0: "pair"} for n in ("rows", "starts", "places", "logits", "stances")}
    meta = {
        "outputs": outputs, "stances": STANCES, **fitted, "layers": len(model.encoder.layers),
        "whole": model.encoder.whole, "seed": seed, "float32": figures, "data": DATA["relations"],
    }  # fmt: skip
    write(model, out, inputs, axes, ["logits", "stances"], meta)


OPEN = 90
"""Of a hundred pairs between which something holds, so many pass the gate, of held-out articles and of our own.

The ten that do not are mostly read as nothing by the relation model too: up to here claims lose no recall to speak
of, and gain precision.
"""

FLOORS = {"names": 0.6, "descriptions": 0.65}
"""Spans that the model is less sure of are none; chosen on held-out articles and CrossNER's dev part."""
GOLD = (
    "nine tenths of 290 annotated articles (PolNeAR, research corpus; Wikinews, CC BY 2.5)",
    "300 passages and 67 articles written for the project",
    "nine tenths of training/annotations: 398 more articles of PolNeAR, 4,484 texts written for the project",
    "what teachers say of unannotated sentences of PolNeAR's and DSE's train parts",
)
DATA = {
    "relations": [
        *GOLD,
        "DSE train part (Park et al. 2021; free use with citation): its classes as outputs of their own",
    ],
    "mentions": [
        *GOLD,
        "CrossNER train parts (MIT), five domains, politics more often",
    ],
}
