"""Whose "I" it is outside quotation marks: of interviews, transcripts with the speakers' names, and speeches."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ingest.gazetteer import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.coreference.cluster import Cluster

_PARAGRAPH: Final = re.compile(r"[^\n]+")
_LABEL: Final = re.compile(r"[*_]*(?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4})[*_]*:[*_]*(?=\s|$)")
_INTERVIEW: Final = re.compile(r"(?i)\b(?:interview(?:s|ed)?|talks to|spoke (?:to|with)|q\s?&\s?a)\b")
_BY: Final = re.compile(
    r"(?i)\b(?:(?:interview(?:ed)?|questions|photos?|text|words) by|(?:image|photo|picture)s?:)"
    r" (?:[\w.’'-]+ ){0,3}$"
)
_SPOKE: Final = re.compile(
    r"(?i)(?: [\w’'-]+){0,2} (?:interview(?:s|ed)|spoke (?:to|with)|talked (?:to|with)|sat down|met with|asked)\b"
)
_SPEECH: Final = r"(?:speech|address|remarks|statement|testimony|lecture|eulogy)"
_OF_SPEECH: Final = re.compile(rf"(?i)\b{_SPEECH} (?:by|of|from)(?: [\w.’'-]+){{0,3}}? $")
_ITS_SPEECH: Final = re.compile(
    rf"(?i)(?:['’]s)?(?: [\w.’'-]+){{0,2}} {_SPEECH}\b| (?:delivered|gave|made)(?: [\w.’'-]+){{0,6}} {_SPEECH}\b"
)
_CALLS_HIMSELF: Final = re.compile(r"\b(?:I am|I['’]m|[Mm]y name is|[Mm]y name['’]s) (?:called )?$")
_HEAD: Final = 600
"""Characters of an article within which it says who is interviewed or speaks."""
_FEWEST: Final = 3
"""Questions that make an interview, each answered by a paragraph without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who says "I" and who is called "you" in a paragraph; None where nobody knows."""

    speaker: Cluster | None = None
    hearer: Cluster | None = None


class Narrators:
    """The voices of one article by paragraph. Asked by character; quotations are others' business."""

    def __init__(self, text: str, clusters: Sequence[Cluster]) -> None:
        """Find out what kind of text it is, and whose."""
        self._persons = [c for c in clusters if c.type == "Person"]
        self._paragraphs = [(m.start(), m.group()) for m in _PARAGRAPH.finditer(text) if m.group().strip()]
        self._starts = [start for start, _ in self._paragraphs]
        self._voices = self._labelled() or self._interviewed(text) or self._speech(text) or {}
        for cluster in self._persons:
            for mention in cluster.mentions:
                if _CALLS_HIMSELF.search(text, max(0, mention.start - 30), mention.start):
                    self._voices[self._at(mention.start)] = Voice(speaker=cluster)

    def voice(self, place: int) -> Voice:
        """The voice of the paragraph around a character."""
        return self._voices.get(self._at(place), Voice())

    def _at(self, place: int) -> int:
        return bisect_right(self._starts, place) - 1

    def _labelled(self) -> dict[int, Voice]:
        """ "KESH: I never said so." Each speaks until the next label."""
        labels: dict[int, Cluster | None] = {}
        for number, (_, paragraph) in enumerate(self._paragraphs):
            label = _LABEL.match(paragraph)
            if label is not None and len(label.group()) < len(paragraph.rstrip()):
                labels[number] = self._named(label["name"])
        if len(labels) < _FEWEST or not any(labels.values()):
            return {}
        voices, speaker = {}, None
        for number in range(min(labels), len(self._paragraphs)):
            speaker = labels.get(number, speaker)
            voices[number] = Voice(speaker=speaker)
        return voices

    def _named(self, name: str) -> Cluster | None:
        """The only person of whose name the label is a part, titles left out."""
        words = {w.strip(".").lower() for w in fold(name).split()}
        found = [
            c
            for c in self._persons
            if any(words & set(fold(m.text).lower().split()[-1:]) for m in c.mentions if m.kind == "name")
        ]
        return found[0] if len(found) == 1 else None

    def _interviewed(self, text: str) -> dict[int, Voice]:
        asks = [paragraph.rstrip(" \"”'’").endswith("?") for _, paragraph in self._paragraphs]
        pairs = sum(a and not b for a, b in pairwise(asks))
        first = asks.index(True) if any(asks) else 0
        # An article that calls itself an interview needs less of the look of one.
        called = _INTERVIEW.search(text, 0, _HEAD) is not None
        if pairs < _FEWEST - called or (6 if called else 4) * sum(asks) < len(asks) - first:
            return {}
        guest = self._guest(text, self._starts[first]) or self._guest(text, max(_HEAD, self._starts[first]))
        if guest is None:
            return {}
        return {
            number: Voice(hearer=guest) if asks[number] else Voice(speaker=guest)
            for number in range(first, len(self._paragraphs))
        }

    def _guest(self, text: str, head: int) -> Cluster | None:
        """The one person named after "interview" in the head, else the one named in full, or most often, there.

        Who asks is no guest: "interviewed by Ana Vidal", "Kestrel News spoke with".
        """
        early = [
            (m.start, c)
            for c in self._persons
            for m in c.mentions
            if m.kind == "name" and m.start < head and not self._asks(text, m.start, m.end)
        ]
        for match in _INTERVIEW.finditer(text, 0, head):
            line = text.find("\n", match.end())
            near = [c for start, c in sorted(early, key=lambda e: e[0]) if match.end() <= start < min(
                line if line >= 0 else head, match.end() + 120)]  # fmt: skip
            if near:
                return near[0] if len({id(c) for c in near}) == 1 else None
        full = {id(c): c for _, c in early if " " in c.name()}
        if len(full) == 1:
            return next(iter(full.values()))
        times = Counter(id(c) for _, c in early if id(c) in full).most_common(2)
        often = times and times[0][1] >= _FEWEST and (len(times) == 1 or times[0][1] >= 2 * times[1][1])
        return full[times[0][0]] if often else None

    @staticmethod
    def _asks(text: str, start: int, end: int) -> bool:
        return bool(_BY.search(text, max(0, start - 40), start) or _SPOKE.match(text, end, end + 60))

    def _speech(self, text: str) -> dict[int, Voice]:
        for cluster in self._persons:
            for mention in cluster.mentions:
                if mention.kind == "name" and mention.start < _HEAD and (
                    _OF_SPEECH.search(text, max(0, mention.start - 60), mention.start)
                    or _ITS_SPEECH.match(text, mention.end, mention.end + 90)
                ):  # fmt: skip
                    first = self._at(mention.start) + 1
                    return {n: Voice(speaker=cluster) for n in range(first, len(self._paragraphs))}
        return {}
