"""The Cypher that writes to a Neo4j server: values are parameters, labels and types come from the schema.

Every statement may be repeated and leaves the same graph, since a lost answer can hide a commit. A node is
ours if it has the marker property, which holds the hash of what was written; ``GONE`` in it marks a node
that no article needs any more, but that relationships of others hold on to.
"""

from __future__ import annotations

from typing import Final

from graph.store.interface import MARKER
from graph.store.schema import (
    ARTICLE,
    CLAIM,
    ENTITY,
    FULL_TEXT,
    KEYED_LABELS,
    LOOKUPS,
    OUTLET,
    full_text_index,
)
from ingest.records import ENTITY_TYPES, RELATIONS

GONE: Final = "gone"


def schema() -> tuple[str, ...]:
    """Constraints and indexes, each only where it is missing."""
    unique = [
        f"CREATE CONSTRAINT whowhom_{label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        for label in KEYED_LABELS
    ]
    plain = [
        f"CREATE INDEX whowhom_{label.lower()}_{key} IF NOT EXISTS FOR (n:{label}) ON (n.{key})"
        for label, key in LOOKUPS
    ]
    text = [
        f"CREATE FULLTEXT INDEX `{full_text_index(label, key)}` IF NOT EXISTS"
        f" FOR (n:{label}) ON EACH [n.{key}]"
        for label, key in FULL_TEXT
    ]
    return (*unique, *plain, *text, "CALL db.awaitIndexes(300)")


def restore_empty_lists() -> tuple[str, ...]:
    """Give imported nodes and edges the empty lists that Neo4j's bulk import takes for absent values.

    Each runs in a transaction of its own, parted on the server.
    """
    nodes = [(f"(x:{ENTITY})", "aliases"), (f"(x:{CLAIM})", "reasons")]
    edges = [
        (f"(:{ENTITY})-[x:{kind}]->(:{ENTITY})", key) for kind in RELATIONS for key in ("outlets", "roles")
    ]
    return tuple(
        f"MATCH {pattern} WHERE x.{MARKER} IS NOT NULL AND x.{key} IS NULL"
        f" CALL (x) {{ SET x.{key} = [] }} IN TRANSACTIONS OF 10000 ROWS"
        for pattern, key in (*nodes, *edges)
    )


def hashes(label: str) -> str:
    """Id and hash of our nodes with this label."""
    return f"MATCH (n:{label}) WHERE n.{MARKER} IS NOT NULL RETURN n.id AS id, n.{MARKER} AS hash"


ARTICLES: Final = f"""
MATCH (a:{ARTICLE}) WHERE a.{MARKER} IS NOT NULL
RETURN a.id AS id, a.{MARKER} AS hash,
       COUNT {{ (a)<-[:STATED_IN]-(:{CLAIM}) }} AS claims,
       COUNT {{ (a)<-[:MENTIONED_IN]-(:{ENTITY}) }} AS mentions
"""
"""Our articles, with how many claims and mentioned entities hang on each."""


def foreign(label: str) -> str:
    """Nodes of others that bear an id of ours."""
    return f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) WHERE n.{MARKER} IS NULL RETURN n.id AS id"


def others(label: str) -> str:
    """How many nodes of others have this label."""
    return f"MATCH (n:{label}) WHERE n.{MARKER} IS NULL RETURN count(n) AS n"


def merge_entities(type_: str) -> str:
    """Entities of one type; one that had another type loses that label."""
    rest = "".join(f":{other}" for other in ENTITY_TYPES if other != type_)
    return f"""
UNWIND $rows AS row
MERGE (n:{ENTITY} {{id: row.id}})
SET n += row.node, n.{MARKER} = row.hash, n:{type_}
REMOVE n{rest}
"""


MERGE_OUTLETS: Final = f"""
UNWIND $rows AS row
MERGE (n:{OUTLET} {{id: row.id}})
SET n += row.node, n.{MARKER} = row.hash
"""

RELEASE_ARTICLES: Final = f"""
UNWIND $ids AS id
MATCH (a:{ARTICLE} {{id: id}})
OPTIONAL MATCH (a)-[p:PUBLISHED_BY]->(o:{OUTLET}) WHERE o.{MARKER} IS NOT NULL
OPTIONAL MATCH (a)<-[m:MENTIONED_IN]-(e:{ENTITY}) WHERE e.{MARKER} IS NOT NULL
DELETE p, m
"""
"""Untie articles from outlets and entities."""

