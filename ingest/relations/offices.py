"""Pattern family: titles that name a body without its name, "Sen. Ana Kesh", "Kesh, a junior senator"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.extensions import text_of
from ingest.mentions.offices import body_of
from ingest.relations.found import Found
from ingest.relations.roles import role_holders

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.records import Mention
    from ingest.relations.board import Board
    from ingest.relations.reading import Opinion

_BETWEEN = frozenset({",", "and", "&", "Sen.", "Rep."})


def read_offices(board: Board) -> Iterator[Found]:
    """Every holder of an office in the sentence, and the body that the office stands for."""
    text = text_of(board.sentence.doc)
    for index, mention in enumerate(board.mentions):
        if not body_of(text, mention):
            continue
        first, last = board.spans[index]
        doc = board.sentence.doc
        noun = doc[first].head if doc[first].head.lower_ == "of" else doc[last - 1]
        noun = noun.head if noun.lower_ == "of" else noun
        after = _names_after(board, last, several=mention.text.rstrip(".").endswith("s"))
        for holder in after or [h for h in role_holders(board, noun) if h.type == "Person"]:
            yield Found(
                subject=holder, object=mention, relation="AFFILIATED_WITH", head=first, first=first,
                last=last - 1, family="title", rule="title.office", wording=mention.text, role=mention.text,
            )  # fmt: skip


def plausible(board: Board, opinions: Sequence[Opinion], readings: Sequence[Found]) -> list[Opinion]:
    """The model's opinions without those that let a title act, or give it to another than who bears it.

    "Sen. Kesh attacked the League" is no deed of the Senate, and the mayor named next is no senator.
    """
    text = text_of(board.sentence.doc)
    borne = {(row.subject.entity, row.object.entity) for row in readings if row.rule == "title.office"}

    def fits(opinion: Opinion) -> bool:
        if body_of(text, opinion.subject):
            return False
        if not body_of(text, opinion.object):
            return True
        title = opinion.object.text[:1].isupper()
        pair = opinion.subject.entity, opinion.object.entity
        return opinion.relation == "AFFILIATED_WITH" and (pair in borne or not title)

    return [opinion for opinion in opinions if fits(opinion)]


def _names_after(board: Board, place: int, *, several: bool) -> list[Mention]:
    """The name that the title stands before; all that follow a plural: "Sens. Ana Kesh, Bo Lind and Cy Moss"."""
    found: list[Mention] = []
    end = board.sentence.end
    while place < end:
        mention = board.inside.get(place)
        if mention is not None and mention.type == "Person" and mention.kind == "name":
            found.append(mention)
            while place < end and board.inside.get(place) is mention:
                place += 1
            if not several:
                break
        elif board.sentence.doc[place].text in (_BETWEEN if found else ("Secretary",)):
            place += 1
        else:
            break
    return found
