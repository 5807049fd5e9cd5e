"""Every attribution of an article: who is its source, which words introduce it, and what is attributed."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from ingest.extensions import text_of
from ingest.qualifiers.quotes import find_quotes
from ingest.relations.syntax import SUBJECTS, agents, is_passive, surface_subjects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from ingest.qualifiers.quotes import Quote

Characters = tuple[int, int]

FRAMES: Final = ("clause", "quote", "infinitive", "object", "preposition", "bare")
"""What a verb is followed by, in the order in which it is asked."""
_EDGES: Final = " \t\n,;:—–-\"“”'’‘"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributed:
    """One attribution, in characters of the article; ``content`` is None where the parse shows none.

    ``likely`` is the share of such verbs in such frames that annotators took for an attribution.
    """

    source: Characters
    cue: Characters
    content: Characters | None
    likely: float


def attributions(doc: Doc, *, least: float | None = None) -> tuple[Attributed, ...]:
    """The attributions of a parsed Doc in the order of their cues, those at least so likely.

    Without ``least`` the measured threshold of ``cues.toml`` holds.
    """
    floor = cues().least if least is None else least
    quotes = find_quotes(text_of(doc))
    found = [a for token in doc for a in _at(token, quotes) if a.likely >= floor]
    return tuple(sorted(found, key=lambda a: (a.cue, a.source)))


def frame_of(verb: Token, quotes: tuple[Quote, ...]) -> str:
    """How the verb's complement looks: one of ``FRAMES``."""
    below = {child.dep_ for child in verb.children}
    beside = (verb.sent[0], verb.sent[-1], *verb.children)
    # Quoted words in the sentence, and the verb not among them.
    if not _within(quotes, verb.idx) and any(_within(quotes, token.idx) for token in beside):
        return "quote"
    if "ccomp" in below or "parataxis" in below or verb.dep_ == "parataxis":
        return "clause"
    if "xcomp" in below:
        return "infinitive"
    if below & {"dobj", "obj", "oprd"}:
        return "object"
    return "preposition" if "prep" in below else "bare"


def _within(quotes: tuple[Quote, ...], place: int) -> bool:
    return any(quote.start <= place < quote.end for quote in quotes)


def source_of(verb: Token) -> list[Token]:
    """The tokens that head the source: the subject as it stands, the agent of a passive, or a borrowed subject."""
    own = [c for c in verb.children if c.dep_ in SUBJECTS]
    if is_passive(verb) and (by := agents(verb)):
        return by
    return own or surface_subjects(verb)


def phrase_of(token: Token) -> Characters:
    """The whole noun phrase, without marks at its edges."""
    doc, (first, last) = token.doc, (token.left_edge.i, token.right_edge.i)
    while first < last and (doc[first].is_space or doc[first].text.strip(_EDGES) == ""):
        first += 1
    while last > first and (doc[last].is_space or doc[last].text.strip(_EDGES) == ""):
        last -= 1
    return doc[first].idx, doc[last].idx + len(doc[last])


def _at(token: Token, quotes: tuple[Quote, ...]) -> Iterator[Attributed]:
    if token.lower_ == "according":
        for to in (c for c in token.children if c.dep_ == "prep"):
            for named in (c for c in to.children if c.dep_ == "pobj"):
                yield Attributed(
                    source=phrase_of(named), cue=(token.idx, to.idx + len(to)), content=None, likely=1.0
                )
    if token.pos_ != "VERB":
        return
    likely = cues().likely(token.lemma_.lower(), frame_of(token, quotes))
    if likely <= 0:
        return
    content = _content(token, quotes)
    for source in source_of(token)[:1]:
        yield Attributed(
            source=phrase_of(source), cue=(token.idx, token.idx + len(token)), content=content, likely=likely
        )


def _content(verb: Token, quotes: tuple[Quote, ...]) -> Characters | None:
    for child in verb.children:
        if child.dep_ in ("ccomp", "xcomp", "parataxis"):
            return phrase_of(child)
    sentence = verb.sent
    for quote in quotes:
        if quote.start < sentence.end_char and quote.end > sentence.start_char:
            return quote.start, quote.end
    return next((phrase_of(c) for c in verb.children if c.dep_ in ("dobj", "obj", "prep")), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """How often a verb in a frame is the cue of an attribution, from ``cues.toml``."""

    least: float
    verbs: dict[str, dict[str, float]]

    def likely(self, lemma: str, frame: str) -> float:
        """The verb's own share in that frame, else in any, else 0 for a verb that never was a cue."""
        known = self.verbs.get(lemma)
        return 0.0 if known is None else known.get(frame, known["any"])


@cache
def cues() -> Cues:
    """The table that ships with the package; training/cues.py writes it."""
    raw = tomllib.loads(files("ingest.qualifiers").joinpath("cues.toml").read_text(encoding="utf-8"))
    return Cues(least=raw["least"], verbs=dict(raw["verbs"]))
