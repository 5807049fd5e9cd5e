"""Extractions in, a corpus out: who is whom across articles. Block, score, link, apply."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from graph.records import Corpus, Judgement, Link
from graph.resolve.apply import gather_clusters, make_entities, rewrite_claims, rewrite_mentions
from graph.resolve.carve import carve
from graph.resolve.cluster import Linker
from graph.resolve.decide import Finder, Orders, give_orders, retype
from graph.resolve.link import link
from graph.resolve.profile import profile_chains
from graph.resolve.score import weights
from graph.resolve.vote import vote_types
from graph.stories import Sketches, tell_stories
from ingest.records import Extraction

__all__ = ["resolve"]


def resolve(
    extractions: Iterable[Extraction],
    judgements: Sequence[Judgement] = (),
    sketches: Sketches | None = None,
) -> Corpus:
    """Join the chains of many articles into entities, obeying the user's judgements.

    Deterministic, whatever the order of the extractions. Claims whose two sides became one entity are
    left out, and judgements that refer to nothing wait; ``Corpus.notes`` says how many. Every join is a
    link with its score and reason in ``Corpus.links``, beside those that were doubted. ``sketches`` are those
    of articles' texts, as far as they were made before.
    """
    unique, notes = _unique(extractions)
    read = vote_types(unique)
    linker = link(profile_chains(read), weights())
    orders = Orders()
    if judgements:
        orders = give_orders(judgements, _finder(read, linker))
        if orders.types:
            read = retype(read, linker, orders.types)
        if orders.types or orders.ties.same or orders.ties.different:
            linker = link(profile_chains(read), weights(), orders.ties)
    ids = [chain.id for extraction in read for chain in extraction.chains]
    corpus = _apply(read, {chain: linker.find(n) for n, chain in enumerate(ids)}, ids, orders)
    notes.extend(corpus.notes)
    notes.extend(
        f"Judgement {each.id} ({each.decision} {each.target}) refers to nothing in these articles, and waits."
        for each in orders.idle
    )
    return replace(
        corpus,
        articles=tell_stories(corpus.articles, sketches),
        links=_links(linker, ids),
        notes=tuple(notes),
    )


def _finder(extractions: Sequence[Extraction], linker: Linker) -> Finder:
    ids = [chain.id for extraction in extractions for chain in extraction.chains]
    number = {chain: linker.find(n) for n, chain in enumerate(ids)}
    entities = make_entities(gather_clusters(extractions, number))
    return Finder(extractions, linker, {entity.id: root for root, entity in entities.items()})


def _apply(
    read: Sequence[Extraction], cluster_of: dict[str, int], ids: Sequence[str], orders: Orders
) -> Corpus:
    for carving in orders.carvings:
        read, cluster_of = carve(read, cluster_of, cluster_of[ids[carving.chain]], carving.part)
    clusters = gather_clusters(read, cluster_of)
    for chain, name in orders.names.items():
        clusters[cluster_of[ids[chain]]].name = name
    rejected = {cluster_of[ids[chain]] for chain in orders.rejected_chains}
    entities = make_entities({number: c for number, c in clusters.items() if number not in rejected})
    entity_of = {chain: entities[number] for chain, number in cluster_of.items() if number not in rejected}
    rewritten = rewrite_claims(read, entity_of)
    claims = [claim for claim in rewritten.claims if claim.id not in orders.rejected_claims]
    stray = sum(m.entity not in cluster_of for e in read for m in e.mentions if m.entity)
    counted = (
        (rewritten.reflexive, "claim", "of an entity about itself"),
        (rewritten.dangling, "claim", "about an entity that was rejected or is not known"),
        (rewritten.repeated, "claim", "read from the same words as another"),
        (stray, "mention", "of a chain that is not there"),
    )
    return Corpus(
        articles=tuple(extraction.article for extraction in read),
        mentions=tuple(sorted(rewrite_mentions(read, entity_of), key=lambda m: (m.document, m.start, m.end))),
        entities=tuple(sorted(entities.values(), key=lambda e: e.id)),
        claims=tuple(claims),
        notes=left_out_notes(counted),
    )


def _unique(extractions: Iterable[Extraction]) -> tuple[list[Extraction], list[str]]:
    """Sorted by article; one article given twice counts once."""
    found = sorted(extractions, key=lambda e: (e.article.id, e.article.path))
    count = Counter(extraction.article.id for extraction in found)
    first = {extraction.article.id: extraction for extraction in reversed(found)}
    twice = sorted(first[article].article.path for article, times in count.items() if times > 1)
    return [first[article] for article in sorted(first)], [
        f"{path} was given twice and counts once." for path in twice
    ]


def _links(linker: Linker, ids: Sequence[str]) -> tuple[Link, ...]:
    found = (
        Link(
            left=min(ids[w.left], ids[w.right]),
            right=max(ids[w.left], ids[w.right]),
            score=round(w.score, 4),
            reason=w.reason,
        )
        for w in linker.weighed
    )
    return tuple(sorted(found, key=lambda each: (each.left, each.right, -each.score, each.reason)))


def left_out_notes(counted: Iterable[tuple[int, str, str]]) -> tuple[str, ...]:
    """One sentence for each (count, noun, why) that is not zero."""
    return tuple(_left_out(count, noun, what) for count, noun, what in counted if count)


def _left_out(count: int, noun: str, what: str) -> str:
    return f"{count} {noun} {what} was left out." if count == 1 else f"{count} {noun}s {what} were left out."
