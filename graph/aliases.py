"""Says of each alias of an entity why it belongs there: what the articles and the links between them say."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Final

from graph.names import fold
from graph.records import Corpus, Entity, Link
from ingest.records import Mention

_REASONS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasReason:
    """One name of an entity: how often and in how many articles it occurs, and why it is this entity's.

    ``in_articles`` are coreference's reasons, the most frequent first; ``across`` are links that
    joined the chains that bear the alias with the rest, the weakest first, for it is the one to doubt.
    """

    alias: str
    mentions: int
    articles: int
    in_articles: tuple[str, ...]
    across: tuple[Link, ...]


def explain_aliases(corpus: Corpus, entity: Entity) -> tuple[AliasReason, ...]:
    """Why each name belongs to the entity, the canonical one first, then by frequency."""
    mine = [mention for mention in corpus.mentions if mention.entity == entity.id]
    by_name: dict[str, list[Mention]] = defaultdict(list)
    for mention in mine:
        if mention.kind != "pronoun":
            by_name[fold(mention.text)].append(mention)
    chains = {mention.chain for mention in mine}
    links: dict[str, list[Link]] = defaultdict(list)
    for link in corpus.links:
        if link.left in chains and link.right in chains:
            links[link.left].append(link)
            links[link.right].append(link)
    found = [_explain(alias, by_name.get(fold(alias), []), links) for alias in (entity.name, *entity.aliases)]
    return (found[0], *sorted(found[1:], key=lambda each: (-each.mentions, each.alias)))


def _explain(alias: str, mentions: list[Mention], links: dict[str, list[Link]]) -> AliasReason:
    reasons = Counter(mention.reason for mention in mentions if mention.reason)
    across = {link for mention in mentions for link in links[mention.chain]}
    return AliasReason(
        alias=alias,
        mentions=len(mentions),
        articles=len({mention.document for mention in mentions}),
        in_articles=tuple(sorted(reasons, key=lambda r: (-reasons[r], r))[:_REASONS]),
        across=tuple(sorted(across, key=lambda each: (each.score, each.left, each.right))[:_REASONS]),
    )
