"""Does the text say that the relation did not hold?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.qualifiers.lexicon import words
from ingest.qualifiers.scope import Step, climb, joined_by_and

if TYPE_CHECKING:
    from spacy.tokens import Token


def negation(head: Token, first: int, last: int) -> str | None:
    """What negates the trigger at ``head``, as a short reason, or None.

    Words inside the trigger itself (tokens ``first`` to ``last``) do not count: they belong to its meaning.
    """
    for step in climb(head):
        if not step.near and not _denied(step):
            if step.below is not None and step.below.dep_ in ("ccomp", "advcl", "acl", "relcl"):
                continue
            return None
        if joined_by_and(step):
            continue
        if reason := _at(step, first, last):
            return reason
    return None


def _at(step: Step, first: int, last: int) -> str | None:
    word = step.word
    for child in word.children:
        if first <= child.i <= last:
            continue
        if child.dep_ == "neg" or (child.dep_ == "preconj" and child.lower_ == "neither"):
            if child.lower_ == "not" and _only(child):
                continue
            return f"{child.text!r} before {word.text!r}"
        if child.dep_ == "det" and child.lower_ in ("no", "neither") and step.near:
            return f"{child.text!r} before {word.text!r}"
        if child.dep_ in ("nsubj", "nsubjpass") and _nobody(child) and step.near:
            return f"the subject {child.text!r}"
        if child.dep_ == "advmod" and child.lower_ in ("never", "longer", "hardly", "scarcely"):
            return f"{child.text!r} before {word.text!r}"
    below = step.below
    if below is None:
        return "the preposition 'without'" if word.lower_ == "without" else None
    if word.lower_ == "without" and below.dep_ in ("pcomp", "pobj"):
        return "the preposition 'without'"
    if below.dep_ in ("xcomp", "pcomp") and word.lemma_ in words("refuse"):
        return f"the verb {word.text!r}"
    if (
        below.dep_ == "prep"
        and word.lemma_ in ("refrain", "stop", "abstain", "fall", "refusal", "lack", "absence")
        and below.lower_ in ("from", "of")
    ):
        return f"the word {word.text!r}"
    if below.dep_ == "acl" and word.lemma_ in ("refusal", "failure", "inability"):
        return f"the noun {word.text!r}"
    if below.dep_ == "dobj" and word.lemma_ in words("withdrawn") and below.pos_ == "NOUN":
        return f"the verb {word.text!r}"
    if _denied(step):
        return f"the verb {word.text!r}"
    return None


def _denied(step: Step) -> bool:
    return (
        step.below is not None and step.below.dep_ in ("ccomp", "xcomp", "pcomp", "dobj")
        and step.word.lemma_ in words("deny") and step.below.pos_ in ("VERB", "AUX")
    )  # fmt: skip


def _nobody(subject: Token) -> bool:
    return subject.lower_ in ("nobody", "none", "neither") or (
        subject.lower_ == "one" and any(c.lower_ == "no" for c in subject.children)
    )


def _only(word: Token) -> bool:
    """ "not only", "not just" affirm."""
    following = word.doc[word.i + 1] if word.i + 1 < len(word.doc) else None
    return following is not None and following.lower_ in ("only", "just", "merely", "simply")
