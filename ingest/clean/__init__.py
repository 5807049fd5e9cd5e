"""Cleaning before a text is frozen: named steps, in order, each of which says what it left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ingest.clean.characters import repair_characters
from ingest.clean.furniture import Removal, drop_furniture
from ingest.clean.markdown import render_markdown
from ingest.clean.paragraphs import split_paragraphs
from ingest.clean.quotations import reopen_quotations
from ingest.clean.repeats import drop_repeats

__all__ = ["Cleaned", "Removal", "clean"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """A text of paragraphs parted by blank lines, what was taken out of it, and notes for the report."""

    text: str
    removed: tuple[Removal, ...] = ()
    notes: tuple[str, ...] = ()


def clean(text: str, *, markup: Literal["plain", "markdown"] = "plain") -> Cleaned:
    """Take out what belongs to the site and not to the article, and mend what copying broke.

    Sentences of the article stay, in their order and wording; headlines and captions are paragraphs of
    their own. Cleaning a cleaned text changes nothing.
    """
    text = repair_characters(text)
    paragraphs = render_markdown(text) if markup == "markdown" else split_paragraphs(text)
    paragraphs, furniture = drop_furniture(paragraphs)
    paragraphs, repeats = drop_repeats(paragraphs)
    paragraphs, reopened = reopen_quotations(paragraphs)
    return Cleaned(
        text="\n\n".join(paragraphs),
        removed=(*furniture, *repeats),
        notes=_notes(furniture, repeats, reopened),
    )


def _notes(furniture: tuple[Removal, ...], repeats: tuple[Removal, ...], reopened: int) -> tuple[str, ...]:
    notes = []
    if furniture:
        rules = ", ".join(sorted({removal.rule for removal in furniture}))
        notes.append(f"left out {_count(len(furniture), 'piece')} of the site's own furniture ({rules})")
    if repeats:
        notes.append(f"left out {_count(len(repeats), 'repeated passage')}")
    if reopened:
        notes.append(f"put back {_count(reopened, 'opening quotation mark')} that the source had lost")
    return tuple(notes)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
