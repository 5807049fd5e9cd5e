"""The word that carries a relation which only the model found: the likeliest of the tables' words nearby."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ingest.relations.matching import matches
from ingest.relations.predicates import load_predicates
from ingest.relations.titles import posts, role_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from ingest.records import Mention, Relation
    from ingest.relations.board import Board

NEAR: Final = 4
"""Words beside a mention within which a trigger off the path may stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """The words of a relation and what the tables know of them; both places are tokens, inclusive."""

    head: int
    first: int
    last: int
    rule: str
    wording: str
    plover: str | None = None
    cameo: str | None = None
    role: str | None = None


def trigger_of(board: Board, subject: Mention, target: Mention, relation: Relation) -> Trigger | None:
    """The trigger nearest to the way from subject to object in the parse, or None where no word fits."""
    way = path(board, subject, target)
    places = sorted(n for mention in (subject, target) for n in _span(board, mention))
    if not places:
        return None
    found = [
        (trigger.head not in way, _distance(trigger.head, places), trigger.head, trigger)
        for trigger in _candidates(board, relation)
        if trigger.head in way
        or _distance(trigger.head, places) <= NEAR
        or places[0] < trigger.head < places[-1]
    ]
    return min(found, key=lambda row: row[:3])[3] if found else None


def path(board: Board, subject: Mention, target: Mention) -> set[int]:
    """The tokens on the way between the heads of two mentions in the parse, both included."""
    doc = board.sentence.doc
    spans = [_span(board, mention) for mention in (subject, target)]
    if not all(spans):
        return set()
    first, second = (doc[min(span) : max(span) + 1].root for span in spans)
    up = [first, *first.ancestors]
    down = [second, *second.ancestors]
    shared = {t.i for t in up} & {t.i for t in down}
    way = {t.i for t in up if t.i not in shared} | {t.i for t in down if t.i not in shared}
    meeting = next((t.i for t in up if t.i in shared), None)
    return way | ({meeting} if meeting is not None else set())


def _span(board: Board, mention: Mention) -> range:
    for index, own in enumerate(board.mentions):
        if own == mention:
            return range(*board.spans[index])
    return range(0)


def _distance(place: int, places: list[int]) -> int:
    return min(abs(place - n) for n in places)


def _candidates(board: Board, relation: Relation) -> Iterator[Trigger]:
    for match in matches(board.sentence, load_predicates()):
        predicate = match.predicate
        if predicate.relation == relation and not _in_name(board, match.head):
            tokens = match.tokens
            yield Trigger(
                head=match.head.i, first=tokens[0].i, last=tokens[-1].i,
                rule=predicate.id, wording=match.phrase.text,
                plover=predicate.plover, cameo=predicate.cameo, role=predicate.role,
            )  # fmt: skip
    if relation == "AFFILIATED_WITH":
        for token in board.sentence:
            if token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in posts("posts"):
                role, first, last = role_text(board, token)
                yield Trigger(head=token.i, first=first, last=last, rule="post", wording=role, role=role)


def _in_name(board: Board, token: Token) -> bool:
    mention = board.inside.get(token.i)
    return mention is not None and mention.kind == "name"
