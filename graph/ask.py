"""Asks a question of the library: finds whom the names mean, then runs the question on any store."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

from graph.lookup import Candidate, LookupFailedError, choose, unknown
from graph.names import fold
from graph.records import GraphError
from graph.store.interface import Rows
from graph.store.schema import CLAIM, ENTITY, full_text_index

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.store.interface import Store
    from ingest.records import EntityType
    from queries.library import Query

_BY_ID: Final = """
MATCH (e:Entity {id: $wanted})
RETURN e.id AS id, e.name AS name, e.type AS type, e.mentions AS mentions
"""
_BY_NAME: Final = """
MATCH (e:Entity)
WHERE $wanted IN e.folded
RETURN e.id AS id, e.name AS name, e.type AS type, e.mentions AS mentions
"""
_NAMES: Final = "MATCH (e:Entity) UNWIND e.aliases AS name RETURN DISTINCT name"
_OUTLETS: Final = "MATCH (o:Outlet) RETURN o.name AS name ORDER BY name"
_FIND_NAMES: Final = """
CALL db.index.fulltext.queryNodes($index, $words) YIELD node
WITH node ORDER BY node.mentions DESC, node.id LIMIT $limit
RETURN 'entity' AS kind, node.name AS found, node.aliases AS text, node.type AS source, node.id AS id
ORDER BY node.mentions DESC, id
"""
_FIND_EVIDENCE: Final = """
CALL db.index.fulltext.queryNodes($index, $words) YIELD node
WITH node ORDER BY node.confidence DESC, node.id LIMIT $limit
MATCH (s:Entity)<-[:SUBJECT]-(node)-[:OBJECT]->(o:Entity)
MATCH (node)-[:STATED_IN]->(a:Article)
RETURN 'claim' AS kind, s.name + ' ' + node.relation + ' ' + o.name AS found, node.evidence AS text,
  a.outlet AS source, node.id AS id
ORDER BY node.confidence DESC, id
"""
_WORD: Final = re.compile(r"\w+\*?")


def ask(store: Store, query: Query, raw: Mapping[str, str]) -> Rows:
    """The answer to a question of the library, its parameters given as text.

    Entities may be named by id, name or alias, whatever its case, accents and punctuation; so may
    outlets. Raises QueryError for a parameter that is missing, unknown or not of its type,
    LookupFailedError where a name means nobody or several, StoreError where the store fails.
    """
    values: dict[str, object] = dict(query.bind(raw))
    for parameter in query.params:
        given = str(values[parameter.name])
        if parameter.type == "entity":
            values[parameter.name] = resolve_entity(store, given).id
        elif parameter.type == "outlet":
            values[parameter.name] = resolve_outlet(store, given)
    answer = store.query(query.text, values)
    columns = tuple(column.name for column in query.returns)
    # A store may not know the columns of an answer without rows: the header does.
    return answer if answer.rows else Rows(columns=columns, rows=())


def resolve_entity(store: Store, wanted: str) -> Candidate:
    """The entity of the store whose id, name or alias is ``wanted``.

    Of several that share the name, the one that is named far more often than the others is meant. Raises
    LookupFailedError, listing the candidates with type and id, or else the nearest names.
    """
    found = store.query(_BY_ID, {"wanted": wanted}) or store.query(_BY_NAME, {"wanted": fold(wanted)})
    if not found:
        raise LookupFailedError(unknown(wanted, (str(row["name"]) for row in store.query(_NAMES))))
    return choose(
        wanted,
        [
            Candidate(
                id=str(row["id"]),
                name=str(row["name"]),
                type=cast("EntityType", row["type"]),
                mentions=cast(int, row["mentions"]),
            )
            for row in found
        ],
    )


def resolve_outlet(store: Store, wanted: str) -> str:
    """The outlet's name as the graph spells it. Raises LookupFailedError, which lists the outlets."""
    names = [str(row["name"]) for row in store.query(_OUTLETS)]
    for name in names:
        if fold(name) == fold(wanted):
            return name
    listed = ", ".join(names[:10]) + (" and others" if len(names) > 10 else "")
    raise LookupFailedError(f"no outlet is called “{wanted}”: the graph has {listed or 'none'}")


def find(store: Store, text: str, *, limit: int = 20) -> Rows:
    """Entities by their names, then claims by their evidence, that hold all words of ``text``.

    At most ``limit`` of each; columns ``kind``, ``found``, ``text``, ``source`` (an entity's type, a claim's
    outlet) and ``id``. A word may end in ``*``. Raises GraphError for a text without words.
    """
    words = " ".join(f"+{word.lower()}" for word in _WORD.findall(text))
    if not words:
        raise GraphError(f"“{text}” has no word to look for: give at least one")
    parameters = {"words": words, "limit": limit}
    names = store.query(_FIND_NAMES, {**parameters, "index": full_text_index(ENTITY, "names")})
    evidence = store.query(_FIND_EVIDENCE, {**parameters, "index": full_text_index(CLAIM, "evidence")})
    return Rows(columns=("kind", "found", "text", "source", "id"), rows=(*names.rows, *evidence.rows))
