"""The words of the article that a claim rests on: its sentence, or a clause of a very long one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.extensions import text_of

if TYPE_CHECKING:
    from spacy.tokens import Span

LONGEST: Final = 300
"""Characters: what a reader takes in at a glance."""
_CUTS: Final = frozenset({",", ";", ":", "—", "–", "--", "(", ")", "“", "”", '"'})


def window(sentence: Span, inner_start: int, inner_end: int) -> tuple[int, int]:
    """The sentence without surrounding blanks; cut at punctuation around the inner span if it is too long."""
    text = sentence.text
    start = sentence.start_char + len(text) - len(text.lstrip())
    end = sentence.start_char + len(text.rstrip())
    if end - start <= LONGEST:
        return start, end
    marks = [t for t in sentence if t.text in _CUTS]
    starts = [
        start,
        *(t.idx + len(t) + _blank(t) for t in marks if t.idx + len(t) + _blank(t) <= inner_start),
        inner_start,
    ]
    ends = [end, *(t.idx for t in reversed(marks) if t.idx >= inner_end), inner_end]
    best = (inner_start, inner_end)
    for first in starts:
        for last in ends:
            if last - first <= LONGEST and last - first > best[1] - best[0]:
                best = (first, last)
    first, last = best
    raw = text_of(sentence.doc)[first:last]
    return first + len(raw) - len(raw.lstrip()), first + len(raw.rstrip())


def _blank(token: object) -> int:
    return len(getattr(token, "whitespace_", ""))
