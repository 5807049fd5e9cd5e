"""Is the relation told as fact, as hearsay, or as something wanted, planned or supposed?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.qualifiers.lexicon import words
from ingest.qualifiers.scope import Step, climb, joined_by_and
from ingest.relations.syntax import is_passive

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ingest.records import Modality


def modality(head: Token) -> tuple[Modality, str]:
    """The modality of the trigger at ``head``, with what decided it."""
    for step in climb(head):
        if reason := _hearsay(step):
            return "reported", reason
        if (
            step.near
            and not (joined_by_and(step) and _own_auxiliary(step.below))
            and (reason := _supposed(step))
        ):
            return "hypothetical", reason
        if not step.near and (reason := _wished(step)):
            return "hypothetical", reason
        if step.below is not None and not step.near and step.below.dep_ in ("relcl", "ccomp", "parataxis"):
            break
    return "asserted", "told as fact"


def urged(head: Token, subject: Token) -> bool:
    """Whether the subject itself urges others to the deed at ``head``: who calls for an attack opposes today.

    What the others are urged to is not done yet; that is a claim of theirs.
    """
    for step in climb(head):
        word, below = step.word, step.below
        if below is None or word.lemma_ not in words("urge") or subject not in word.children:
            continue
        asked = below.dep_ in ("xcomp", "ccomp") and _infinitive(below) and _has_others(word, below)
        if asked or (below.dep_ == "prep" and below.lower_ == "for"):
            return subject.dep_ == "nsubj" and not any(_unreal(c, purpose=True) for c in word.children)
    return False


def _has_others(word: Token, below: Token) -> bool:
    """ "urged Kesh to", "called on Kesh to", "asked that": not "asked to leave"."""
    others = any(c.dep_ in ("dobj", "iobj", "dative") or c.lower_ == "on" for c in word.children)
    return others or any(c.dep_ in ("nsubj", "nsubjpass") for c in below.children)


def _own_auxiliary(verb: Token | None) -> bool:
    return verb is not None and any(c.dep_ in ("aux", "auxpass") for c in verb.children)


def _hearsay(step: Step) -> str | None:
    word, below = step.word, step.below
    for child in word.children:
        if child.lower_ in words("alleged") and child.dep_ in ("advmod", "amod"):
            return f"{child.text!r} at {word.text!r}"
    if below is None:
        return None
    if below.dep_ == "xcomp" and word.lemma_ in words("hearsay") and word.tag_ == "VBN" and is_passive(word):
        return f"{word.text!r} with an infinitive"
    if (
        below.dep_ == "prep"
        and below.lower_ in ("of", "with")
        and word.lemma_ in ("accuse", "suspect", "charge")
    ):
        return f"what someone is {word.text!r} of"
    return None


def _supposed(step: Step) -> str | None:
    word, below = step.word, step.below
    for child in word.children:
        if _unreal(child, purpose=word.dep_ == "advcl" and word.head.lemma_ not in words("appear")):
            return f"{child.text!r} before {word.text!r}"
    if below is None:
        return None
    followed = (
        (
            below.dep_ == "xcomp"
            and word.lemma_.lower() in words("intend")
            and _infinitive(below)
            # Who had to do it did it.
            and not (word.lemma_ == "have" and word.tag_ == "VBD")
        )
        or (below.dep_ == "acl" and word.lemma_ in words("intent_noun") and _infinitive(below))
        or (
            below.dep_ == "prep"
            and below.lower_ == "for"
            and word.lemma_ in ("call", "push", "plead", "press")
        )
    )
    return f"what {word.text!r} is followed by" if followed else None


def _unreal(child: Token, *, purpose: bool) -> bool:
    """A modal verb, a condition, a "perhaps", or the "to" of a purpose ("met to back")."""
    low = child.lower_
    return (
        (child.dep_ == "aux" and child.tag_ == "MD" and low in words("modal"))
        or (child.dep_ == "aux" and low == "to" and purpose)
        or (child.dep_ == "mark" and low in words("condition") and not _has_happened(low, child.head))
        or (child.dep_ == "advmod" and low in words("maybe"))
    )


def _has_happened(mark: str, verb: Token) -> bool:
    """ "until they expelled him", "once he was gone": in the past such a clause is told as fact."""
    past = verb.tag_ == "VBD" or any(c.dep_ in ("aux", "auxpass") and c.tag_ == "VBD" for c in verb.children)
    return mark in ("until", "once") and past


def _wished(step: Step) -> str | None:
    """ "urged that the bloc expel", "wants Kesh to back": a clause below a verb of wishing."""
    word, below = step.word, step.below
    if below is None:
        return None
    if below.dep_ == "ccomp" and word.lemma_ in words("intend") and _infinitive(below):
        return f"what {word.text!r} is followed by"
    if below.dep_ == "advcl" and any(
        c.dep_ == "mark" and c.lower_ in words("condition") for c in below.children
    ):
        return f"a condition at {below.text!r}"
    return None


def _infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
