"""Sentences as the trained model reads them, and its scores laid back onto mentions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from ingest.markers import Marked
from ingest.relations.model import FOLDER, MarkedSentence, pairs_of, score_pairs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ingest.mentions.gate import Gate
    from ingest.records import Mention, Relation
    from ingest.relations.board import Board
    from ingest.relations.found import Found
    from ingest.relations.model import Scored

FLOOR: Final = 0.05
"""Less probable relations are not looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What the model thinks of one relation between two chains of a sentence."""

    subject: Mention
    object: Mention
    relation: Relation
    scored: Scored


@cache
def has_model(folder: Path = FOLDER) -> bool:
    """Whether the trained model lies in the folder; without it the patterns work alone."""
    return all((folder / name).is_file() for name in ("model.onnx", "tokenizer.json", "meta.json"))


def opinions_of(
    boards: Sequence[Board], readings: Sequence[Sequence[Found]], folder: Path = FOLDER
) -> list[list[Opinion]]:
    """The model's opinions on each sentence, in one call for all; empty lists where there is no model.

    ``readings``: what the patterns find in each, of which the model is asked in any case.
    """
    if not has_model(folder):
        return [[] for _ in boards]
    laid = [_sentence_of(board, found) for board, found in zip(boards, readings, strict=True)]
    scores = score_pairs([sentence for sentence, _ in laid], floor=FLOOR, folder=folder)
    return [
        [
            Opinion(subject=mentions[s.subject], object=mentions[s.object], relation=s.relation, scored=s)
            for s in found
        ]
        for (_, mentions), found in zip(laid, scores, strict=True)
    ]


def _sentence_of(board: Board, readings: Sequence[Found]) -> tuple[MarkedSentence, list[Mention]]:
    """Words without white space, and the mentions by their places among them."""
    places: dict[int, int] = {}
    words: list[str] = []
    for token in board.sentence:
        places[token.i] = len(words)
        if not token.is_space:
            words.append(token.text)
    marked: list[Marked] = []
    kept: list[Mention] = []
    spans: list[tuple[int, int]] = []
    for index, mention in enumerate(board.mentions):
        start, end = board.spans[index]
        first, last = places.get(start), places.get(end - 1)
        if first is None or last is None or not 0 <= first <= last < len(words):
            continue
        marked.append(
            Marked(first=first, last=last + 1, type=mention.type, kind=mention.kind, chain=mention.entity)
        )
        kept.append(mention)
        spans.append((start, end))
    possible = pairs_of(marked)
    read = {frozenset((found.subject.start, found.object.start)) for found in readings}
    sure = [frozenset((kept[a].start, kept[b].start)) in read for a, b in possible]
    pairs = _worth_reading(possible, sure, spans, board.sentence.doc._.whowhom_gate)
    return MarkedSentence(words=tuple(words), mentions=tuple(marked), pairs=pairs), kept


def _worth_reading(
    pairs: list[tuple[int, int]], sure: list[bool], spans: list[tuple[int, int]], gate: Gate | None
) -> tuple[tuple[int, int], ...]:
    """The pairs that pass the gate or are sure; all of them where other taggers than ours found the mentions."""
    if gate is None:
        return tuple(pairs)
    passed = gate.passed([(spans[a], spans[b]) for a, b in pairs])
    return tuple(pair for pair, *why in zip(pairs, sure, passed, strict=True) if any(why))
