"""From a claim's trigger up the parse: the words whose negation, mood or speaker bear on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ingest.relations.board import words as relation_words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from ingest.records import Claim

TRANSPARENT: Final = frozenset(
    "xcomp pcomp dobj attr acomp oprd pobj prep aux auxpass agent dative prt compound amod nmod advmod".split()
)
"""Links through which a negation above reaches the trigger; clauses of their own are not among them."""
HIGHEST: Final = 12


@dataclass(frozen=True, slots=True)
class Step:
    """A word above the trigger, the word below it on the way, whether all links are transparent."""

    word: Token
    below: Token | None
    near: bool


def trigger_head(doc: Doc, claim: Claim) -> Token | None:
    """The word that carries the relation; without a trigger, what governs both mentions."""
    if claim.trigger_start is not None and claim.trigger_end is not None:
        span = doc.char_span(claim.trigger_start, claim.trigger_end, alignment_mode="expand")
        if span is not None:
            return span.root
    subject = doc.char_span(claim.subject_start, claim.subject_end, alignment_mode="expand")
    target = doc.char_span(claim.object_start, claim.object_end, alignment_mode="expand")
    if subject is None or target is None:
        return None
    above = {subject.root.i, *(t.i for t in subject.root.ancestors)}
    return next((t for t in (target.root, *target.root.ancestors) if t.i in above), None)


def climb(head: Token) -> list[Step]:
    """The trigger and the words above it, up to the root of its sentence."""
    steps = [Step(head, None, True)]
    near, node = True, head
    while node.head.i != node.i and len(steps) < HIGHEST:
        near = near and _transparent(node)
        steps.append(Step(node.head, node, near))
        node = node.head
    return steps


def clause_set_off(head: Token) -> Token | None:
    """The relative clause behind a comma in which the trigger stands, by its verb: ", who dismissed her, ..."."""
    for node in (head, *head.ancestors):
        if node.dep_ == "relcl":
            pronoun = next((t for t in node.subtree if t.tag_ in ("WP", "WDT", "WP$")), None)
            if pronoun is not None and any(
                t.text == "," for t in node.doc[max(0, pronoun.i - 2) : pronoun.i]
            ):
                return node
    return None


def _transparent(node: Token) -> bool:
    if node.pos_ in ("NOUN", "PROPN") and not _carried(node):
        return False
    if node.dep_ == "conj":
        # A coordinated verb without a subject of its own shares what stands before the first one.
        return not any(c.dep_ in ("nsubj", "nsubjpass") for c in node.children)
    if node.dep_ == "acl":
        return any(c.dep_ == "aux" and c.lower_ == "to" for c in node.children)
    if node.dep_ in ("appos", "poss", "compound", "amod", "nmod"):
        return node.dep_ in ("compound", "amod", "nmod") and node.pos_ not in ("PROPN", "NOUN")
    return node.dep_ in TRANSPARENT


def _carried(noun: Token) -> bool:
    """Whether the verb above a noun only carries it: "did not respond to criticism" denies no criticism."""
    if noun.dep_ in ("attr", "oprd", "conj"):
        return True
    if noun.dep_ == "dobj":
        return noun.head.lemma_ in relation_words("light") | relation_words("received")
    if noun.dep_ == "pobj":
        return noun.head.lower_ in ("in", "as", "without", "of", "under") and noun.head.dep_ == "prep"
    return False


def joined_by_and(step: Step) -> bool:
    """Whether the step passes from a second conjunct to the first through "and" or "but"."""
    below = step.below
    if below is None or below.dep_ != "conj":
        return False
    return not any(
        c.dep_ == "cc" and c.lower_ in ("or", "nor") for c in (*step.word.children, *below.children)
    )
