"""The component that finds mentions: detectors propose, the table of states and the lexicon correct."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.extensions import article_of, register, text_of
from ingest.mentions import bodies, offices, repeats, states, stock, tagged, votes
from ingest.mentions.datelines import outside_datelines
from ingest.mentions.lexicon import lexicon
from ingest.mentions.spans import Span, without_overlaps
from ingest.mentions.trimming import trim, without_opener
from ingest.records import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc


def find_mentions(doc: Doc) -> tuple[Mention, ...]:
    """The mentions by name or description in a parsed Doc, in text order.

    Names do not overlap names; a description may hold a name ("the URS chief"). Pronouns, and to which
    entity each mention belongs, are left to ``resolve_mentions``.
    """
    return correct(doc, tagged.propose(doc) if tagged.is_installed() else stock.propose(doc))


def correct(doc: Doc, proposed: list[Span]) -> tuple[Mention, ...]:
    """The mentions that remain of what the tagger proposed, with what tables and repetition add."""
    text, document = text_of(doc), article_of(doc).id
    short = [
        without_opener(doc, trimmed)
        for span in proposed
        if (trimmed := trim(text, span)) and not _is_nothing(text, trimmed)
    ]
    names = [s for s in short if s.kind == "name"]
    countries = states.propose(doc, names)
    others = [s for s in names if s.type != "Country" and not states.is_state(text, s, names)]
    found = outside_datelines(text, others + countries + bodies.propose(doc))
    spans = without_overlaps(found)
    spans += repeats.propose(text, spans)
    spans = without_overlaps(bodies.named_by_head(doc, {s.start: s for s in spans}) + spans)
    taken = {place for s in spans for place in range(s.start, s.end)}
    unnamed = [s for s in offices.propose(text) if taken.isdisjoint(range(s.start, s.end))]
    places = {(s.start, s.end) for s in unnamed}
    described = [s for s in short if s.kind == "description" and (s.start, s.end) not in places]
    spans = votes.settle(text, spans) + unnamed + described
    return tuple(
        Mention(
            document=document, start=s.start, end=s.end, text=text[s.start : s.end],
            kind=s.kind, type=s.type, score=s.score,
        )
        for s in sorted(spans, key=lambda s: (s.start, s.end, s.kind))
    )  # fmt: skip


def _is_nothing(text: str, span: Span) -> bool:
    return span.kind == "name" and text[span.start : span.end].lower() in lexicon().nothing


class Mentions:
    """Sets ``doc._.whowhom_mentions``."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the mentions of one Doc and return it."""
        register()
        doc._.whowhom_mentions = find_mentions(doc)
        return doc
