"""Read a corpus back from a database, so that a page can be made where only the database is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from graph.records import Corpus, Entity
from ingest.records import UNNAMED, Article, Claim

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.store import Store

_ENTITIES: Final = """
MATCH (e:Entity)
RETURN e.id AS id, e.name AS name, e.type AS type, e.aliases AS aliases, e.iso2 AS iso2,
       e.mentions AS mentions
ORDER BY id
"""

_ARTICLES: Final = """
MATCH (a:Article)
RETURN a.id AS id, a.path AS path, a.title AS title, a.outlet AS outlet, a.author AS author,
       a.published AS published, a.url AS url, a.story AS story
ORDER BY id
"""

_CLAIMS: Final = """
MATCH (c:Claim)-[:SUBJECT]->(s:Entity), (c)-[:OBJECT]->(o:Entity), (c)-[:STATED_IN]->(a:Article)
OPTIONAL MATCH (c)-[:ATTRIBUTED_TO]->(w:Entity)
RETURN s.id AS subject, o.id AS object, a.id AS document, w.id AS speaker, c.attributed_to AS said_by,
       c AS claim
"""

_OFFSETS: Final = (
    "start", "end", "subject_start", "subject_end", "object_start", "object_end",
    "trigger_start", "trigger_end",
)  # fmt: skip
_TEXTS: Final = ("relation", "role", "act", "plover", "cameo", "modality", "date", "id")


def read_corpus(store: Store) -> Corpus:
    """Everything that a page needs of what was loaded into ``store``, sorted as a project directory is.

    A database holds neither the articles' texts nor the single mentions: ``Article.text`` is empty and
    ``Corpus.mentions`` too. Raises StoreError where the store does not answer.
    """
    articles = (
        Article(
            id=row["id"],
            path=row["path"] or "",
            text="",
            title=row["title"] or "",
            outlet=row["outlet"] or "",
            author=row["author"] or "",
            published=row["published"],
            url=row["url"],
            story=row["story"] or "",
        )
        for row in _rows(store, _ARTICLES)
    )
    entities = (
        Entity(
            id=row["id"],
            name=row["name"],
            type=row["type"],
            aliases=tuple(row["aliases"] or ()),
            iso2=row["iso2"],
            mentions=row["mentions"] or 0,
        )
        for row in _rows(store, _ENTITIES)
    )
    claims = sorted(
        map(_claim, _rows(store, _CLAIMS)), key=lambda claim: (claim.document, claim.start, claim.id)
    )
    return Corpus(articles=tuple(articles), entities=tuple(entities), claims=tuple(claims))


def _rows(store: Store, query: str) -> list[dict[str, Any]]:
    return [dict(row) for row in store.query(query)]


def _claim(row: Mapping[str, Any]) -> Claim:
    node: dict[str, Any] = row["claim"]
    fields: dict[str, Any] = {name: node.get(name) for name in (*_OFFSETS, *_TEXTS)}
    unnamed = UNNAMED if row["said_by"] == UNNAMED else None
    return Claim(
        document=row["document"],
        subject=row["subject"],
        object=row["object"],
        attributed_to=row["speaker"] or unnamed,
        evidence=node["evidence"],
        negated=bool(node.get("negated")),
        confidence=node["confidence"],
        extractor=node.get("extractor") or "",
        rule=node.get("rule") or "",
        **fields,
    )
