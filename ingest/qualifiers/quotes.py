"""Quotations of an article: where they stand, also over several sentences and paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_OPEN: Final = "“«„"
_CLOSE: Final = "”»"
_LONGEST: Final = 3_000
"""Characters: a quotation mark that is not closed by then was never meant as one."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters from after the opening mark to before the closing one."""

    start: int
    end: int
    continues: bool
    """Whether it takes up the quotation of the paragraph before, which ended without a closing mark."""


def find_quotes(text: str) -> tuple[Quote, ...]:
    """All quotations in order; a quotation that a paragraph leaves open ends with the paragraph."""
    found: list[Quote] = []
    left_open = False
    for paragraph in re.finditer(r"[^\n]+", text):
        quotes, left_open_now = _in_paragraph(paragraph.group(), paragraph.start(), left_open)
        found.extend(quotes)
        left_open = left_open_now
    return tuple(found)


def _in_paragraph(text: str, shift: int, after_open: bool) -> tuple[list[Quote], bool]:
    found: list[Quote] = []
    start: int | None = None
    first = True
    for mark in re.finditer(r"[“”«»„\"]|''|``", text):
        sign = mark.group()
        opens = sign in _OPEN or sign == "``"
        closes = sign in _CLOSE
        if not opens and not closes:
            opens, closes = start is None, start is not None
        if opens and start is None:
            start = mark.end()
        elif closes and start is not None:
            if mark.start() > start:
                found.append(Quote(start + shift, mark.start() + shift, first and after_open))
            start, first = None, False
    if start is not None and 0 < len(text) - start < _LONGEST:
        found.append(Quote(start + shift, len(text) + shift, first and after_open))
        return found, True
    return found, False
