"""Doubts a removal that only the model saw: it needs a word that removes, which no verb takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.relations.board import words

if TYPE_CHECKING:
    from spacy.tokens import Doc

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
