"""Scores pairs of entities of a sentence with the trained model: relations, directions, qualifiers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from ingest.encoder import cut, meta_at, row, session_at, softmax, tokenizer_at, windows
from ingest.markers import MOST_PAIRS, Marked, lay_out
from ingest.records import RELATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.encoder import Floats, Ints, Pieces
    from ingest.markers import Layout
    from ingest.records import Relation

FOLDER: Final = Path(__file__).parent / "model"
QUALIFIERS: Final = ("negated", "hypothetical", "reported", "attributed", "unnamed")


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedSentence:
    """A sentence's words with its mentions, names, descriptions and pronouns; they may overlap.

    ``pairs``: the only mentions to be read together, the earlier first; None: all of different chains.
    """

    words: tuple[str, ...]
    mentions: tuple[Marked, ...]
    pairs: tuple[tuple[int, int], ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """How probable it is that the sentence states a relation between two chains.

    ``subject`` and ``object`` are places in the sentence's mentions: the likeliest two of these chains.
    ``probability`` is calibrated, and so are the qualifiers', which hold given that the relation does.
    """

    subject: int
    object: int
    relation: Relation
    probability: float
    negated: float
    hypothetical: float
    reported: float
    attributed: float
    unnamed: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """One reading of a sentence or a part of it, with at most ``MOST_PAIRS`` pairs of mentions."""

    sentence: int
    pairs: tuple[tuple[int, int], ...]
    layout: Layout


def threshold(relation: Relation, *, folder: Path = FOLDER) -> float:
    """The probability from which a relation counts: the best F1 on held-out articles."""
    return float(meta_at(folder)["thresholds"][relation])


def score_pairs(
    sentences: Sequence[MarkedSentence], *, floor: float = 0.05, folder: Path = FOLDER, threads: int = 1
) -> list[list[Scored]]:
    """For each sentence what holds between its chains with at least ``floor``, the likeliest first.

    A relation between two chains counts once a sentence, by its likeliest pair of mentions. Two mentions
    further apart than one run reads (480 word pieces) are no pair.
    """
    session = session_at(folder, threads)
    best: list[dict[tuple[str, str, int], Scored]] = [{} for _ in sentences]
    for run in _runs(sentences, folder):
        logits: Floats = session.run(["logits"], _inputs(run.layout))[0]
        mentions = sentences[run.sentence].mentions
        for pair, chances in zip(run.pairs, calibrated(logits, folder), strict=True):
            _keep_best(best[run.sentence], mentions, pair, chances, floor)
    return [sorted(found.values(), key=lambda s: (-s.probability, s.subject, s.object)) for found in best]


def stances(
    sentences: Sequence[MarkedSentence], *, folder: Path = FOLDER, threads: int = 1
) -> list[dict[tuple[int, int], Floats]]:
    """For each pair of mentions the chances of the five classes of Park et al. (2021), in ``meta.json``'s order.

    They are learned from that study's crowd, which sees a stance in places where our guidelines see none, and
    the other way round; claims do not rest on them.
    """
    session = session_at(folder, threads)
    found: list[dict[tuple[int, int], Floats]] = [{} for _ in sentences]
    for run in _runs(sentences, folder):
        logits: Floats = session.run(["stances"], _inputs(run.layout))[0]
        found[run.sentence].update(zip(run.pairs, softmax(logits), strict=True))
    return found


def calibrated(logits: Floats, folder: Path) -> Floats:
    """Platt's logistic fit of every output; both directions of a relation share one."""
    fits = meta_at(folder)["platt"]
    names = (*RELATIONS, *RELATIONS, *QUALIFIERS)
    slope, shift = (np.array([fits[name][n] for name in names], dtype=np.float32) for n in (0, 1))
    return np.asarray(1 / (1 + np.exp(-(slope * logits + shift))), dtype=np.float32)


def pairs_of(mentions: Sequence[Marked]) -> list[tuple[int, int]]:
    """All pairs of mentions of different chains, the one that comes first in the text first."""
    order = sorted(range(len(mentions)), key=lambda n: (mentions[n].first, -mentions[n].last, n))
    return [
        (a, b)
        for place, a in enumerate(order)
        for b in order[place + 1 :]
        if mentions[a].chain != mentions[b].chain
    ]


def _runs(sentences: Sequence[MarkedSentence], folder: Path) -> Iterator[_Run]:
    chosen = [
        (n, s, pairs)
        for n, s in enumerate(sentences)
        if (pairs := pairs_of(s.mentions) if s.pairs is None else list(s.pairs))
    ]
    cuts = cut(tokenizer_at(folder), [sentence.words for _, sentence, _ in chosen])
    for (number, sentence, pairs), pieces in zip(chosen, cuts, strict=True):
        for first, last, inside in _by_window(sentence.mentions, pairs, pieces):
            shifted = [_shifted(m, first, last) for m in sentence.mentions]
            for start in range(0, len(inside), MOST_PAIRS):
                some = tuple(inside[start : start + MOST_PAIRS])
                layout = lay_out(pieces.part(first, last), shifted, some)
                yield _Run(sentence=number, pairs=some, layout=layout)


def _by_window(
    mentions: Sequence[Marked], pairs: Sequence[tuple[int, int]], pieces: Pieces
) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """Each pair belongs to the first window that holds both of its mentions."""
    place = list(windows(pieces))
    held: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for pair in pairs:
        begin = min(mentions[n].first for n in pair)
        end = max(mentions[n].last for n in pair)
        if window := next((w for w in place if w[0] <= begin and end <= w[1]), None):
            held[window].append(pair)
    for (first, last), inside in held.items():
        yield first, last, inside


def _shifted(mention: Marked, first: int, last: int) -> Marked:
    """The mention as the window sees it; one outside belongs to none of the window's pairs."""
    if first == 0 or not first <= mention.first < mention.last <= last:
        return mention
    return Marked(
        first=mention.first - first, last=mention.last - first,
        type=mention.type, kind=mention.kind, chain=mention.chain,
    )  # fmt: skip


def _inputs(layout: Layout) -> dict[str, Ints]:
    inputs = {name: row(getattr(layout, name)) for name in ("ids", "positions", "roles", "groups")}
    starts = np.array(layout.starts, dtype=np.int64)
    places = np.array(layout.places, dtype=np.int64)
    return {**inputs, "rows": np.zeros_like(starts), "starts": starts, "places": places}


def _keep_best(
    best: dict[tuple[str, str, int], Scored],
    mentions: Sequence[Marked],
    pair: tuple[int, int],
    chances: Floats,
    floor: float,
) -> None:
    count = len(RELATIONS)
    negated, hypothetical, reported, attributed, unnamed = (float(x) for x in chances[2 * count :])
    for place in range(2 * count):
        subject, object_ = pair if place < count else pair[::-1]
        key = mentions[subject].chain, mentions[object_].chain, place % count
        probability = float(chances[place])
        if probability < floor or (key in best and best[key].probability >= probability):
            continue
        best[key] = Scored(
            subject=subject, object=object_, relation=RELATIONS[place % count], probability=probability,
            negated=negated, hypothetical=hypothetical, reported=reported,
            attributed=attributed, unnamed=unnamed,
        )  # fmt: skip
