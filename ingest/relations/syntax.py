"""Who acts and who is acted upon at a verb: passive, coordination, control, participles, relative clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.relations.board import antecedent, words

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
OBJECTS = frozenset({"dobj", "dative", "obj", "iobj"})
GERUND_OF_OBJECT = frozenset({"of", "for", "from"})
COPULAS = frozenset(["be", "become", "remain", "stay", "seem", "appear", "prove"])
DEEP = 6
"""How many clauses up a subject is looked for; deeper chains are parser errors more often than language."""


def is_passive(verb: Token) -> bool:
    """A passive clause, or a bare participle after its noun ("the minister fired by")."""
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    if verb.tag_ != "VBN" or any(child.dep_ in ("aux", "nsubj") for child in verb.children):
        return _inherits_passive(verb)
    return verb.dep_ in ("acl", "advcl", "amod", "ROOT", "relcl", "oprd", "xcomp", "ccomp", "conj") and not (
        verb.dep_ == "conj" and not _inherits_passive(verb)
    )


def _inherits_passive(verb: Token) -> bool:
    """ "was tried and convicted": the second participle has no auxiliary of its own."""
    if verb.dep_ != "conj" or verb.tag_ != "VBN" or any(c.dep_ in ("aux", "nsubj") for c in verb.children):
        return False
    return is_passive(verb.head) if verb.head.pos_ in ("VERB", "AUX") else False


def surface_subjects(verb: Token, depth: int = 0) -> list[Token]:
    """The tokens that stand as the verb's subject, found through coordination, control and participles."""
    own = [child for child in verb.children if child.dep_ in SUBJECTS]
    if own:
        return [_resolved(token) for token in own]
    if depth > DEEP or verb.head.i == verb.i:
        return []
    return _borrowed_subjects(verb, depth + 1)


def _borrowed_subjects(verb: Token, depth: int) -> list[Token]:
    head = verb.head
    found: list[Token] = []
    match verb.dep_:
        case "conj" | "aux" | "auxpass" if head.pos_ in ("VERB", "AUX"):
            found = surface_subjects(head, depth)
        case "advcl" | "dep" | "parataxis" if head.pos_ in ("VERB", "AUX") and verb.tag_ != "VBD":
            found = surface_subjects(head, depth)
        case "xcomp" | "ccomp" | "oprd":
            found = _controller(head, depth)
        case "pcomp":
            found = _gerund_subject(head, depth)
        case "acl" | "relcl":
            found = _noun_subject(verb, head, depth)
    return found


def _controller(head: Token, depth: int) -> list[Token]:
    if head.pos_ in ("VERB", "AUX"):
        objects = [c for c in head.children if c.dep_ in OBJECTS]
        if objects and head.lemma_ in words("object_control"):
            return objects
        return surface_subjects(head, depth)
    if head.pos_ == "ADJ" and head.head.pos_ in ("VERB", "AUX"):
        return surface_subjects(head.head, depth)
    return []


def _gerund_subject(preposition: Token, depth: int) -> list[Token]:
    """ "accused Y of backing", "was praised for backing", "apologized for backing"."""
    head = preposition.head
    if head.pos_ in ("VERB", "AUX"):
        if preposition.lower_ in GERUND_OF_OBJECT and head.lemma_ in words("blamed_for"):
            if objects := [c for c in head.children if c.dep_ in OBJECTS]:
                return objects
            if is_passive(head):
                return surface_subjects(head, depth)
        return surface_subjects(head, depth)
    if head.pos_ in ("NOUN", "PROPN"):
        owners = [c for c in head.children if c.dep_ == "poss"]
        return owners or _governor_subject(head, depth)
    if head.pos_ == "ADJ" and head.head.pos_ in ("VERB", "AUX"):
        return surface_subjects(head.head, depth)
    return []


def _noun_subject(verb: Token, noun: Token, depth: int) -> list[Token]:
    """ "her decision to back", "a letter condemning", "the bloc backing"."""
    infinitive = any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)
    if infinitive:
        owners = [c for c in noun.children if c.dep_ == "poss"]
        return owners or _governor_subject(noun, depth)
    return [noun]


def _governor_subject(noun: Token, depth: int) -> list[Token]:
    governor = noun.head
    while governor.dep_ in ("prep", "pobj") and governor.head.i != governor.i:
        governor = governor.head
    return surface_subjects(governor, depth) if governor.pos_ in ("VERB", "AUX") else []


def _resolved(token: Token) -> Token:
    """A relative pronoun stands for its noun."""
    if token.tag_ in ("WP", "WDT") and token.lower_ in ("who", "which", "that", "whom"):
        noun = antecedent(token)
        if noun is not None:
            return noun
    return token


def agents(verb: Token) -> list[Token]:
    """The "by" phrase of a passive."""
    found = [c for c in verb.children if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")]
    for child in verb.children:
        if child.dep_ in ("prep", "dobj", "oprd", "prt", "advmod", "xcomp"):
            # "was thrown out of the party by Y": the parser hangs "by" on the inner noun.
            found.extend(t for t in child.subtree if t.lower_ == "by" and t.dep_ in ("prep", "agent"))
    return [kid for by in dict.fromkeys(found) for kid in by.children if kid.dep_ == "pobj"]


def direct_objects(verb: Token) -> list[Token]:
    """The verb's objects; a coordinated verb shares the last one's, a relative clause its noun."""
    own = [_resolved(c) for c in verb.children if c.dep_ in OBJECTS]
    if own:
        return own
    for child in verb.children:
        if (
            child.dep_ == "conj"
            and child.pos_ == "VERB"
            and not any(c.dep_ in SUBJECTS for c in child.children)
        ):
            shared = [_resolved(c) for c in child.children if c.dep_ in OBJECTS]
            if shared:
                return shared
    if verb.dep_ == "relcl" and any(c.dep_ == "nsubj" and c.tag_ not in ("WP", "WDT") for c in verb.children):
        return [verb.head]
    return []


def passive_objects(verb: Token) -> list[Token]:
    """What a passive verb's surface subject is; a bare participle's noun."""
    own = [c for c in verb.children if c.dep_ in SUBJECTS]
    if own:
        return [_resolved(token) for token in own]
    if verb.dep_ in ("acl", "amod", "relcl"):
        return [verb.head]
    return surface_subjects(verb)
