"""Pattern family: nouns that name a deed, "Kesh's condemnation of Orland", "drew fire from"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.relations import syntax
from ingest.relations.board import Board, as_object, as_subject, direct, mention_at, words
from ingest.relations.verbs import objects_of_preposition, pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from ingest.records import Mention
    from ingest.relations.found import Found
    from ingest.relations.matching import Match

GIVERS = frozenset({"by", "from", "among", "between", "of"})


def read_noun(board: Board, match: Match) -> Iterator[Found]:
    """The pairs that a noun of the table relates."""
    noun = match.head
    received = _receivers(board, noun) if not match.phrase.before else []
    if received:
        givers = _after(board, noun, frozenset({"from", "by", "of"})) or _modifiers(board, noun)
        yield from pairs(match, givers, received, family="received")
        return
    targets: list[Mention] = []
    if match.preposition is not None:
        tokens = objects_of_preposition(match.preposition)
        targets = [m for token in tokens for m in as_object(board, token, deeds=match.predicate.deeds)]
    owners = [m for c in noun.children if c.dep_ == "poss" for m in direct(board, c) or as_subject(board, c)]
    agents = _after(board, noun, frozenset({"by", "from"}))
    if not targets:
        if agents and owners:
            # "her endorsement by the Guild": the possessor is the target.
            yield from pairs(match, agents, owners, family="noun")
        return
    subjects = owners or agents or _modifiers(board, noun) or _carriers(board, noun)
    yield from pairs(match, subjects, targets, family="noun")
    if match.predicate.mutual:
        yield from pairs(match, targets, subjects, family="noun")


def _after(board: Board, noun: Token, prepositions: frozenset[str]) -> list[Mention]:
    found = []
    for child in noun.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in prepositions:
            for token in objects_of_preposition(child):
                found.extend(as_subject(board, token))
    return found


def _modifiers(board: Board, noun: Token) -> list[Mention]:
    """ "Orlandian criticism": a state or an organization before the noun."""
    found = [mention_at(board, c) for c in noun.children if c.dep_ in ("amod", "compound", "nmod")]
    return [m for m in found if m is not None]


def _carriers(board: Board, noun: Token) -> list[Mention]:
    """The subject of the verb that carries the noun: "voiced support for", "in a letter attacking"."""
    verb = _carrier(noun, "light")
    if verb is None:
        return []
    if syntax.is_passive(verb):
        return [m for t in syntax.agents(verb) for m in as_subject(board, t)]
    return [m for t in syntax.surface_subjects(verb) for m in as_subject(board, t)]


def _receivers(board: Board, noun: Token) -> list[Mention]:
    """The subject of a verb by which one gets the noun's deed: "drew criticism", "came under attack"."""
    verb = _carrier(noun, "received")
    if verb is None or syntax.is_passive(verb):
        return []
    if noun.dep_ == "pobj" and noun.head.lower_ not in ("under", "with", "in"):
        return []
    return [m for t in syntax.surface_subjects(verb) for m in as_object(board, t, deeds=True)]


def _carrier(noun: Token, kind: str) -> Token | None:
    node = noun
    while node.dep_ == "conj" and node.head.pos_ in ("NOUN", "PROPN"):
        node = node.head
    head = node.head
    if node.dep_ in ("dobj", "attr", "oprd", "nsubjpass") and head.lemma_ in words(kind):
        return head
    if node.dep_ == "pobj" and head.dep_ == "prep":
        verb = head.head
        if kind == "received" and head.lower_ == "under" and verb.lemma_ in ("come", "be", "fall", "go"):
            return verb
        if kind == "received" and head.lower_ == "with" and verb.lemma_ == "meet":
            return verb
        if kind == "light" and head.lower_ in ("in", "with") and verb.pos_ in ("VERB", "AUX"):
            return verb
    return None
