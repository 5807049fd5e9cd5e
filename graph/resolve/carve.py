"""Takes out of an entity what the user says is another's: a name, down to single mentions, or an article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph.names import fold
from ingest.records import Chain, Claim, Extraction, Mention, content_id


def carve(
    extractions: Sequence[Extraction], cluster_of: dict[str, int], cluster: int, part: str
) -> tuple[list[Extraction], dict[str, int]]:
    """Give a number of its own to that part of a cluster which ``part`` names: an article id or an alias.

    Chains that use the alias beside other names are cut in two. The rest keeps its number; where the
    part is all or nothing of the cluster, everything stays as it was.
    """
    fresh = max(cluster_of.values(), default=0) + 1
    in_document = {e.article.id for e in extractions} & {part}
    cut: list[Extraction] = []
    numbers = dict(cluster_of)
    for extraction in extractions:
        done = extraction
        for chain in extraction.chains:
            if cluster_of[chain.id] != cluster:
                continue
            if in_document:
                if chain.document == part:
                    numbers[chain.id] = fresh
                continue
            done = _carve_chain(done, chain, fold(part), numbers, fresh)
        cut.append(done)
    if cluster not in numbers.values() or fresh not in numbers.values():
        return list(extractions), cluster_of
    return cut, numbers


def _carve_chain(
    extraction: Extraction, chain: Chain, part: str, numbers: dict[str, int], fresh: int
) -> Extraction:
    named = [m for m in extraction.mentions if m.entity == chain.id and m.kind != "pronoun"]
    taken = [m for m in named if fold(m.text) == part]
    if not taken and fold(chain.name) != part:
        return extraction
    if len(taken) == len(named) or fold(chain.name) == part:
        numbers[chain.id] = fresh
        return extraction
    other = replace(
        chain,
        id=content_id(chain.id, "split", part),
        name=taken[0].text,
        aliases=tuple(sorted({m.text for m in taken})),
        titles=(),
    )
    rest = replace(chain, aliases=tuple(a for a in chain.aliases if fold(a) != part))
    numbers[other.id] = fresh
    spans = {(m.start, m.end) for m in taken}
    return replace(
        extraction,
        chains=(*(rest if c.id == chain.id else c for c in extraction.chains), other),
        mentions=tuple(_move_mention(m, chain.id, other.id, spans) for m in extraction.mentions),
        claims=tuple(_move_claim(c, chain.id, other.id, spans) for c in extraction.claims),
    )


def _move_mention(mention: Mention, chain: str, other: str, spans: set[tuple[int, int]]) -> Mention:
    mine = mention.entity == chain and (mention.start, mention.end) in spans
    return replace(mention, entity=other, reason="you split it off") if mine else mention


def _move_claim(claim: Claim, chain: str, other: str, spans: set[tuple[int, int]]) -> Claim:
    """A claim goes with the mention that it was read from; who said it stays with the rest."""
    subject_moves = claim.subject == chain and (claim.subject_start, claim.subject_end) in spans
    object_moves = claim.object == chain and (claim.object_start, claim.object_end) in spans
    return replace(
        claim,
        subject=other if subject_moves else claim.subject,
        object=other if object_moves else claim.object,
    )
