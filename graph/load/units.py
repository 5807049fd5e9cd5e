"""Articles gathered into transactions, and the statements that write one of these."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.load import statements as cypher

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graph.load.bundle import Bundle

Unit = list[tuple["Bundle", str]]
"""Bundles with their hashes, written together."""

_CLAIMS = 1_000


def units(changed: Iterable[tuple[Bundle, str]]) -> Iterator[Unit]:
    """Bundles gathered until they have about as many claims as one transaction should write."""
    unit: Unit = []
    size = 0
    for bundle, hash_ in changed:
        unit.append((bundle, hash_))
        size += 1 + len(bundle.claims)
        if size >= _CLAIMS:
            yield unit
            unit, size = [], 0
    if unit:
        yield unit


def unit_statements(unit: Sequence[tuple[Bundle, str]]) -> list[tuple[str, dict[str, Any]]]:
    """The statements, with parameters, that write bundles (and their hashes) in one transaction."""
    claims = [
        {"id": row["id"], "article": bundle.id, "subject": subject, "object": object_, "node": row}
        for bundle, _ in unit
        for row, (subject, object_, _) in zip(bundle.claims, bundle.links, strict=True)
    ]
    sources = [
        {"id": row["id"], "source": source}
        for bundle, _ in unit
        for row, (_, _, source) in zip(bundle.claims, bundle.links, strict=True)
        if source
    ]
    articles = [{"id": bundle.id, "hash": hash_, "node": bundle.article} for bundle, hash_ in unit]
    published = [{"article": one.id, "outlet": one.outlet} for one, _ in unit if one.outlet]
    mentions = [
        {"article": bundle.id, "entity": entity, "count": count}
        for bundle, _ in unit
        for entity, count in bundle.mentions
    ]
    return [
        (cypher.MERGE_ARTICLES, {"articles": articles}),
        (cypher.MERGE_PUBLISHED, {"published": published}),
        (cypher.MERGE_MENTIONS, {"mentions": mentions}),
        (cypher.MERGE_CLAIMS, {"claims": claims}),
        (cypher.MERGE_SOURCES, {"sources": sources}),
    ]
