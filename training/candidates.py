"""What a relation model says of each pair of entities of a sentence, beside what the annotators say."""

from __future__ import annotations

from typing import Any

import torch

from training import gold
from training.loader import to
from training.measure import Candidate
from training.pairs import Example, R, split
from training.reader import Reader, make_batches


def candidates(model: Reader, found: list[Example], tokenizer: Any, device: torch.device) -> list[Candidate]:
    """For every ordered pair of entities of a sentence: the greatest logit of its mentions, and the gold."""
    model.eval()
    best: dict[tuple[int, str, str, str], tuple[float, list[float]]] = {}
    parts = split(found, None)
    owner = {id(e.sentence): n for n, e in enumerate(found)}
    with torch.inference_mode():
        for batch in make_batches(parts, 3000, tokenizer, None):
            logits = model(*to(device, batch.inputs))[0].tolist()
            at = 0
            for n in batch.group:
                e = parts[n]
                for pair in e.pairs:
                    row = logits[at]
                    at += 1
                    sides = e.mentions[pair.left].entity, e.mentions[pair.right].entity
                    for place in range(2 * R):
                        s, o = sides if place < R else sides[::-1]
                        key = (owner[id(e.sentence)], s, gold.RELATIONS[place % R], o)
                        if key not in best or best[key][0] < row[place]:
                            best[key] = (row[place], row[2 * R :])
    return [
        Candidate(*key, *value, *_verdict(found[key[0]].sentence, *key[1:])) for key, value in best.items()
    ]


def _verdict(
    sentence: gold.Sentence | None, subject: str, relation: str, object_: str
) -> tuple[str, list[float] | None]:
    same = [
        c
        for c in (sentence.claims if sentence else ())
        if (c.subject_entity, c.relation, c.object_entity) == (subject, relation, object_)
    ]
    if not same:
        return "wrong", None
    c = same[0]
    kinds = (c.negated, c.modality == "hypothetical", c.modality == "reported")
    named = c.attributed_to not in ("author", "unnamed")
    return ("right" if any(x.certain for x in same) else "fair"), [
        *map(float, kinds),
        float(named),
        float(c.attributed_to == "unnamed"),
    ]
