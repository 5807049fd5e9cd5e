"""What a pattern hands on: a pair of mentions, the relation, and the words that carry it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.records import Mention, Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One reading of one sentence, before it becomes a Claim.

    ``first`` and ``last`` are the trigger's tokens, both inclusive. ``family`` names the pattern family,
    ``rule`` the predicate or pattern, ``wording`` the phrase as the table spells it.
    """

    subject: Mention
    object: Mention
    relation: Relation
    head: int
    first: int
    last: int
    family: str
    rule: str
    wording: str
    plover: str | None = None
    cameo: str | None = None
    role: str | None = None
