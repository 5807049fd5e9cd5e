"""Pairs of mentions in sentences that nobody annotated, as the mention model's teacher finds them."""

from __future__ import annotations

from typing import Any

import torch

from training import gold
from training.aliases import PRONOUNS
from training.loader import in_half
from training.pairs import OUTPUTS, Example, Pair
from training.tagged import DESCRIPTIONS, NAMES, spans, unread
from training.tagger import Tagger, make_batches

MOST = 9  # mentions of a sentence; more are lists


def pairs_of(
    tagger: Tagger, sentences: list[list[str]], tokenizer: Any, device: torch.device
) -> list[Example]:
    """Sentences with at least two mentions, in their order. What is written alike is one entity."""
    tagger.eval()
    rows = unread(sentences)
    found: dict[int, Example] = {}
    with torch.inference_mode():
        for b in make_batches(rows, 6000, tokenizer, None):
            ids, cases = (torch.from_numpy(x).to(device) for x in (b.ids, b.cases))
            with in_half(device):
                said = tagger(ids, (ids > 0).long(), cases)
            tags = [x.argmax(-1).cpu().numpy() for x in said[:2]]
            for row, n in enumerate(b.group):
                known = b.names[row] != -100
                if known.sum() == len(sentences[n]):
                    names, described = (x[row][known].tolist() for x in tags)
                    found[n] = example(sentences[n], names, described)
    return [found[n] for n in sorted(found) if found[n].pairs]


def example(words: list[str], names: list[int], described: list[int]) -> Example:
    mentions = []
    for tags, labels, kind in ((names, NAMES, "name"), (described, DESCRIPTIONS, "description")):
        for first, last, sort in sorted(spans([labels[t] for t in tags])):
            type_ = "Country" if sort == "Demonym" else sort
            entity = " ".join(words[first:last])
            mentions.append(gold.Mention(first=first, last=last, type=type_, kind=kind, entity=entity))
    for n, word in enumerate(words):
        low = word.casefold()
        if low in PRONOUNS and low not in ("which", "that"):
            type_ = "Organization" if low in ("it", "its") else "Person"
            mentions.append(gold.Mention(first=n, last=n + 1, type=type_, kind="pronoun", entity=f"?{n}"))
    mentions.sort(key=lambda m: (m.first, -m.last))
    return Example(words, mentions, _pairs(mentions) if len(mentions) <= MOST else [])


def _pairs(mentions: list[gold.Mention]) -> list[Pair]:
    return [
        Pair(a, b, [0.0] * len(OUTPUTS), [0.0] * len(OUTPUTS))
        for b, other in enumerate(mentions)
        for a, one in enumerate(mentions[:b])
        if one.entity != other.entity and not (one.kind == other.kind == "pronoun")
    ]
