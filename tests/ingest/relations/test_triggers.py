"""The word that is shown for a relation which only the model found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.relations.board import boards
from ingest.relations.triggers import path, trigger_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

    from ingest.records import Relation
    from ingest.relations.triggers import Trigger


def trigger(marked: Callable[..., Doc], text: str, relation: Relation) -> tuple[str, Trigger] | None:
    doc = marked(text)
    (board,) = boards(doc, doc._.whowhom_mentions)
    sides = {m.entity: m for m in board.mentions}
    found = trigger_of(board, sides["s"], sides["o"], relation)
    return (doc[found.first : found.last + 1].text, found) if found is not None else None


def test_trigger_is_the_word_between_subject_and_object(marked: Callable[..., Doc]) -> None:
    shown = trigger(marked, "[Orland] loudly and often condemned {Kesh}.", "OPPOSED")
    assert shown is not None
    assert (shown[0], shown[1].plover) == ("condemned", "ACCUSE")


def test_post_is_the_trigger_of_an_affiliation(marked: Callable[..., Doc]) -> None:
    shown = trigger(marked, "[Mensah] spoke as deputy director of {the League}.", "AFFILIATED_WITH")
    assert shown is not None
    assert shown[1].role == "deputy director"


def test_word_of_another_relation_is_no_trigger(marked: Callable[..., Doc]) -> None:
    assert trigger(marked, "[Orland] praised {Kesh}.", "EXPELLED") is None


def test_path_holds_the_verb_between_its_arguments(marked: Callable[..., Doc]) -> None:
    doc = marked("[Orland] condemned {Kesh}.")
    (board,) = boards(doc, doc._.whowhom_mentions)
    assert path(board, board.mentions[0], board.mentions[1]) == {0, 1, 2}
