"""Prints what was aimed at and what is reached: one table for entities, one for relations.

usage: python -m benchmarks.bars [entities|relations|speed ...] [--shared ../shared] [--markdown]

Each row is a measure of its own command; this one only gathers them. Nothing that is measured has taught
the models.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A figure and its bar, both the higher the better unless ``most``."""

    measure: str
    command: str
    figure: float
    bar: float
    most: bool = False

    @property
    def met(self) -> bool:
        return self.figure <= self.bar if self.most else self.figure >= self.bar


def entities(shared: Path) -> Iterator[Row]:
    from benchmarks import coreference, entities, mentions, quality

    yield Row(
        measure="CrossNER politics dev, names, micro-F1",
        command="benchmarks.mentions",
        figure=mentions.figure(shared),
        bar=0.85,
    )
    dev = quality.measure("dev")
    yield Row(
        measure="dev, entities in claims, F1",
        command="benchmarks.quality --sets dev",
        figure=dev["entities_in_claims"]["f1"],
        bar=0.85,
    )
    for name in ("dev", "fold"):
        yield Row(
            measure=f"{name}, alias pairs with their type, F1",
            command="benchmarks.entities",
            figure=entities.figure(name),
            bar=0.90,
        )
    yield Row(
        measure="GUM dev, named entities and their pronouns, link F1",
        command="benchmarks.coreference",
        figure=coreference.figure(shared),
        bar=0.80,
    )


def relations(shared: Path) -> Iterator[Row]:
    from benchmarks import calibrate, quality, sources, stances

    dev, challenge = quality.measure("dev"), quality.measure("challenge")
    wanted = (
        ("claims", 0.58),
        ("precision", 0.65),
        ("SUPPORTED", 0.45),
        ("OPPOSED", 0.55),
        ("AFFILIATED_WITH", 0.60),
    )
    for label, bar in wanted:
        row = dev["by_relation"].get(label, dev["claims"])
        figure = row["precision" if label == "precision" else "f1"]
        yield Row(measure=f"dev, {label}", command="benchmarks.quality --sets dev", figure=figure, bar=bar)
    command = "benchmarks.quality --sets challenge"
    yield Row(measure="challenge, claims", command=command, figure=challenge["claims"]["f1"], bar=0.70)
    removed = challenge["by_relation"]["EXPELLED"]["f1"]
    yield Row(measure="challenge, EXPELLED", command=command, figure=removed, bar=0.70)
    wrong = [d for name, d in challenge["by_document"].items() if name.startswith("distractor")]
    clean = sum(d["precision"] == 1 or not d["predicted"] for d in wrong)
    yield Row(
        measure=f"distractors without a wrong claim, of {len(wrong)}", command=command, figure=clean, bar=12
    )
    stance = stances.figures(shared)
    yield Row(measure="DSE valid, macro-F1", command="benchmarks.stances", figure=stance["macro"], bar=0.69)
    yield Row(measure="DSE valid, micro-F1", command="benchmarks.stances", figure=stance["micro"], bar=0.82)
    for label, bar in (("attribution", 0.85), ("modality", 0.90)):
        figure = dev[f"{label}_accuracy"]
        yield Row(measure=f"dev, {label}", command="benchmarks.quality --sets dev", figure=figure, bar=bar)
    yield Row(
        measure="PolNeAR dev, sources, exact F1",
        command="benchmarks.sources",
        figure=sources.figure(shared),
        bar=0.60,
    )
    error = calibrate.error()
    yield Row(
        measure="calibration error, five folds",
        command="benchmarks.calibrate join",
        figure=error,
        bar=0.05,
        most=True,
    )


def speed(shared: Path) -> Iterator[Row]:
    from benchmarks import speed

    found = speed.figures(shared / "corpora/polnear/train/text")
    yield Row(
        measure="mentions and coreference to the stock pipeline",
        command="benchmarks.speed",
        figure=found["steps ratio"],
        bar=1.0,
    )
    yield Row(
        measure="whole build to the stock pipeline",
        command="benchmarks.speed",
        figure=found["build ratio"],
        bar=0.7,
    )


TABLES: dict[str, Callable[[Path], Iterator[Row]]] = {
    "entities": entities,
    "relations": relations,
    "speed": speed,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("tables", nargs="*", choices=list(TABLES), default=[])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--markdown", action="store_true")
    given = parser.parse_args()
    if not given.shared.is_dir():
        sys.exit(f"{given.shared} is not there: the annotated texts are no part of the project")
    form = "| {:48} | {:>7} | {:>7} | {:4} | `{}` |" if given.markdown else "{:48} {:>7} {:>7}  {:4} {}"
    for name in given.tables or TABLES:
        print(f"\n{name}")
        for row in TABLES[name](given.shared):
            bound = f"{'<' if row.most else ''}{row.bar:g}"
            print(
                form.format(row.measure, f"{row.figure:.3f}", bound, "met" if row.met else "-", row.command),
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
