"""Proposes mentions from the trained tagger: names, nationalities, and descriptions of named entities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ingest.mentions.gate import Gate
from ingest.mentions.model import FOLDER, tag_sentences
from ingest.mentions.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from ingest.mentions.model import Read, Tagged


def is_installed() -> bool:
    """Is the trained model there?"""
    return (FOLDER / "model.onnx").exists()


def propose(doc: Doc) -> list[Span]:
    """The spans of a Doc. Leaves ``doc._.whowhom_gate``, which tells the relation model what not to read."""
    sentences = [[t for t in sentence if not t.is_space] for sentence in doc.sents]
    readings = tag_sentences([[t.text for t in words] for words in sentences])
    doc._.whowhom_gate = _gate(len(doc), [t.i for words in sentences for t in words], readings)
    return [
        _span(words, tagged)
        for words, reading in zip(sentences, readings, strict=True)
        for tagged in reading.tagged
    ]


def _gate(length: int, places: list[int], readings: list[Read]) -> Gate | None:
    if not places:
        return None
    left, right = (
        np.concatenate(parts) for parts in zip(*((r.left, r.right) for r in readings), strict=True)
    )
    whole = np.zeros((2, length, left.shape[1]), dtype=np.float16)  # enough for a yes or no
    whole[0, places], whole[1, places] = left, right
    return Gate(left=whole[0], right=whole[1])


def _span(tokens: list[Token], tagged: Tagged) -> Span:
    last = tokens[tagged.last - 1]
    return Span(
        start=tokens[tagged.first].idx,
        end=last.idx + len(last),
        type=tagged.type,
        kind=tagged.kind,
        score=tagged.score,
        origin="nationality" if tagged.demonym else "tagger",
    )
