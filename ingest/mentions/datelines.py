"""Finds datelines ("LISBON (Reuters) – "): where a report was filed is no state, and its agency no actor."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ingest.mentions.spans import Span

_UPPER: Final = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]+(?: [A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]+){0,3}"
_TITLE: Final = r"[A-ZÀ-ÖØ-Þ][\w.'’-]+(?: [A-ZÀ-ÖØ-Þ][\w.'’-]+){0,3}"
_MORE: Final = r"(?:, [\w. ]{2,25})?(?: \([\w ,/]{2,25}\))?"
_DASH: Final = r"\.?(?: ?[–—―]| ?--| -) ?"
# In capitals a place is plain; else what follows the dash must begin a sentence ("Norway – and only she").
_DATELINE: Final = re.compile(
    rf"(?m)^(?:{_UPPER}{_MORE}{_DASH}(?=\S)|{_TITLE}{_MORE}{_DASH}(?=[“\"‘']?[A-ZÀ-ÖØ-Þ]))"
)


def outside_datelines(text: str, spans: Iterable[Span]) -> list[Span]:
    """The spans that do not stand in a dateline at the beginning of a paragraph."""
    ends = [(found.start(), found.end()) for found in _DATELINE.finditer(text)]
    return [span for span in spans if not any(start <= span.start and span.end <= end for start, end in ends)]
