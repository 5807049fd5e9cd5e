"""Does the text say that the relation did not hold?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.qualifiers.lexicon import words
from ingest.qualifiers.scope import Step, clause_set_off, climb, joined_by_and

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


def stands_aside(head: Token) -> bool:
    """Whether the trigger stands in a clause of its own that nothing in it denies.

    What denies the sentence around a relative clause that is set off leaves it as it is (Potts 2005): "found no
    evidence that Orr, who dismissed her, was paid" says that he dismissed her.
    """
    clause = clause_set_off(head)
    return clause is not None and not any(
        t.dep_ == "neg" or t.lower_ in words("never") or t.lemma_ in words("refuse") | words("deny")
        for t in clause.subtree
    )


def _at(step: Step, first: int, last: int) -> str | None:
    """What negates at one word: something that hangs on it, or the word itself."""
    for child in step.word.children:
        if not first <= child.i <= last and _negates(child, near=step.near):
            return f"{child.text!r} before {step.word.text!r}"
    if step.word.lower_ == "without":
        return "the preposition 'without'"
    return (
        f"the word {step.word.text!r}" if step.below is not None and _refuses(step.word, step.below) else None
    )


def _negates(child: Token, *, near: bool) -> bool:
    low = child.lower_
    if child.dep_ == "neg":
        return not (low == "not" and _only(child))
    if child.dep_ in ("nsubj", "nsubjpass"):
        return near and _nobody(child)
    return (
        (child.dep_ == "preconj" and low == "neither")
        or (child.dep_ == "det" and low in ("no", "neither") and near)
        or (child.dep_ == "advmod" and low in ("never", "longer", "hardly", "scarcely"))
    )


def _refuses(word: Token, below: Token) -> bool:
    """Whether a word denies what hangs below it: "refused to", "refrained from", "withdrew its"."""
    if below.dep_ in ("xcomp", "pcomp"):
        return word.lemma_ in words("refuse") | words("deny")
    if below.dep_ == "prep":
        return below.lower_ in ("from", "of") and word.lemma_ in words("refrain")
    if below.dep_ == "acl":
        return word.lemma_ in ("refusal", "failure", "inability")
    if below.dep_ == "dobj" and below.pos_ == "NOUN":
        return word.lemma_ in words("withdrawn")
    return below.dep_ == "ccomp" and word.lemma_ in words("deny")


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
