"""Pairs of which resolution was not sure, with the evidence of both sides, for the user to decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.judgements import anchors_of, make_judgement, standing
from graph.records import Corpus, Entity, Judgement, Link
from ingest.records import Article, Mention

# Joined above this and kept apart below that, resolution needs no help.
_SURE: Final = 0.9
_QUOTES: Final = 3
_WIDTH: Final = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What an article says: ``text`` is cut around ``article.text[start:end]``, which is the name."""

    article: Article
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Two groups of mentions that are one entity (``joined``) or two, and perhaps should not be.

    ``left`` and ``right`` are the same entity where it is joined. ``score`` is a probability that they
    are one, ``reason`` what decided it; the quotes show at most three mentions of each side.
    """

    left: Entity
    right: Entity
    score: float
    reason: str
    joined: bool
    left_quotes: tuple[Quote, ...]
    right_quotes: tuple[Quote, ...]
    left_anchors: tuple[str, ...]
    right_anchors: tuple[str, ...]


def doubtful_pairs(corpus: Corpus, judgements: Sequence[Judgement] = ()) -> tuple[Doubt, ...]:
    """The pairs nearest to a coin's toss first; those that the user decided are left out.

    Two entities occur together at most once, with the best score that any of their chains reached.
    """
    of_chain: dict[str, list[Mention]] = defaultdict(list)
    for mention in corpus.mentions:
        of_chain[mention.chain].append(mention)
    entities = {entity.id: entity for entity in corpus.entities}
    articles = {article.id: article for article in corpus.articles}
    decided = _decided(judgements, corpus.mentions)
    best: dict[tuple[str, str], tuple[Link, bool]] = {}
    for link in corpus.links:
        left, right = of_chain.get(link.left), of_chain.get(link.right)
        if not left or not right:
            continue
        pair = (left[0].entity, right[0].entity)
        joined = pair[0] == pair[1]
        key = (link.left, link.right) if joined else (min(pair), max(pair))
        settled = decided.get(link.left, set()) & decided.get(link.right, set())
        if (joined and link.score >= _SURE) or settled:
            continue
        if key not in best or best[key][0].score < link.score:
            best[key] = (link, joined)
    found = [_doubt(link, joined, of_chain, entities, articles) for link, joined in best.values()]
    return tuple(
        sorted(found, key=lambda d: (abs(d.score - 0.5), -d.left.mentions - d.right.mentions, d.left_anchors))
    )


def answer(doubt: Doubt, *, same: bool, note: str = "", made: str = "") -> Judgement:
    """The judgement that decides a doubt. "Same" of a joined pair and "different" of two confirm them."""
    return make_judgement(
        "same" if same else "different", doubt.left.id, other=doubt.right.id, note=note, made=made,
        anchors=doubt.left_anchors, other_anchors=doubt.right_anchors,
    )  # fmt: skip


def _decided(judgements: Sequence[Judgement], mentions: Sequence[Mention]) -> dict[str, set[str]]:
    """Chain id -> ids of the judgements on pairs that its entity, or it itself, is a side of."""
    at = {f"{m.document}:{m.start}-{m.end}": m for m in mentions}
    chains: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        chains[mention.entity].add(mention.chain)
    found: dict[str, set[str]] = defaultdict(set)
    for judgement in standing(judgements):
        if judgement.decision not in ("same", "different"):
            continue
        left = {at[a] for a in judgement.anchors if a in at}
        right = {at[a] for a in judgement.other_anchors if a in at}
        apart = {m.entity for m in left} != {m.entity for m in right}
        for side in (left, right):
            for mention in side:
                for chain in chains[mention.entity] if apart else {mention.chain}:
                    found[chain].add(judgement.id)
    return found


def _doubt(
    link: Link,
    joined: bool,
    of_chain: Mapping[str, Sequence[Mention]],
    entities: Mapping[str, Entity],
    articles: Mapping[str, Article],
) -> Doubt:
    left, right = of_chain[link.left], of_chain[link.right]
    return Doubt(
        left=entities[left[0].entity],
        right=entities[right[0].entity],
        score=link.score,
        reason=link.reason,
        joined=joined,
        left_quotes=_quotes(left, articles),
        right_quotes=_quotes(right, articles),
        left_anchors=anchors_of(left),
        right_anchors=anchors_of(right),
    )


def _quotes(mentions: Sequence[Mention], articles: Mapping[str, Article]) -> tuple[Quote, ...]:
    """The telling mentions first: names, then descriptions, in the order of the text."""
    ranked = sorted(mentions, key=lambda m: (("name", "description", "pronoun").index(m.kind), m.start))
    return tuple(quote(articles[m.document], m.start, m.end) for m in ranked[:_QUOTES])


def quote(article: Article, start: int, end: int) -> Quote:
    """The words around a span, up to the ends of its line, not cutting a word."""
    text = article.text
    first, last = max(0, start - _WIDTH), min(len(text), end + _WIDTH)
    first = max(first, text.rfind("\n", 0, start) + 1)
    stop = text.find("\n", end)
    last = min(last, stop) if stop >= 0 else last
    while 0 < first < start and not text[first - 1].isspace():
        first += 1
    while end < last < len(text) and not text[last].isspace():
        last -= 1
    return Quote(article=article, text=text[first:last].strip(), start=start, end=end)
