"""Proposes mentions from the trained tagger: names, nationalities, and descriptions of named entities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ingest.mentions.gate import Gate
from ingest.mentions.model import FOLDER, tag_sentences
from ingest.mentions.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from ingest.encoder import Floats
    from ingest.mentions.model import Tagged


def is_installed() -> bool:
    """Is the trained model there?"""
    return (FOLDER / "model.onnx").exists()


def propose(docs: Sequence[Doc]) -> list[list[Span]]:
    """The spans of each Doc, its sentences tagged together with those of the others: that is faster.

    Leaves ``doc._.whowhom_gate``, which tells the relation model what not to read.
    """
    sentences = [[t for t in sentence if not t.is_space] for doc in docs for sentence in doc.sents]
    readings = iter(tag_sentences([[t.text for t in words] for words in sentences]))
    words = iter(sentences)
    found = []
    for doc in docs:
        spans: list[Span] = []
        sides: list[tuple[Floats, Floats]] = []
        places: list[int] = []
        for _ in doc.sents:
            tokens, reading = next(words), next(readings)
            spans += [_span(tokens, tagged) for tagged in reading.tagged]
            places += [t.i for t in tokens]
            sides.append((reading.left, reading.right))
        doc._.whowhom_gate = _gate(len(doc), places, sides)
        found.append(spans)
    return found


def _gate(length: int, places: list[int], sides: list[tuple[Floats, Floats]]) -> Gate | None:
    if not places:
        return None
    left, right = (np.concatenate(parts) for parts in zip(*sides, strict=True))
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
