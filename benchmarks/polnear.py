"""Reads PolNeAR: articles and their attributions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """An article with the spans of all its sources and cues, white space at the edges cut off."""

    name: str
    text: str
    sources: frozenset[Span]
    cues: frozenset[Span]


def articles(folder: Path, most: int = 0) -> list[Annotated]:
    """The articles of one part in the order of their names, or about so many, evenly over all outlets.

    Some articles were annotated twice; the first annotation by name counts.
    """
    annotated: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        annotated.setdefault(path.stem.rsplit("_", 1)[0], path)
    texts = sorted(path for path in (folder / "text").glob("*.txt") if path.stem in annotated)
    step = max(1, len(texts) // most) if most else 1
    return [_read(annotated[path.stem], path) for path in texts[::step]]


def _read(path: Path, text_path: Path) -> Annotated:
    text = text_path.read_text(encoding="utf-8")
    spans: dict[str, set[Span]] = {"Source": set(), "Cue": set()}
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, _, places = line.split("\t")[1].partition(" ")
        if line.startswith("T") and kind in spans:
            numbers = places.replace(";", " ").split()
            start, end = int(numbers[0]), int(numbers[-1])
            words = text[start:end]
            start += len(words) - len(words.lstrip())
            spans[kind].add((start, start + len(words.strip())))
    return Annotated(
        name=text_path.stem, text=text, sources=frozenset(spans["Source"]), cues=frozenset(spans["Cue"])
    )
