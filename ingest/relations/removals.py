"""Doubts a removal that only the model saw: it needs a word that removes this one, which no verb takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.relations.board import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

    from ingest.records import Mention
    from ingest.relations.triggers import Trigger

_REACH: Final = 3
"""Steps up the parse from the word that removes to the verb that takes it back."""


def is_removal(doc: Doc, trigger: Trigger | None) -> bool:
    """Whether the words bear the removal out.

    News never removes anybody without a word for it, so that a removal without a trigger is a guess; and
    "the tribunal annulled her dismissal" has the word, under a verb that undoes it.
    """
    if trigger is None:
        return False
    head = doc[trigger.head]
    if head.pos_ not in ("NOUN", "PROPN"):
        return True
    above = [token for _, token in zip(range(_REACH), head.ancestors, strict=False)]
    return not any(token.lemma_.lower() in words("undoing") for token in above)


def removes_another(
    doc: Doc, trigger: Trigger | None, removed: Mention, agreed: Iterable[tuple[Trigger | None, Mention]]
) -> bool:
    """Whether the word's own object is another: "the council suspended Kesh and put Lind in charge" removes Kesh.

    ``agreed``: the words that remove, and whom, where patterns and model are of one mind. Who is named in one
    breath with such a one is removed with him.
    """
    if trigger is None:
        return False
    objects = [other for word, other in agreed if word is not None and word.head == trigger.head]
    here = _root(doc, removed)
    return bool(objects) and not any(
        removed.entity == other.entity or _root(doc, other) in (here, *here.conjuncts) for other in objects
    )


def _root(doc: Doc, mention: Mention) -> Token:
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    assert span is not None  # a mention lies in its text
    return span.root
