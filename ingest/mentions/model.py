"""Tags the words of sentences with the trained model: names, demonyms and descriptions of the three types."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import numpy as np

from ingest.encoder import cut, meta_at, row, session_at, softmax, tokenizer_at, windows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ingest.encoder import Floats, Ints, Pieces
    from ingest.records import EntityType, MentionKind

FOLDER: Final = Path(__file__).parent / "model"
HEADS: Final = ("names", "descriptions")
SIDES: Final = ("left", "right")
RUN: Final = 64
"""Pieces of a run. A text's sentences share runs, three or four in each: the weights pass through the processor once a
run, which for a single sentence takes a sixth of its time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """Words ``first`` to ``last``, exclusive, that mention an entity.

    Names do not overlap names, nor descriptions descriptions, but a description may hold a name: "the URS
    chief". ``demonym``: the name is a nationality ("Mexican", "the Iranians"), its type Country.
    ``score`` is the mean probability of its type over its words.
    """

    first: int
    last: int
    type: EntityType
    kind: MentionKind
    demonym: bool
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A sentence's mentions in text order, and what each word brings to a pair (``ingest/mentions/gate.py``)."""

    tagged: list[Tagged]
    left: Floats
    right: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class _Window:
    """A part of a sentence from the word ``first`` on, of which the window before rules the words up to ``read``."""

    sentence: int
    first: int
    read: int
    pieces: Pieces


def tag_sentences(
    sentences: Sequence[Sequence[str]], *, folder: Path = FOLDER, threads: int = 1
) -> list[Read]:
    """What the model reads in each sentence of one text, given in their order.

    Sentences that stand together share a run, though none sees another: int8 scales with what is read, so that the
    last digits of a chance depend on its neighbours, but on nothing outside the text. Spans that score less than the
    model's floor (``meta.json``) are left out.
    """
    cuts = cut(tokenizer_at(folder), sentences)
    meta = meta_at(folder)
    labels = {head: tuple(meta["labels"][head]) for head in HEADS}
    widths = (*(len(labels[head]) for head in HEADS), *[len(meta["gate"]["weights"])] * len(SIDES))
    ends = np.cumsum([0, *map(len, sentences)]).tolist()
    said = [np.zeros((ends[-1], width), dtype=np.float32) for width in widths]
    session = session_at(folder, threads)
    for parts in _runs(_windows(cuts)):
        outputs = session.run([*HEADS, *SIDES], _inputs([part.pieces for part in parts]))
        at = 0
        for part in parts:
            words = at + np.array(part.pieces.begin[part.read :], dtype=np.int64)
            start, at = ends[part.sentence] + part.first, at + len(part.pieces.ids)
            for whole, values in zip(said, outputs, strict=True):
                whole[start + part.read : start + len(part.pieces.begin)] = values[0, words]
    names, descriptions, left, right = softmax(said[0]), softmax(said[1]), said[2], said[3]
    return [
        Read(
            tagged=_spans((names[a:b], descriptions[a:b]), labels, meta["floors"]),
            left=left[a:b],
            right=right[a:b],
        )
        for a, b in pairwise(ends)
    ]


def _runs(parts: Iterable[_Window]) -> Iterator[list[_Window]]:
    """As many in a row as have room in a run."""
    run: list[_Window] = []
    size = 0
    for part in parts:
        if run and size + len(part.pieces.ids) > RUN:
            yield run
            run, size = [], 0
        run.append(part)
        size += len(part.pieces.ids)
    if run:
        yield run


def _inputs(run: Sequence[Pieces]) -> dict[str, Ints]:
    """Piece after piece, each with the number of its sentence, from 1, and its place in it."""
    lengths = [len(pieces.ids) for pieces in run]
    return {
        "ids": row([n for pieces in run for n in pieces.ids]),
        "groups": np.repeat(np.arange(1, len(run) + 1), lengths)[None],
        "cases": row([n for pieces in run for n in pieces.cases]),
        "positions": np.concatenate([np.arange(length) for length in lengths])[None],
    }


def _spans(
    chances: tuple[Floats, Floats], labels: dict[str, tuple[str, ...]], floors: dict[str, float]
) -> list[Tagged]:
    found = [
        span
        for head, values in zip(HEADS, chances, strict=True)
        for span in decode(values, labels[head], head)
        if span.score >= floors[head]
    ]
    return sorted(found, key=lambda span: (span.first, -span.last))


def decode(chances: Floats, labels: Sequence[str], head: str) -> Iterator[Tagged]:
    """Where spans begin and end by B, I and O over all types, then each one's type by all of its words.

    So no name falls apart because its words would be of different types. An I after O begins a span.
    """
    if (chances[:, 0] >= 0.5).all():
        return
    sorts = list(dict.fromkeys(label[2:] for label in labels[1:]))
    begins = chances[:, [labels.index(f"B-{sort}") for sort in sorts]]
    goes_on = chances[:, [labels.index(f"I-{sort}") for sort in sorts]]
    edges = np.stack([begins.sum(axis=1), goes_on.sum(axis=1), chances[:, 0]], axis=1)
    start = -1
    for n, edge in enumerate([*edges.argmax(axis=1), 2]):
        if start >= 0 and edge != 1:
            by_sort = (begins[start:n] + goes_on[start:n]).mean(axis=0)
            yield _tagged(start, n, sorts[int(by_sort.argmax())], head, float(by_sort.max()))
            start = -1
        if start < 0 and edge < 2:
            start = n


def _tagged(first: int, last: int, sort: str, head: str, score: float) -> Tagged:
    demonym = sort == "Demonym"
    return Tagged(
        first=first,
        last=last,
        type="Country" if demonym else cast("EntityType", sort),
        kind="description" if head == "descriptions" else "name",
        demonym=demonym,
        score=round(score, 4),
    )


def _windows(cuts: Iterable[Pieces]) -> Iterator[_Window]:
    """Where windows overlap, the later one rules from the middle of what they share."""
    for number, pieces in enumerate(cuts):
        before = 0
        for first, last in windows(pieces):
            shared, before = max(before - first, 0), last
            yield _Window(sentence=number, first=first, read=shared // 2, pieces=pieces.part(first, last))
