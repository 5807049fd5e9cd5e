"""Finds the places where the article repeats a name that the tagger knew elsewhere in it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from ingest.mentions.lexicon import lexicon
from ingest.mentions.spans import Span

if TYPE_CHECKING:
    from ingest.records import EntityType

_SURE: Final = 0.85
"""The tagger's mean score from which one sighting makes a name known."""
_WORD_BEFORE: Final = re.compile(r"(?P<word>[\w.’'&-]+)(?P<gap>[ -])$")
_WORD_AFTER: Final = re.compile(r"[ -](?P<word>[A-Z][\w’'-]*)")


def propose(text: str, spans: list[Span]) -> list[Span]:
    """Spans for known names, and surnames of persons known in full, where none of ``spans`` lies.

    A name that the article also writes in lower case is a word like any other and is left alone, and so is
    one with a capitalized neighbour, which is part of some other name: "Kesh Tower".
    """
    taken = bytearray(len(text) + 1)
    for span in spans:
        taken[span.start : span.end] = b"\x01" * (span.end - span.start)
    known = _known(text, spans)
    if not known:
        return []
    forms = "|".join(re.escape(form) for form in sorted(known, key=lambda f: (-len(f), f)))
    found = []
    for match in re.finditer(rf"(?<![\w@#/-])(?:{forms})(?![\w@]|-\w)", text):
        start, end = match.span()
        if any(taken[start:end]) or not _stands_alone(text, start, end):
            continue
        found.append(
            Span(start=start, end=end, type=known[match.group()], score=0.5, origin="named elsewhere")
        )
    return found


def _known(text: str, spans: list[Span]) -> dict[str, EntityType]:
    votes: dict[str, Counter[EntityType]] = {}
    for span in spans:
        if span.kind != "name" or span.type == "Country" or span.score < _SURE:
            continue
        name = text[span.start : span.end]
        words = name.split()
        forms = {name}
        if span.type == "Person" and len(words) > 1:
            forms.add(words[-1])
        for form in forms:
            votes.setdefault(form, Counter())[span.type] += 1
    return {
        form: max(sorted(types), key=lambda t: types[t])
        for form, types in votes.items()
        if _is_telling(form) and not _is_word(form.lower(), text)
    }


def _is_word(form: str, text: str) -> bool:
    return form in text and re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text) is not None


def _is_telling(form: str) -> bool:
    low = form.lower().rstrip(".")
    if len(form) < 4 and not (len(form) == 3 and form.isupper()):
        return False
    lexical = lexicon()
    common = low in lexical.titles or low in lexical.nothing or low in lexical.organization_nouns
    return low != form and not common


def _stands_alone(text: str, start: int, end: int) -> bool:
    after = _WORD_AFTER.match(text, end)
    if after is not None:
        return False
    before = _WORD_BEFORE.search(text, max(0, start - 30), start)
    if before is None or not before["word"][:1].isupper():
        return True
    if before["word"].rstrip(".").lower() in lexicon().titles:
        return True
    # "Yet Kesh": a capital that only begins the sentence.
    opens = before.start() == 0 or text[: before.start()].rstrip(" “\"'’")[-1:] in (".", "\n", "!", "?", ":")
    return opens and before["gap"] == " "
