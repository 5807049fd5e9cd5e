"""Pattern family: verbs and verb phrases, active and passive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.relations import syntax
from ingest.relations.board import Board, as_object, as_subject
from ingest.relations.found import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from ingest.records import Mention
    from ingest.relations.matching import Match


def read_verb(board: Board, match: Match) -> Iterator[Found]:
    """The pairs that a verb of the table relates."""
    if match.predicate.swap:
        for found in _read(board, match):
            yield _swapped(found)
    else:
        yield from _read(board, match)


def _read(board: Board, match: Match) -> Iterator[Found]:
    verb, phrase, predicate = match.head, match.phrase, match.predicate
    if syntax.is_passive(verb):
        if not phrase.prepositions:
            yield from _passive(board, match)
            return
        if verb.tag_ == "VBN" and not phrase.after:
            if match.preposition is not None and not list(match.preposition.children):
                # "presided over by": the preposition has lost its object to the passive.
                yield from _passive(board, match)
            return
    if phrase.prepositions:
        objects = objects_of_preposition(match.preposition) if match.preposition is not None else []
    else:
        objects = _slot(match) if phrase.inner else syntax.direct_objects(verb)
    targets = [m for token in objects for m in as_object(board, token, deeds=predicate.deeds)]
    if not targets:
        return
    subjects = [m for token in syntax.surface_subjects(verb) for m in as_subject(board, token)]
    yield from pairs(match, subjects, targets, family="verb")
    if predicate.mutual:
        yield from pairs(match, targets, subjects, family="verb")


def _passive(board: Board, match: Match) -> Iterator[Found]:
    verb, predicate = match.head, match.predicate
    targets = [
        m for token in syntax.passive_objects(verb) for m in as_object(board, token, deeds=predicate.deeds)
    ]
    if not targets:
        return
    subjects = [m for token in syntax.agents(verb) for m in as_subject(board, token)]
    family = "passive"
    if not subjects and predicate.host:
        subjects, family = _hosts(board, verb, predicate.host), "host"
    yield from pairs(match, subjects, targets, family=family)


def _hosts(board: Board, verb: Token, prepositions: frozenset[str]) -> list[Mention]:
    """ "was expelled from the league": the organization or state that someone leaves has put them out."""
    found: list[Mention] = []
    for token in verb.subtree:
        if token.lower_ in prepositions and token.dep_ == "prep" and token.i > verb.i:
            for noun in objects_of_preposition(token):
                found.extend(m for m in as_subject(board, noun) if m.type != "Person")
    return found


def _slot(match: Match) -> list[Token]:
    """The object in the middle of a phrase: "take Y to task", "give Y the boot", "show Y the door"."""
    verb = match.head
    own = syntax.direct_objects(verb)
    fixed = {token.i for token in match.fixed}
    last = max(fixed, default=verb.i)
    found = [t for t in own if t.i not in fixed]
    if found:
        return found
    inner = [
        t
        for t in verb.doc[verb.i + 1 : last]
        if t.head.i in (verb.i, *fixed) and t.pos_ in ("PROPN", "PRON", "NOUN")
    ]
    return [
        t
        for t in inner
        if t.dep_ in ("nsubj", "dative", "dobj", "nmod", "compound", "poss", "oprd", "npadvmod")
    ][:1]


def objects_of_preposition(preposition: Token) -> list[Token]:
    """What the preposition governs, through a second one ("out of")."""
    found = [c for c in preposition.children if c.dep_ in ("pobj", "dobj")]
    if not found:
        for child in preposition.children:
            if child.dep_ == "prep":
                found.extend(c for c in child.children if c.dep_ == "pobj")
    if not found and preposition.dep_ in ("prep", "prt") and not list(preposition.children):
        # A stranded preposition: "the minister whom Y voted against".
        clause = preposition.head
        if clause.dep_ == "relcl":
            found = [clause.head]
    return [syntax._resolved(token) for token in found]


def pairs(match: Match, subjects: list[Mention], objects: list[Mention], *, family: str) -> Iterator[Found]:
    """Every subject with every object, never an entity with itself."""
    tokens = match.tokens
    for subject in subjects:
        for target in objects:
            if subject.entity != target.entity and target.type in match.predicate.objects:
                yield Found(
                    subject=subject, object=target, relation=match.predicate.relation,
                    head=match.head.i, first=tokens[0].i, last=tokens[-1].i,
                    family=family, rule=match.predicate.id, wording=match.phrase.text,
                    plover=match.predicate.plover, cameo=match.predicate.cameo, role=match.predicate.role,
                )  # fmt: skip


def _swapped(found: Found) -> Found:
    from dataclasses import replace

    return replace(found, subject=found.object, object=found.subject)
