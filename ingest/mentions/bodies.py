"""Finds organizations that the lexicon knows, and parties named by their members ("Republicans")."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from ingest.extensions import text_of
from ingest.gazetteer import Gazetteer, fold
from ingest.mentions.lexicon import lexicon
from ingest.mentions.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ACRONYM: Final = re.compile(r"\(\s*(?P<short>[A-Z][A-Za-z.&-]{1,9})\s*\)")
# "the Trump administration", "Añez's government": named by its head, it is an organization of its own.
_NAMED_BY_HEAD: Final = re.compile(
    r"(?P<name>(?:[A-ZÀ-Þ][\w'’.-]+ ){0,2}[A-ZÀ-Þ][\w.-]+(?:['’]s)?) (?:[Aa]dministration|regime|government|campaign)\b"
)


def propose(doc: Doc) -> list[Span]:
    """Spans of known organizations and of members who act as their party."""
    folded = fold(text_of(doc))
    found = [
        Span(start=start, end=end, type="Organization", origin="lexicon")
        for start, end, _ in _gazetteer().find(folded)
    ]
    return found + [
        Span(start=m.start("short"), end=m.end("short"), type="Organization", origin="acronym")
        for m in _ACRONYM.finditer(text_of(doc))
        if sum(c.isupper() for c in m.group("short")) >= 2
        and not m.group("short").startswith(("R-", "D-", "I-"))
    ]


def named_by_head(doc: Doc, taken: dict[int, Span]) -> list[Span]:
    """ "Trump administration", where ``taken`` (by start) knows a person at its beginning."""
    found = []
    for match in _NAMED_BY_HEAD.finditer(text_of(doc)):
        for start in (
            match.start(),
            *(match.start() + m.start() + 1 for m in re.finditer(" ", match.group("name"))),
        ):
            span = taken.get(start)
            if span is not None and span.type != "Country" and span.end <= match.end():
                found.append(Span(start=start, end=match.end(), type="Organization", origin="named by head"))
                break
    return found


@cache
def _gazetteer() -> Gazetteer[str]:
    return Gazetteer({**lexicon().members, **lexicon().canonical})
