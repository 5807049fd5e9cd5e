"""Who says so: the speaker of a quotation, the subject of a verb of speech, "according to"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.extensions import text_of
from ingest.qualifiers.lexicon import words
from ingest.qualifiers.quotes import Quote, find_quotes
from ingest.qualifiers.scope import climb
from ingest.records import UNNAMED
from ingest.relations.board import Board, as_subject, lay
from ingest.relations.syntax import agents, is_passive, surface_subjects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Span, Token

    from ingest.records import Mention

Speaker = tuple[str | None, str]
"""A chain id, UNNAMED or None (nobody found), and the reason."""

_NOBODY: Speaker = (None, "the article itself")


class Attribution:
    """The speakers of one article; made once for a Doc, asked once for each claim."""

    def __init__(self, doc: Doc) -> None:
        """Find all quotations of the Doc and their speakers."""
        self.doc = doc
        self.board: Board = lay(doc, doc[:], [m for m in doc._.whowhom_mentions if m.entity])
        self.quotes = find_quotes(text_of(doc))
        self._speakers = self._quote_speakers()

    def of(self, head: Token, *, quoted_only: bool = False) -> Speaker:
        """Who states what the word says, with the reason; only quotations count where ``quoted_only``."""
        for quote, speaker in zip(self.quotes, self._speakers, strict=True):
            if quote.start <= head.idx < quote.end:
                inner = _NOBODY if quoted_only else self._by_parse(head, stop=quote)
                return inner if inner[0] is not None else speaker
        return _NOBODY if quoted_only else self._by_parse(head, stop=None)

    def nearest(self, chain: str, place: int) -> Mention | None:
        """The mention of a chain that stands nearest to a character of the article."""
        return min(
            (m for m in self.board.mentions if m.entity == chain),
            key=lambda m: abs(m.start - place),
            default=None,
        )

    def _by_parse(self, head: Token, stop: Quote | None) -> Speaker:
        """The subject of the nearest verb of speech above, or "according to"."""
        for step in climb(head):
            word, below = step.word, step.below
            if below is None:
                continue
            if stop is not None and not stop.start <= word.idx < stop.end:
                break
            if below.dep_ in ("ccomp", "parataxis") and word.lemma_ in words("speech"):
                found = self._speaker_at(word, f"the clause of {word.text!r}")
                if found[0] is not None:
                    return found
            if below.dep_ == "prep" and below.lower_ in ("of", "for") and word.lemma_ in words("accuse"):
                found = self._speaker_at(word, f"what {word.text!r} tells of")
                if found[0] is not None:
                    return found
        return self._according_to(head, stop)

    def _according_to(self, head: Token, stop: Quote | None) -> Speaker:
        for token in head.sent:
            if token.lower_ != "according" or (stop is not None and not stop.start <= token.idx < stop.end):
                continue
            objects = [k for c in token.children if c.dep_ == "prep" for k in c.children if k.dep_ == "pobj"]
            if objects and _same_clause(token, head):
                named = as_subject(self.board, objects[0])
                return (named[0].entity if named else UNNAMED), "'according to'"
        return _NOBODY

    def _speaker_at(self, verb: Token, reason: str) -> Speaker:
        tokens = agents(verb) if is_passive(verb) else surface_subjects(verb)
        for token in tokens:
            if named := as_subject(self.board, token):
                return named[0].entity, reason
        for token in tokens:
            if token.lemma_.lower() in words("unnamed_speakers") and token.pos_ == "NOUN":
                return UNNAMED, f"{reason}, said by {token.text!r}"
        return _NOBODY

    def _quote_speakers(self) -> list[Speaker]:
        found: list[Speaker] = []
        for number, quote in enumerate(self.quotes):
            speaker = self._introduced(quote)
            if speaker[0] is None and number and self._follows(number):
                speaker = found[-1]
            found.append(speaker)
        # A quotation that continues another one has its speaker, also when he is only named at the end.
        for number in range(len(found) - 1, 0, -1):
            if found[number - 1][0] is None and found[number][0] is not None and self._follows(number):
                found[number - 1] = found[number]
        return found

    def _follows(self, number: int) -> bool:
        """Whether no more than a line of text, and no other speaker, stands between two quotations."""
        before, quote = self.quotes[number - 1], self.quotes[number]
        between = text_of(self.doc)[before.end : quote.start]
        return quote.continues or len(between) < 120 or (between.count("\n") <= 1 and len(between) < 200)

    def _introduced(self, quote: Quote) -> Speaker:
        """The speaker named around the quotation: in its first or last sentence, or just before or after."""
        span = self.doc.char_span(quote.start, quote.end, alignment_mode="expand")
        if span is None or not len(span):
            return _NOBODY
        for sentence in self._around(span):
            for verb in sentence:
                if (
                    verb.lemma_ not in words("quoting")
                    or verb.pos_ not in ("VERB", "AUX")
                    or self._quoted(verb)
                ):
                    continue
                speaker = self._speaker_at(verb, f"quoted with {verb.text!r}")
                if speaker[0] is not None:
                    return speaker
            for token in sentence:
                if token.lower_ == "according" and not self._quoted(token):
                    speaker = self._according_to(token, None)
                    if speaker[0] is not None:
                        return speaker
        return self._before_colon(span)

    def _around(self, span: Span) -> Iterator[Span]:
        first, last = span[0].sent, span[-1].sent
        yield last
        if first.start != last.start:
            yield first
        if last.end < len(self.doc) and not text_of(self.doc)[span.end_char : span.end_char + 3].count("\n"):
            following = self.doc[last.end].sent
            if following.end - following.start < 14:
                yield following
        if first.start > 0:
            before = self.doc[first.start - 1].sent
            if before.text.rstrip()[-1:] in (":", ","):
                yield before

    def _before_colon(self, span: Span) -> Speaker:
        """ "Kesh: 'Orland has failed us'"."""
        place = span.start - 1
        while place >= 0 and self.doc[place].is_quote:
            place -= 1
        if place > 0 and self.doc[place].text == ":":
            mention = self.board.inside.get(place - 1)
            if mention is not None:
                return mention.entity, "named before the colon"
            for verb in reversed(self.doc[self.doc[place - 1].sent.start : place]):
                if verb.pos_ in ("VERB", "AUX") and not self._quoted(verb):
                    speaker = self._speaker_at(verb, "the clause before the colon")
                    if speaker[0] is not None:
                        return speaker
        return _NOBODY

    def _quoted(self, token: Token) -> bool:
        return any(q.start <= token.idx < q.end for q in self.quotes)


def _same_clause(according: Token, head: Token) -> bool:
    """Whether "according to" hangs on the clause of the head or on one above it."""
    above = {head.i, *(t.i for t in head.ancestors)}
    return (
        according.head.i in above
        or according.head.i == according.i
        or according.i in (0, according.sent.start)
    )
