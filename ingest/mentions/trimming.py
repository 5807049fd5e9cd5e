"""Cuts a proposed span down to the bare name: no article, no title, no possessive, no line break."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ingest.mentions.lexicon import lexicon
from ingest.mentions.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

_EDGES: Final = " \t\n\r\"'“”‘’«».,;:()[]*_-–—|#/&"
_ARTICLE: Final = re.compile(
    r"(?:[Tt]he|[Aa]n?|THE|[Tt]his|[Tt]hat|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur|[Mm]y)\s+"
)
_POSSESSIVE: Final = re.compile(r"['’][sS]?$")
_DANGLING: Final = re.compile(r"\s+(?:of|for|and|in|on|the|de|del|la|to|at|by|with|&)$")
_LONGEST: Final = 60
"""Letters of a word: what is longer is an address or a slip of the page, no name."""
_OPENERS: Final = frozenset({"RB", "RBR", "RBS", "IN", "CC", "WRB", "UH"})
_WORD: Final = re.compile(r"\S+")
# Papers whose article belongs to the name are still found without it; "The Hill" is nothing without it.
_KEEPS_ARTICLE: Final = re.compile(
    r"The (?:Hill|Nation|Atlantic|Week|Economist|Guardian|Independent|Times|Sun)$"
)


def trim(text: str, span: Span) -> Span | None:
    """The span without what is not the name, or None where nothing with a capital letter is left."""
    start, end = span.start, span.end
    if span.kind == "description":
        return span
    newline = text.find("\n", start, end)
    if newline >= 0:
        end = newline
    start, end = _strip(text, start, end)
    if (match := _POSSESSIVE.search(text, start, end)) and match.start() > start:
        start, end = _strip(text, start, match.start())
    if not _KEEPS_ARTICLE.match(text[start:end]) and (match := _ARTICLE.match(text, start, end)):
        start = match.end()
    if span.type == "Person" and span.kind == "name":
        start = _after_titles(text, start, end)
    start, end = _strip(text, start, end)
    while (match := _DANGLING.search(text, start, end)) and match.start() > start:
        start, end = _strip(text, start, match.start())
    name = text[start:end]
    if len(name) < 2 or max(map(len, name.split())) > _LONGEST:
        return None
    if span.kind == "name" and not any(c.isupper() for c in name):
        return None
    return replace(span, start=start, end=end)


def without_opener(doc: Doc, span: Span) -> Span:
    """A person's name without the adverb that opens its sentence: "Officially Vidal is on leave"."""
    if span.type != "Person" or span.kind != "name":
        return span
    words = doc.char_span(span.start, span.end)
    if words is None or len(words) < 2 or not words[0].is_sent_start or words[0].tag_ not in _OPENERS:
        return span
    return replace(span, start=words[1].idx)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES and not _is_initial(text, start, end):
        end -= 1
    return start, end


def _is_initial(text: str, start: int, end: int) -> bool:
    """Does the full stop belong to the name ("U.S.", "Sammy Davis Jr.", "Acme Inc.")?"""
    return text[end - 1] == "." and bool(
        re.search(r"(?:\b[A-Z]\.[A-Z]\.|\b(?:Jr|Sr|Inc|Co|Corp|Ltd|Bros)\.)$", text[start:end])
    )


def _after_titles(text: str, start: int, end: int) -> int:
    """Skip titles before the name while a capitalized word remains after them."""
    titles = lexicon().titles
    words = list(_WORD.finditer(text, start, end))
    for place, word in enumerate(words[:-1]):
        if word.group().strip(".,").lower() not in titles or not words[place + 1].group()[:1].isupper():
            return word.start()
    return words[-1].start() if words else start
