"""Explains one claim: the sentence, whom it names where, what decided it, who prints it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from graph.records import GraphError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.store.interface import Store, Value

_CLAIM: Final = """
MATCH (c:Claim {id: $id})-[:SUBJECT]->(s:Entity)
MATCH (c)-[:OBJECT]->(o:Entity)
MATCH (c)-[:STATED_IN]->(a:Article)
RETURN properties(c) AS claim, s.name AS subject, o.name AS object, properties(a) AS article
"""
_QUALIFIERS: Final = (
    "role", "act", "plover", "cameo", "negated", "modality", "attributed_to", "date", "confidence",
    "extractor", "rule",
)  # fmt: skip


class UnknownClaimError(GraphError):
    """The graph has no claim of this id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A mention or the trigger within the sentence: ``evidence[start:end] == text``, in characters."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A claim with all that it rests on.

    ``subject_mention``, ``object_mention`` and ``trigger`` are None where they lie outside the sentence, or
    where no single word carries the relation. ``qualifiers`` pairs a field of the claim with its value,
    absent ones left out; ``reasons`` says what decided them. ``start`` and ``end`` are characters of the
    article's text.
    """

    id: str
    subject: str
    relation: str
    object: str
    evidence: str
    start: int
    end: int
    subject_mention: Part | None
    object_mention: Part | None
    trigger: Part | None
    qualifiers: tuple[tuple[str, Value], ...]
    reasons: tuple[str, ...]
    outlet: str
    title: str
    author: str
    published: str | None
    url: str | None
    path: str


def explain(store: Store, claim: str) -> Explanation:
    """What the claim of this id rests on. Raises UnknownClaimError, or StoreError where the store fails."""
    rows = list(store.query(_CLAIM, {"id": claim.strip()}))
    if not rows:
        raise UnknownClaimError(
            f"there is no claim “{claim}” in {store.address}: ask a question and copy an id from its rows"
        )
    row = rows[0]
    said, article = cast("Mapping[str, Value]", row["claim"]), cast("Mapping[str, Value]", row["article"])
    return Explanation(
        id=str(said["id"]),
        subject=str(row["subject"]),
        relation=str(said["relation"]),
        object=str(row["object"]),
        evidence=str(said["evidence"]),
        start=cast(int, said["start"]),
        end=cast(int, said["end"]),
        subject_mention=_part(said, "subject"),
        object_mention=_part(said, "object"),
        trigger=_part(said, "trigger"),
        qualifiers=tuple((key, said[key]) for key in _QUALIFIERS if said.get(key) is not None),
        reasons=tuple(str(reason) for reason in cast("tuple[Value, ...]", said.get("reasons") or ())),
        outlet=str(article.get("outlet") or ""),
        title=str(article.get("title") or ""),
        author=str(article.get("author") or ""),
        published=_text(article.get("published")),
        url=_text(article.get("url")),
        path=str(article.get("path") or ""),
    )


def _part(claim: Mapping[str, Value], name: str) -> Part | None:
    """The part of the sentence between the claim's offsets of this name."""
    start, end = claim.get(f"{name}_start"), claim.get(f"{name}_end")
    if not isinstance(start, int) or not isinstance(end, int):
        return None
    evidence, base = str(claim["evidence"]), cast(int, claim["start"])
    if not 0 <= start - base < end - base <= len(evidence):
        return None
    return Part(start=start - base, end=end - base, text=evidence[start - base : end - base])


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
