"""The graph's labels, relationship types and indexes, the same in every database."""

from __future__ import annotations

from typing import Final

from ingest.records import ENTITY_TYPES, RELATIONS

ENTITY: Final = "Entity"
CLAIM: Final = "Claim"
ARTICLE: Final = "Article"
OUTLET: Final = "Outlet"

NODE_LABELS: Final[tuple[str, ...]] = (*ENTITY_TYPES, CLAIM, ARTICLE, OUTLET)
"""The label that a node is written under; those of ``ENTITY_TYPES`` come with ``Entity`` as a second one."""

KEYED_LABELS: Final[tuple[str, ...]] = (ENTITY, CLAIM, ARTICLE, OUTLET)
"""Labels whose ``id`` is unique."""

STRUCTURE: Final[dict[str, tuple[str, str]]] = {
    "SUBJECT": (CLAIM, ENTITY),
    "OBJECT": (CLAIM, ENTITY),
    "ATTRIBUTED_TO": (CLAIM, ENTITY),
    "STATED_IN": (CLAIM, ARTICLE),
    "PUBLISHED_BY": (ARTICLE, OUTLET),
    "MENTIONED_IN": (ENTITY, ARTICLE),
}
"""Relationship types that tie claims, articles and entities together, with the labels of both ends."""

EDGE_TYPES: Final[tuple[str, ...]] = (*RELATIONS, *STRUCTURE)

LOOKUPS: Final[tuple[tuple[str, str], ...]] = (
    (ENTITY, "name"),
    (ENTITY, "rank"),
    (ENTITY, "brokerage_rank"),
    (ENTITY, "disputes"),
    (CLAIM, "dated"),
    (ARTICLE, "published"),
    (OUTLET, "name"),
)
"""Properties that have a plain index: label and property."""

NUMBERS: Final = frozenset({"rank", "brokerage_rank", "disputes"})
"""Indexed properties that are whole numbers; all others are text."""

FULL_TEXT: Final[tuple[tuple[str, str], ...]] = ((ENTITY, "names"), (CLAIM, "evidence"))
"""Properties with a full-text index, whose name is the same in every database: ``Entity[names]``."""


def full_text_index(label: str, key: str) -> str:
    """The name of a full-text index, as ``db.index.fulltext.queryNodes`` takes it."""
    return f"{label}[{key}]"
