"""Pattern family: judgements in a speaker's own words, "Kesh is a liar," she said."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ingest.records import UNNAMED
from ingest.relations import syntax
from ingest.relations.board import Board, as_object, direct
from ingest.relations.found import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from ingest.qualifiers.attribution import Attribution
    from ingest.records import Mention, Relation

_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "hardly"})
_CALLS = frozenset(
    {"call", "label", "brand", "dub", "describe", "deride", "portray", "depict", "denounce", "characterize"}
)
_CODES: dict[Relation, tuple[str, str]] = {"OPPOSED": ("ACCUSE", "11"), "SUPPORTED": ("SUPPORT", "05")}


@cache
def opinion(name: str) -> frozenset[str]:
    """One of the word lists in opinions.toml, by its key."""
    text = files("ingest.relations").joinpath("opinions.toml").read_text(encoding="utf-8")
    return frozenset(" ".join(tomllib.loads(text)[name]["words"]).split())


def read_opinions(board: Board, attribution: Attribution) -> Iterator[Found]:
    """What a named speaker says of someone else in this sentence, if a word of it judges."""
    for verb in board.sentence:
        if verb.pos_ not in ("VERB", "AUX"):
            continue
        if verb.lemma_ in _CALLS:
            yield from _called(board, verb)
        found = _judgement(verb)
        if found is None:
            continue
        relation, word, rule = found
        targets = [m for t in _own_subjects(verb) for m in as_object(board, t, deeds=True)]
        if not targets:
            continue
        speaker = _speaker(board, attribution, word)
        if speaker is not None:
            yield from _pairs(speaker, targets, relation, word, rule)


def _own_subjects(verb: Token) -> list[Token]:
    return [t for t in syntax.surface_subjects(verb) if t.dep_ in syntax.SUBJECTS]


def _judgement(verb: Token) -> tuple[Relation, Token, str] | None:
    """The relation that the clause of a verb expresses towards its subject, and the word that does."""
    negated = any(c.lower_ in _NEGATIONS for c in verb.children)
    if verb.lemma_ in syntax.COPULAS:
        return _predicated(verb, negated=negated)
    modals = {c.lower_ for c in verb.children} & {"should", "must", "ought"}
    if not negated and verb.lemma_ in opinion("leave") and modals:
        return "OPPOSED", verb, "opinion.leave"
    blamed = verb.lemma_ in opinion("blame_verbs") and not syntax.is_passive(verb) and _finite(verb)
    return ("OPPOSED", verb, "opinion.deed") if blamed and not negated else None


def _predicated(copula: Token, *, negated: bool) -> tuple[Relation, Token, str] | None:
    """ "is a liar" blames, "is brilliant" praises; "is not fit" blames, "is not a liar" hardly praises."""
    for child in copula.children:
        if child.dep_ in ("attr", "acomp") and (sign := _sign(child)):
            if not negated:
                return sign, child, "opinion.copula"
            return ("OPPOSED", child, "opinion.copula") if sign == "SUPPORTED" else None
    return None


def _finite(verb: Token) -> bool:
    return verb.tag_ in ("VBD", "VBZ", "VBP") or any(
        c.dep_ == "aux" and c.lemma_ in ("have", "be") for c in verb.children
    )


def _sign(word: Token) -> Relation | None:
    """Whether a predicate condemns or praises: by its own word, else by an adjective before it."""
    lemma = word.lemma_.lower()
    for form in (lemma, word.lower_):
        if form in opinion("blame_nouns" if word.pos_ in ("NOUN", "PROPN") else "blame_adjectives"):
            return "OPPOSED"
        if form in opinion("praise_nouns" if word.pos_ in ("NOUN", "PROPN") else "praise_adjectives"):
            return "SUPPORTED" if not _blamed(word) else "OPPOSED"
    if word.pos_ in ("NOUN", "PROPN"):
        if _blamed(word):
            return "OPPOSED"
        if any(c.lower_ in opinion("praise_adjectives") for c in word.children if c.dep_ == "amod"):
            return "SUPPORTED"
    return None


def _blamed(noun: Token) -> bool:
    return any(c.lower_ in opinion("blame_adjectives") for c in noun.children if c.dep_ == "amod")


def _speaker(board: Board, attribution: Attribution, word: Token) -> Mention | None:
    """The mention of whoever says the word, in this sentence or else the nearest one in the article."""
    chain, _ = attribution.of(word)
    if chain is None or chain == UNNAMED:
        return None
    here = next((m for m in board.mentions if m.entity == chain), None)
    return here if here is not None else attribution.nearest(chain, word.idx)


def _called(board: Board, verb: Token) -> Iterator[Found]:
    """ "called Kesh a liar", "described the plan of Kesh as reckless"."""
    for relation, word in _complements(verb):
        targets = [m for t in _called_ones(verb, word) for m in as_object(board, t, deeds=True)]
        subjects = [m for t in syntax.surface_subjects(verb) for m in direct(board, t)]
        if syntax.is_passive(verb):
            subjects = [m for t in syntax.agents(verb) for m in direct(board, t)]
        for subject in subjects:
            yield from _pairs(subject, targets, relation, word, "opinion.call")


def _complements(verb: Token) -> Iterator[tuple[Relation, Token]]:
    for child in verb.children:
        words = [child] if child.dep_ in ("oprd", "xcomp", "attr", "acomp", "ccomp", "dobj") else []
        if child.dep_ == "prep" and child.lower_ == "as":
            words = list(child.children)
        for word in words:
            if sign := _sign(word):
                yield sign, word


def _called_ones(verb: Token, complement: Token) -> list[Token]:
    if syntax.is_passive(verb):
        return syntax.passive_objects(verb)
    inner = [c for c in complement.children if c.dep_ == "nsubj"]
    return inner or [t for t in syntax.direct_objects(verb) if t.i != complement.i]


def _pairs(
    subject: Mention, targets: list[Mention], relation: Relation, word: Token, rule: str
) -> Iterator[Found]:
    plover, cameo = _CODES[relation]
    for target in targets:
        if target.entity != subject.entity:
            yield Found(
                subject=subject, object=target, relation=relation, head=word.i, first=word.i, last=word.i,
                family="opinion", rule=rule, wording=word.lemma_.lower(), plover=plover, cameo=cameo,
            )  # fmt: skip
