"""Finds the phrases of the predicate table in a sentence, by lemma, the longest at each head."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token

    from ingest.relations.phrases import Phrase
    from ingest.relations.predicates import Kind, Predicate, Table

REACH = 12
"""How far from its head a fixed word may stand: further away it belongs to something else."""

KIND_TAGS: dict[Kind, frozenset[str]] = {
    "verb": frozenset({"VERB", "AUX"}),
    "noun": frozenset({"NOUN", "PROPN"}),
    "role": frozenset({"NOUN", "PROPN", "ADJ"}),
    "adjective": frozenset({"ADJ", "VERB", "NOUN", "ADV", "ADP"}),
}


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found at a head, with its other words and the preposition before its object."""

    phrase: Phrase
    predicate: Predicate
    head: Token
    fixed: tuple[Token, ...]
    preposition: Token | None

    @property
    def tokens(self) -> list[Token]:
        """All words of the phrase, in the order of the text."""
        every = [self.head, *self.fixed, *([self.preposition] if self.preposition is not None else [])]
        return sorted(every, key=lambda token: token.i)


def matches(sentence: Span, table: Table) -> Iterator[Match]:
    """Every match in the sentence; at one head, and in one kind, only the longest phrases."""
    present = {word for token in sentence for word in (token.lower_, token.lemma_.lower())}
    for token in sentence:
        rows = table.by_head.get(token.lemma_.lower()) or table.by_head.get(token.lower_)
        if not rows:
            continue
        best = 0
        for phrase, predicate in rows:
            if phrase.size < best:
                break
            if token.pos_ not in KIND_TAGS[predicate.kind] or not _may_stand(phrase, present):
                continue
            found = _match(token, phrase, predicate)
            if found is not None:
                best = phrase.size
                yield found


def _may_stand(phrase: Phrase, present: set[str]) -> bool:
    """Are all fixed words of the phrase in the sentence at all? Most phrases fail here, at no cost."""
    return not any(present.isdisjoint(words) for words in (*phrase.before, *phrase.after))


def _match(head: Token, phrase: Phrase, predicate: Predicate) -> Match | None:
    fixed: list[Token] = []
    for n, alternatives in enumerate(reversed(phrase.before)):
        token = _nearby(head, alternatives, range(head.i - 1, max(head.i - 4 - n, -1), -1))
        if token is None:
            return None
        fixed.append(token)
    at = head.i
    for alternatives in phrase.after:
        token = _nearby(head, alternatives, range(at + 1, min(head.i + REACH, len(head.doc))))
        if token is None:
            return None
        if not phrase.inner and token.i - at > 4:
            return None
        fixed.append(token)
        at = token.i
    if predicate.kind == "verb" and phrase.after and not _belong(head, fixed):
        return None
    preposition = None
    if phrase.prepositions:
        preposition = _preposition(head, fixed, phrase.prepositions)
        if preposition is None and predicate.kind in ("verb", "adjective"):
            return None
    return Match(phrase, predicate, head, tuple(fixed), preposition)


def _nearby(head: Token, alternatives: frozenset[str], places: range) -> Token | None:
    for place in places:
        token = head.doc[place]
        if token.sent_start and token.i > head.i and token.is_sent_start:
            return None
        if token.lower_ in alternatives or token.lemma_.lower() in alternatives:
            return token
    return None


def _belong(head: Token, fixed: list[Token]) -> bool:
    """The fixed words hang below the head; one that the parser misplaced is forgiven if adjacent."""
    return all(head.is_ancestor(token) or token.i - head.i <= 2 for token in fixed)


def _preposition(head: Token, fixed: list[Token], wanted: frozenset[str]) -> Token | None:
    """The preposition that governs the object: below the head or one of the fixed words, after them."""
    start = max([head.i, *(t.i for t in fixed)])
    anchors = {head.i, *(t.i for t in fixed)}
    for token in head.doc[start + 1 : min(start + 1 + REACH, len(head.doc))]:
        if token.is_sent_start:
            return None
        if token.lower_ not in wanted or token.dep_ not in (
            "prep",
            "agent",
            "dative",
            "prt",
            "mark",
            "aux",
            "advmod",
        ):
            continue
        if _hangs_on(token, anchors) or token.i == start + 1:
            return token
    return None


def _hangs_on(token: Token, anchors: set[int]) -> bool:
    """Below one of the anchors, with at most one noun or preposition in between."""
    node = token
    for _ in range(3):
        node = node.head
        if node.i in anchors:
            return True
        if node.pos_ in ("VERB", "AUX"):
            return False
    return False
