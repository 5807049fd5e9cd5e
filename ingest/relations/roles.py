"""Pattern family: what someone is to another, "a critic of", "loyal to", "at odds with"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.relations import syntax
from ingest.relations.board import (
    Board,
    as_object,
    as_subject,
    direct,
    mention_at,
    name_after_comma,
    owners,
    with_conjuncts,
)
from ingest.relations.verbs import objects_of_preposition, pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from ingest.records import Mention
    from ingest.relations.found import Found
    from ingest.relations.matching import Match

LINKS = syntax.COPULAS | frozenset(
    ["serve", "act", "name", "appoint", "call", "describe", "regard", "see", "consider", "elect", "think"]
)


def read_role(board: Board, match: Match) -> Iterator[Found]:
    """The pairs that a role noun relates: its holder and the one it is of."""
    noun = match.head
    targets: list[Mention] = []
    if match.preposition is not None:
        for token in objects_of_preposition(match.preposition):
            targets.extend(as_object(board, token, deeds=match.predicate.deeds))
    if not targets:
        targets = _possessors(board, noun)
    holders = [h for h in role_holders(board, noun) if h.entity not in {t.entity for t in targets}]
    yield from pairs(match, holders, targets, family="role")
    if match.predicate.mutual:
        yield from pairs(match, targets, holders, family="role")


def _possessors(board: Board, noun: Token) -> list[Mention]:
    """ "Kesh's critic", "Kesh critic"."""
    for child in noun.children:
        if child.dep_ == "poss" and (found := direct(board, child) or owners(board, child)):
            return found
    before = [c for c in noun.children if c.dep_ in ("compound", "nmod", "amod") and c.i < noun.i]
    return [m for c in before if (m := mention_at(board, c)) is not None]


def role_holders(board: Board, noun: Token) -> list[Mention]:
    """Who a role noun speaks of: itself as a description, its apposition, or the subject of a copula."""
    for reader in (_apposed, _as_described, _as_predicate, name_after_comma):
        if found := reader(board, noun):
            return found
    return []


def _as_described(board: Board, noun: Token) -> list[Mention]:
    found = board.roots.get(noun.i)
    return [found] if found is not None else []


def _apposed(board: Board, noun: Token) -> list[Mention]:
    """ "Y, a critic of"; "the critic Y"; "longtime critic Y"."""
    if noun.dep_ == "appos" and (found := direct(board, noun.head)):
        return found
    if noun.dep_ in ("compound", "nmod", "amod") and (inner := board.roots.get(noun.head.i)) is not None:
        return [inner] if inner.kind == "name" else []
    found = [m for c in noun.children if c.dep_ == "appos" for m in direct(board, c)]
    if found:
        return found
    if noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
        named = mention_at(board, noun.head)
        return [] if named is not None else role_holders(board, noun.head)
    return []


def _as_predicate(board: Board, noun: Token) -> list[Mention]:
    """ "Y is a critic of", "Y was named ambassador to", "served as"."""
    head = noun.head
    if noun.dep_ in ("attr", "oprd", "acomp", "xcomp", "dobj") and head.lemma_ in LINKS:
        return _subject(board, head)
    if noun.dep_ == "nsubj" and head.lemma_ in ("include", "be"):
        # "its backers include Y", "the loudest critic of X is Y"
        return [
            m
            for c in head.children
            if c.dep_ in ("dobj", "attr")
            for t in with_conjuncts(c)
            for m in direct(board, t)
        ]
    if noun.dep_ == "pobj" and head.lower_ in ("as", "into"):
        verb = head.head
        if verb.pos_ in ("VERB", "AUX"):
            objects = [m for t in syntax.direct_objects(verb) for m in direct(board, t)]
            return objects if objects and not syntax.is_passive(verb) else _subject(board, verb)
    return []


def _subject(board: Board, verb: Token) -> list[Mention]:
    return [m for t in syntax.surface_subjects(verb) for m in as_subject(board, t)]


def read_adjective(board: Board, match: Match) -> Iterator[Found]:
    """ "Y is critical of", "Y, furious at", "loyal to"."""
    word = match.head
    if match.preposition is None and match.phrase.prepositions:
        return
    tokens = objects_of_preposition(match.preposition) if match.preposition is not None else []
    targets = [m for t in tokens for m in as_object(board, t, deeds=match.predicate.deeds)]
    if not targets:
        return
    holders = _bearers(board, word)
    yield from pairs(match, holders, targets, family="adjective")
    if match.predicate.mutual:
        yield from pairs(match, targets, holders, family="adjective")


def _bearers(board: Board, word: Token) -> list[Mention]:
    node = word
    for _ in range(3):
        head = node.head
        if head.i == node.i:
            break
        if node.dep_ in (
            "acomp",
            "oprd",
            "attr",
            "advmod",
            "prep",
            "xcomp",
            "ccomp",
            "advcl",
        ) and head.pos_ in ("VERB", "AUX"):
            return _subject(board, head)
        if node.dep_ in ("amod", "acl", "appos", "prep") and head.pos_ in ("NOUN", "PROPN"):
            return direct(board, head)
        if node.dep_ not in ("pobj", "conj", "prep"):
            break
        node = head
    own = [c for c in word.children if c.dep_ in syntax.SUBJECTS]
    return [m for t in own for m in as_subject(board, t)]
