"""Records as the rows of a database: the properties of every node and relationship."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import orjson

from graph.edges import claim_dates
from graph.names import fold
from ingest.records import UNNAMED, Article, Claim, content_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.records import Corpus, Edge, Entity

Row: TypeAlias = dict[str, Any]
"""Properties by name; every row of one kind has the same names, with None for what is absent."""


ANALYSED: Final = (
    "balance",
    "brokerage",
    "brokerage_rank",
    "camp",
    "centrality",
    "disputed",
    "disputes",
    "rank",
    "unbalanced",
)
"""What ``graph.analysis`` finds out about an entity; named here so that a stale value goes from the node."""

Analysis: TypeAlias = "Mapping[str, Mapping[str, Any]]"
"""Properties that an analysis gives to entities, by entity id: see ``graph.analysis.EntityProperties``."""


def entity_row(entity: Entity, analysis: Analysis) -> Row:
    """An entity's node. ``folded`` finds it by any name, ``names`` is what full-text search reads."""
    found = analysis.get(entity.id, {})
    names = (entity.name, *(alias for alias in entity.aliases if alias != entity.name))
    folded = sorted({fold(name) for name in names} - {""})
    return {
        "id": entity.id,
        "name": entity.name,
        "type": entity.type,
        "aliases": list(entity.aliases),
        "folded": folded,
        "names": " | ".join([*names, *(form for form in folded if form not in names)]),
        "mentions": entity.mentions,
        "iso2": entity.iso2,
        **{name: found.get(name) for name in ANALYSED},
    }


def outlet_id(name: str) -> str:
    """The id of the outlet of this name: outlets are told apart by name alone."""
    return content_id("outlet", fold(name) or name)


def outlet_row(name: str) -> Row:
    """An outlet's node."""
    return {"id": outlet_id(name), "name": name}


def article_row(article: Article, voice: str = "") -> Row:
    """An article's node: where to find it, not its text, which belongs to others.

    ``story`` is the id of the first of its near-copies, or its own, and ``voice`` that one's outlet.
    """
    return {
        "id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "author": article.author,
        "published": article.published,
        "url": article.url,
        "path": article.path,
        "story": article.story or article.id,
        "voice": voice or article.outlet or article.id,
    }


def claim_row(claim: Claim, article: Article, names: Mapping[str, str]) -> Row:
    """A claim's node. ``names`` gives the entities' names by id.

    ``attributed_to`` is the source's name, or ``unnamed``. ``dated`` is the first day of what happened,
    else the day of publication, so that claims can be put in order.
    """
    source = claim.attributed_to
    dates = claim_dates(claim, article)
    return {
        "id": claim.id,
        "relation": claim.relation,
        "role": claim.role,
        "act": claim.act,
        "plover": claim.plover,
        "cameo": claim.cameo,
        "negated": claim.negated,
        "modality": claim.modality,
        "attributed_to": source if source in (None, UNNAMED) else names[source],
        "date": claim.date,
        "dated": dates[0] if dates else None,
        "confidence": claim.confidence,
        "evidence": claim.evidence,
        "start": claim.start,
        "end": claim.end,
        "subject_start": claim.subject_start,
        "subject_end": claim.subject_end,
        "object_start": claim.object_start,
        "object_end": claim.object_end,
        "trigger_start": claim.trigger_start,
        "trigger_end": claim.trigger_end,
        "extractor": claim.extractor,
        "rule": claim.rule,
        "reasons": [f"{field}: {reason}" for field, reason in claim.reasons],
    }


def edge_row(edge: Edge) -> Row:
    """The properties of a counted edge; ``id`` tells it from relationships that others drew.

    ``denied`` is absent where nobody denies it, so that a question for disputes passes over all others.
    """
    return {
        "id": content_id(edge.subject, edge.relation, edge.object),
        "claims": edge.claims,
        "articles": edge.articles,
        "outlets": list(edge.outlets),
        "voices": edge.voices,
        "first": edge.first,
        "last": edge.last,
        "confidence": edge.confidence,
        "roles": list(edge.roles),
        "evidence": list(edge.evidence),
        "denied": list(edge.denied) or None,
    }


def present(row: Row) -> Row:
    """The row without what is absent, for a database that stores None as a value."""
    return {key: value for key, value in row.items() if value is not None}


def fingerprint(*content: Any) -> str:
    """A hash of rows, the same on every run: equal hash, nothing to write."""
    return content_id(orjson.dumps(content, option=orjson.OPT_SORT_KEYS).decode())


def outlets_of(corpus: Corpus) -> tuple[str, ...]:
    """The outlets of a corpus by name, one for each id, sorted."""
    names = {outlet_id(article.outlet): article.outlet for article in reversed(corpus.articles)}
    return tuple(sorted(name for name in names.values() if name))
