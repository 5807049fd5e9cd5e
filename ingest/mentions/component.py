"""The component that finds mentions: detectors propose, the table of states and the lexicon correct."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ingest.extensions import article_of, register
from ingest.gazetteer import fold
from ingest.mentions import bodies, states, stock, votes
from ingest.mentions.lexicon import lexicon
from ingest.mentions.spans import Span, without_overlaps
from ingest.mentions.trimming import trim
from ingest.records import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc


def find_mentions(doc: Doc) -> tuple[Mention, ...]:
    """The mentions by name or description in a parsed Doc, in text order, none overlapping another.

    Pronouns, and to which entity each mention belongs, are left to ``resolve_mentions``.
    """
    text = doc.text
    document = article_of(doc).id
    names = [
        short for span in stock.propose(doc) if (short := trim(text, span)) and not _is_nothing(text, short)
    ]
    names = _unless_country(text, names)
    countries = states.propose(doc)
    spans = without_overlaps(names + countries + bodies.propose(doc))
    spans = without_overlaps(bodies.named_by_head(doc, {s.start: s for s in spans}) + spans)
    spans = votes.settle(text, spans)
    return tuple(
        Mention(
            document=document, start=s.start, end=s.end, text=text[s.start : s.end],
            kind=s.kind, type=s.type, score=s.score,
        )
        for s in spans
    )  # fmt: skip


def _is_nothing(text: str, span: Span) -> bool:
    return span.kind == "name" and text[span.start : span.end].lower() in lexicon().nothing


def _unless_country(text: str, spans: list[Span]) -> list[Span]:
    """Without the names that are a country's, unless somebody in the article has it for a surname."""
    from ingest.countries import lookup

    surnames = {
        fold(text[s.start : s.end]).split()[-1]
        for s in spans
        if s.type == "Person" and " " in text[s.start : s.end]
    }
    return [
        s for s in spans
        if lookup(text[s.start : s.end]) is None or (s.type == "Person" and fold(text[s.start : s.end]) in surnames)
    ]  # fmt: skip


class Mentions:
    """Sets ``doc._.whowhom_mentions``."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the mentions of one Doc and return it."""
        register()
        doc._.whowhom_mentions = find_mentions(doc)
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        """Find the mentions of a stream of Docs, in order."""
        for doc in stream:
            yield self(doc)
