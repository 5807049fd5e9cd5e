"""Quotations whose opening mark was lost in copying get it back, where the sentence says where it stood."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

LONGEST_SENTENCE: Final = 1_500
"""Characters before a closing mark in which the beginning of its sentence is looked for."""
LONGEST_PARAGRAPH: Final = 50_000
"""Characters; what is longer is no paragraph but a text without line breaks, and is left as it is."""

_SPOKE: Final = (
    r"(?:said|says|say|wrote|writes|added|adds|told|charged|warned|warns|argued|argues|stated|states|insisted|"
    r"insists|tweeted|declared|declares|replied|claimed|claims|explained|explains|continued|continues|concluded|"
    r"concludes|noted|notes|asked|asks|recalled|admitted|announced|responded|observed|remarked|complained)"
)
_SPEECH: Final = re.compile(rf"\b{_SPOKE}\b")
_AFTER: Final = re.compile(rf"”\s+(?:(?:\w[\w.'’-]*\s+){{1,8}}?{_SPOKE}\b|{_SPOKE}\s+(?:the\s|an?\s|[A-Z]))")
"""A closing mark, then who said it: the sentence before it was spoken from its first word on."""
_BEFORE: Final = re.compile(
    rf"\b(?:{_SPOKE}|adding|saying|writing|warning)\b(?:[^”“.!?:;,]{{0,60}})?[:,]\s+(?=[A-Z])"
)
"""Who said it, a colon or comma, then a capital: there the quotation begins."""
_CLOSED: Final = frozenset(",.!?…")
"""What ends a spoken sentence within its quotation; after a bare word only a few words were quoted."""
_SENTENCE_END: Final = re.compile(r"[.!?…]”?\s+(?=[A-Z“\[])")
_ABBREVIATION: Final = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Lt|Col|Prof|vs|No))\.\s+\Z"
)


def reopen_quotations(paragraphs: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
    """The paragraphs with the opening marks put back that can be placed, and how many they are.

    A mark is placed only before a whole spoken sentence, never inside one: where a few quoted words begin
    cannot be known, and nobody is to be quoted with words that are the writer's.
    """
    reopened = tuple(_reopen(paragraph) for paragraph in paragraphs)
    return reopened, sum(
        after.count("“") - before.count("“") for before, after in zip(paragraphs, reopened, strict=True)
    )


def _reopen(paragraph: str) -> str:
    # With straight marks in it, the one that opened may be straight too.
    if '"' in paragraph or paragraph.count("”") <= paragraph.count("“") or len(paragraph) > LONGEST_PARAGRAPH:
        return paragraph
    places = [place for closing in _orphans(paragraph) if (place := _place(paragraph, closing)) is not None]
    cuts = [0, *sorted(set(places)), len(paragraph)]
    return "“".join(paragraph[start:end] for start, end in pairwise(cuts))


def _orphans(paragraph: str) -> list[int]:
    """Where closing marks stand that no opening mark precedes."""
    orphans = []
    depth = 0
    for index, character in enumerate(paragraph):
        if character == "“":
            depth = 1
        elif character == "”":
            if not depth:
                orphans.append(index)
            depth = 0
    return orphans


def _place(paragraph: str, closing: int) -> int | None:
    """Where the quotation that closes at ``closing`` began, or None where the text does not tell."""
    sentence = _sentence_start(paragraph, closing)
    start = max(sentence, paragraph.rfind("”", 0, closing) + 1, paragraph.rfind("“", 0, closing) + 1)
    before, last = paragraph[start:closing], paragraph[closing - 1 : closing]
    if last in _CLOSED and (introduced := _BEFORE.search(before)):
        return start + introduced.end()
    if (
        last in _CLOSED - {"."}
        and start == sentence
        and before[:1].isupper()
        and _AFTER.match(paragraph, closing)
    ):
        return start
    return None


def _sentence_start(paragraph: str, position: int) -> int:
    earliest = max(position - LONGEST_SENTENCE, 0)
    start = position if earliest else 0
    for end in _SENTENCE_END.finditer(paragraph, earliest, max(position - 1, 0)):
        if not _ABBREVIATION.search(paragraph[max(end.start() - 6, 0) : end.end()]):
            start = end.end()
    return start
