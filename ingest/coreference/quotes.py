"""Finds quoted words and who speaks them."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from ingest.coreference.words import words
from ingest.extensions import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Some papers write two single quotes for a double one.
_QUOTED: Final = re.compile(r"(?:[“\"]|''|‘‘)(?P<words>(?:(?!'')[^“”\"\n]){2,1500})(?:[”\"]|''|’’|(?=\n))")
_REACH: Final = 14


class Quotes:
    """The quotes of one Doc. Tokens are named by index."""

    def __init__(self, doc: Doc) -> None:
        """Find the quotes; speakers are looked for when asked."""
        self.doc = doc
        self.spans: list[tuple[int, int]] = []
        for match in _QUOTED.finditer(text_of(doc)):
            span = doc.char_span(match.start("words"), match.end("words"), alignment_mode="contract")
            if span is not None and len(span):
                self.spans.append((span.start, span.end))
        self._starts = [start for start, _ in self.spans]
        self._speakers: dict[int, int | None] = {}

    def around(self, token: int) -> int | None:
        """The number of the quote that the token stands in, or None."""
        place = bisect_right(self._starts, token) - 1
        return place if place >= 0 and token < self.spans[place][1] else None

    def speaker(self, token: int) -> int | None:
        """The token that names who speaks the quote around ``token``: the subject of the verb of saying."""
        place = self.around(token)
        return None if place is None else self._speaker_of(place)

    def _speaker_of(self, place: int) -> int | None:
        if place not in self._speakers:
            self._speakers[place] = None  # ends the search where quotes lean on each other
            found = self._beside(place)
            if found is None and place and self._same_paragraph(place - 1, place):
                found = self._speaker_of(place - 1)
            self._speakers[place] = found
        return self._speakers[place]

    def _same_paragraph(self, before: int, after: int) -> bool:
        gap = self.doc[self.spans[before][1] : self.spans[after][0]]
        return len(gap) < 60 and "\n" not in gap.text

    def _beside(self, place: int) -> int | None:
        start, end = self.spans[place]
        after = range(end, min(end + _REACH, len(self.doc)))
        before = range(start - 1, max(start - 1 - 2 * _REACH, -1), -1)
        for reach in (after, before):
            for index in reach:
                token = self.doc[index]
                if "\n" in token.text:
                    break
                if (
                    (
                        token.lemma_.lower() in words("saying")
                        and token.pos_ == "VERB"
                        and self.around(index) is None
                    )
                    and (subject := _subject(token)) is not None
                    and self.around(subject.i) is None
                ):
                    return subject.i
        return None


def _subject(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass"):
            return child
    if verb.dep_ in ("conj", "advcl") and verb.head.pos_ in ("VERB", "AUX"):
        return _subject(verb.head)
    return None
