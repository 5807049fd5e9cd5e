"""Everything about one entity: names, counts, place in the affair, edges with their best evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from graph.ask import resolve_entity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.store.interface import Rows, Store, Value

_NODE: Final = """
MATCH (e:Entity {id: $id})
OPTIONAL MATCH (e)-[:MENTIONED_IN]->(a:Article)
WITH e, a.outlet AS outlet, count(a) AS articles
RETURN properties(e) AS entity, sum(articles) AS articles,
  sum(CASE WHEN outlet <> '' THEN 1 ELSE 0 END) AS outlets
"""
_VOICES: Final = """
MATCH (e:Entity {id: $id})-[:MENTIONED_IN]->(a:Article)
WITH DISTINCT a.voice AS voice
RETURN count(voice) AS voices
"""
_COUNTS: Final = """
MATCH (e:Entity {id: $id})-[r:SUPPORTED|OPPOSED|EXPELLED|AFFILIATED_WITH]-(:Entity)
RETURN type(r) AS relation, startNode(r).id = $id AS active, count(r) AS entities, sum(r.claims) AS claims
ORDER BY relation, active DESC
"""
_EDGES: Final = """
MATCH (e:Entity {id: $id})-[r:SUPPORTED|OPPOSED|EXPELLED|AFFILIATED_WITH]-(:Entity)
WITH r ORDER BY r.claims DESC, r.id LIMIT $limit
MATCH (c:Claim {id: r.evidence[0]})-[:STATED_IN]->(a:Article)
RETURN startNode(r).name AS subject, type(r) AS relation, endNode(r).name AS object, r.roles AS roles,
  r.claims AS claims, r.articles AS articles, r.voices AS voices, r.first AS first, r.last AS last,
  a.outlet AS outlet, a.title AS article, c.evidence AS evidence, c.id AS claim
ORDER BY claims DESC, relation, subject, object, claim
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """One entity as the graph knows it.

    ``mentions``, ``articles`` and ``outlets`` count where it is named, ``voices`` the independent ones among
    the outlets: those that print copies of one article are one. ``analysis`` pairs what
    ``graph.analysis`` found with its value, absent ones left out. ``counts`` has one row for each relation
    and direction: ``relation``, ``active`` (whether the entity is the subject), ``entities``, ``claims``.
    ``edges`` are its strongest ones, each with its most certain claim's sentence, outlet, article and id.
    """

    id: str
    name: str
    type: str
    iso2: str | None
    aliases: tuple[str, ...]
    mentions: int
    articles: int
    outlets: int
    voices: int
    analysis: tuple[tuple[str, Value], ...]
    counts: Rows
    edges: Rows


_ANALYSIS: Final = ("camp", "rank", "centrality", "brokerage", "balance", "unbalanced", "disputes")


def show(store: Store, entity: str, *, limit: int = 20) -> Portrait:
    """The portrait of the entity of this name, alias or id, with at most ``limit`` edges.

    Raises LookupFailedError where the name means nobody or several, StoreError where the store fails.
    """
    found = resolve_entity(store, entity).id
    (row,) = store.query(_NODE, {"id": found})
    (heard,) = store.query(_VOICES, {"id": found})
    node = cast("Mapping[str, Value]", row["entity"])
    iso2 = node.get("iso2")
    return Portrait(
        id=found,
        name=str(node["name"]),
        type=str(node["type"]),
        iso2=None if iso2 is None else str(iso2),
        aliases=tuple(str(alias) for alias in cast("tuple[Value, ...]", node.get("aliases") or ())),
        mentions=cast(int, node.get("mentions") or 0),
        articles=cast(int, row["articles"]),
        outlets=cast(int, row["outlets"]),
        voices=cast(int, heard["voices"]),
        analysis=tuple((key, node[key]) for key in _ANALYSIS if node.get(key) is not None),
        counts=store.query(_COUNTS, {"id": found}),
        edges=store.query(_EDGES, {"id": found, "limit": limit}),
    )
