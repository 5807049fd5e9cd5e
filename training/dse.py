"""Reads sentences with two marked entities and a stance between them (Park et al. 2021) as training pairs."""

from __future__ import annotations

import re
from pathlib import Path

from training import gold
from training.pairs import OUTPUTS, Example, Pair

WORD = re.compile(r"(?:[A-Z]\.)+|\w+(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|\w+|[^\w\s]")


def examples(path: Path, types: dict[str, str]) -> list[Example]:
    """Its crowd draws the line between a stance and none elsewhere than our guidelines: outputs of its own learn it."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        text, _, _, label = line.split("\t")
        if example := _example(text, int(label), types):
            found.append(example)
    return found


def type_of(name: str, types: dict[str, str]) -> str:
    """By the names of our gold; else capitals are an organization, and the rest persons."""
    if name in types:
        return types[name]
    last = name.rsplit(maxsplit=1)[-1] if name.split() else name
    if last in types:
        return types[last]
    return "Organization" if name.isupper() and len(name) > 1 else "Person"


def _example(marked: str, label: int, types: dict[str, str]) -> Example | None:
    spans, text, open_at = [], "", -1
    for part in re.split(r"([\[\]])", marked):
        if part == "[":
            open_at = len(text)
        elif part == "]":
            spans.append((open_at, len(text)))
        else:
            text += part
    if len(spans) != 2 or min(a for a, _ in spans) < 0:
        return None
    tokens = [(m.start(), m.end(), m.group()) for m in WORD.finditer(text)]
    mentions = []
    for start, end in spans:
        inside = [
            n for n, (a, b, w) in enumerate(tokens) if a < end and b > start and not re.match(r"['’]", w)
        ]
        if not inside:
            return None
        words = " ".join(tokens[n][2] for n in inside)
        mentions.append(
            gold.Mention(
                first=inside[0],
                last=inside[-1] + 1,
                type=type_of(words, types),
                kind="name",
                entity=f"d{len(mentions)}",
            )
        )
    if mentions[0].first < mentions[1].last and mentions[1].first < mentions[0].last:
        return None
    pair = Pair(0, 1, [0.0] * len(OUTPUTS), [0.0] * len(OUTPUTS), label)
    return Example([w for *_, w in tokens], mentions, [pair])
