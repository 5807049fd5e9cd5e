"""Lines to paragraphs: hard-wrapped lines are joined, other lines stand for themselves."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

NARROWEST_WRAP: Final = 45
WIDEST_WRAP: Final = 100
"""Columns of hard-wrapped text. Shorter lines are headings or bylines, longer ones whole paragraphs."""

_BLANK: Final = re.compile(r"\n[ ]*(?:\n[ ]*)+")
_HYPHENATED: Final = re.compile(r"(?P<head>\w*[^\W\d_])-\n(?P<tail>[^\W\d_A-Z]\w*)")


def split_paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a plain text, single-spaced. A headline on its own line is one of them."""
    blocks = [lines for block in _BLANK.split(text) if (lines := _lines(block))]
    width = max((len(line) for lines in blocks if len(lines) > 1 for line in lines), default=0)
    whole = text.replace("\n", " ")
    paragraphs: list[str] = []
    for lines in blocks:
        if len(lines) > 1 and NARROWEST_WRAP <= width <= WIDEST_WRAP and _is_wrapped(lines, width):
            paragraphs.append(join_lines(lines, whole))
        else:
            paragraphs.extend(lines)
    return tuple(paragraphs)


def join_lines(lines: list[str], whole: str) -> str:
    """One paragraph of wrapped lines. ``whole`` tells if a hyphen at a line's end belongs to the word."""

    def mend(found: re.Match[str]) -> str:
        hyphenated = f"{found['head']}-{found['tail']}"
        return hyphenated if hyphenated in whole else found["head"] + found["tail"]

    return _HYPHENATED.sub(mend, "\n".join(lines)).replace("\n", " ")


def _lines(block: str) -> list[str]:
    return [words for line in block.split("\n") if (words := " ".join(line.split()))]


def _is_wrapped(lines: list[str], width: int) -> bool:
    """Whether each line is broken just where the next word would not have fitted."""
    return all(len(line) + 1 + len(after.split(" ", 1)[0]) > width for line, after in pairwise(lines))
