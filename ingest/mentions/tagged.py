"""Proposes mentions from the trained tagger: names, nationalities, and descriptions of named entities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ingest.mentions.model import FOLDER, tag_sentences
from ingest.mentions.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from ingest.mentions.model import Tagged


def is_installed() -> bool:
    """Is the trained model there?"""
    return (FOLDER / "model.onnx").exists()


def propose(docs: Sequence[Doc]) -> list[list[Span]]:
    """The spans of each Doc, its sentences tagged together with those of the others: that is faster."""
    sentences = [[t for t in sentence if not t.is_space] for doc in docs for sentence in doc.sents]
    tags = iter(tag_sentences([[t.text for t in words] for words in sentences]))
    words = iter(sentences)
    found = []
    for doc in docs:
        spans = []
        for _ in doc.sents:
            tokens = next(words)
            spans += [_span(tokens, tagged) for tagged in next(tags)]
        found.append(spans)
    return found


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