RELEASE_CLAIMS: Final = f"""
UNWIND $ids AS id
MATCH (c:{CLAIM} {{id: id}})-[r:SUBJECT|OBJECT|STATED_IN|ATTRIBUTED_TO]->()
DELETE r
"""
"""Untie claims from entities and articles."""

CLAIMS_OF: Final = f"""
UNWIND $ids AS id
MATCH (:{ARTICLE} {{id: id}})<-[:STATED_IN]-(c:{CLAIM}) WHERE c.{MARKER} IS NOT NULL
RETURN c.id AS id
"""


ORPHANS: Final = f"""
MATCH (c:{CLAIM}) WHERE c.{MARKER} <> '{GONE}' AND NOT EXISTS {{ (c)-[:STATED_IN]->(:{ARTICLE}) }}
RETURN c.id AS id
"""
"""Our claims whose article someone else took away."""


def remove_nodes(label: str) -> str:
    """Our nodes, as far as nothing holds on to them."""
    return f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) WHERE NOT EXISTS {{ (n)--() }} DELETE n"


def mark_gone(label: str) -> str:
    """Nodes that were to be removed, but which relationships of others need."""
    return f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) SET n.{MARKER} = '{GONE}'"


def still_there(label: str) -> str:
    """Which of these nodes there are."""
    return f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN n.id AS id"


MERGE_ARTICLES: Final = f"""
UNWIND $articles AS row
MERGE (a:{ARTICLE} {{id: row.id}})
SET a += row.node, a.{MARKER} = row.hash
"""

MERGE_PUBLISHED: Final = f"""
UNWIND $published AS row
MATCH (a:{ARTICLE} {{id: row.article}})
MATCH (o:{OUTLET} {{id: row.outlet}})
MERGE (a)-[:PUBLISHED_BY]->(o)
"""

MERGE_MENTIONS: Final = f"""
UNWIND $mentions AS row
MATCH (a:{ARTICLE} {{id: row.article}})
MATCH (e:{ENTITY} {{id: row.entity}})
MERGE (e)-[m:MENTIONED_IN]->(a)
SET m.count = row.count
"""

MERGE_CLAIMS: Final = f"""
UNWIND $claims AS row
MATCH (a:{ARTICLE} {{id: row.article}})
MATCH (s:{ENTITY} {{id: row.subject}})
MATCH (o:{ENTITY} {{id: row.object}})
MERGE (c:{CLAIM} {{id: row.id}})
SET c += row.node, c.{MARKER} = row.article
MERGE (c)-[:STATED_IN]->(a)
MERGE (c)-[:SUBJECT]->(s)
MERGE (c)-[:OBJECT]->(o)
"""

MERGE_SOURCES: Final = f"""
UNWIND $sources AS row
MATCH (c:{CLAIM} {{id: row.id}})
MATCH (e:{ENTITY} {{id: row.source}})
MERGE (c)-[:ATTRIBUTED_TO]->(e)
"""


def edge_hashes(relation: str) -> str:
    """Id and hash of our counted edges of one relation."""
    return f"{_our_edges(relation)} RETURN r.id AS id, r.{MARKER} AS hash"


def merge_edges(relation: str) -> str:
    """Counted edges of one relation, told by their id from what others drew between the same two."""
    return f"""
UNWIND $rows AS row
MATCH (s:{ENTITY} {{id: row.subject}})
MATCH (o:{ENTITY} {{id: row.object}})
MERGE (s)-[r:{relation} {{id: row.id}}]->(o)
SET r += row.edge, r.{MARKER} = row.hash
"""


def remove_edges(relation: str) -> str:
    """Counted edges of one relation by id."""
    return f"{_our_edges(relation)} AND r.id IN $ids DELETE r"


def count_nodes(label: str) -> str:
    """How many nodes of ours have this label."""
    return f"MATCH (n:{label}) WHERE n.{MARKER} <> '{GONE}' RETURN count(n) AS n"


def count_edges(kind: str) -> str:
    """How many of our counted edges there are of one relation."""
    return f"{_our_edges(kind)} RETURN count(r) AS n"


def count_links(kind: str, source: str, target: str) -> str:
    """How many relationships of one type tie our nodes together."""
    return (
        f"MATCH (a:{source})-[r:{kind}]->(b:{target})"
        f" WHERE a.{MARKER} <> '{GONE}' AND b.{MARKER} <> '{GONE}' RETURN count(r) AS n"
    )


def _our_edges(relation: str) -> str:
    return f"MATCH (:{ENTITY})-[r:{relation}]->(:{ENTITY}) WHERE r.{MARKER} IS NOT NULL"
