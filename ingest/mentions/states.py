"""Tells where a country's name, nationality or capital stands for the state, and where for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.countries import Sighting, find, lookup
from ingest.extensions import text_of
from ingest.mentions.lexicon import lexicon
from ingest.mentions.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

# The detector marks every nationality; only grammar tells which stands for the state.
_DETECTED: Final = frozenset({"name", "people", "capital"})
_GOVERNMENTS: Final = frozenset({"government", "authorities", "regime"})
_ACTOR: Final = frozenset({"nsubj", "nsubjpass", "csubj", "agent", "poss", "appos"})
# "Talks with Moscow", "between Washington and Havana": a government; "in Moscow", "to Moscow": a place.
_FACING: Final = frozenset("with between against by".split())
_PLACE_VERBS: Final = frozenset("be host see become lie sleep wake burn remain lose win".split())
_FACED: Final = frozenset(
    "accuse warn urge tell press ask blame criticize condemn thank sue threaten pressure sanction isolate "
    "anger irritate alarm defy back support oppose embarrass lobby persuade convince push".split()
)


def propose(doc: Doc, proposed: list[Span]) -> list[Span]:
    """A span for each mention of a state: its name always, nationality and capital where they stand for it.

    ``proposed`` is what the detector found: where it saw a state too, no more proof is asked.
    """
    seen = {span.start: span.end for span in proposed if span.type == "Country"}
    surnames = {
        text_of(doc)[span.start : span.end].split()[-1]
        for span in proposed
        if span.type == "Person" and " " in text_of(doc)[span.start : span.end]
    }
    spans = []
    for sighting in find(text_of(doc)):
        tokens = doc.char_span(sighting.start, sighting.end, alignment_mode="expand")
        if tokens is None or _inside_word(text_of(doc), sighting):
            continue
        end = _acting_end(tokens, sighting)
        if text_of(doc)[sighting.start : sighting.end] in surnames:
            continue
        agreed = sighting.form in _DETECTED and seen.get(sighting.start, 0) >= sighting.end
        if sighting.form == "name" or agreed or end > sighting.end or _stands_for_state(tokens, sighting):
            spans.append(Span(start=sighting.start, end=end, type="Country", origin=sighting.form))
    return spans


def is_state(text: str, span: Span, names: list[Span]) -> bool:
    """Is what the detector calls a person or organization just a state's name, and nobody's surname?"""
    name = text[span.start : span.end]
    if lookup(name) is None:
        return False
    return span.type != "Person" or not any(
        s.type == "Person" and s.end - s.start > len(name) and text[s.start : s.end].endswith(" " + name)
        for s in names
    )


def _inside_word(text: str, sighting: Sighting) -> bool:
    """A part of a hyphenated word ("Anglo-American", "U.S.-backed") still names the state when it comes first."""
    return sighting.start > 0 and text[sighting.start - 1] in "-@#/"


def _acting_end(tokens: Tokens, sighting: Sighting) -> int:
    """The end of "Mexican government", or of the sighting itself where no such word follows."""
    doc = tokens.doc
    if tokens.end == len(doc) or sighting.form not in ("adjective", "name"):
        return sighting.end
    word = doc[tokens.end]
    return word.idx + len(word) if word.lower_ in _GOVERNMENTS and word.pos_ != "VERB" else sighting.end


def _stands_for_state(tokens: Tokens, sighting: Sighting) -> bool:
    head = tokens.root
    if sighting.form == "capital":
        return _acts(head)
    if sighting.form == "people":
        return head.dep_ in _ACTOR or head.dep_ in ("pobj", "dobj")
    return _goes_with_post(tokens)


def _goes_with_post(tokens: Tokens) -> bool:
    """ "Uruguayan foreign minister", "French and German diplomats": the adjective gives the state."""
    doc = tokens.doc
    words = lexicon()
    for token in doc[tokens.end : tokens.end + 6]:
        word = token.lower_
        if word in words.posts or token.lemma_.lower() in words.posts:
            return True
        if not (token.pos_ in ("ADJ", "CCONJ", "PROPN", "NOUN") or word in ("-", ",")):
            return False
    return False


def _acts(token: Token) -> bool:
    """Is the city the one who does, says or owns, or whom one talks with?"""
    while token.dep_ in ("conj", "appos") and token.head.i < token.i:
        token = token.head
    head = token.head
    if token.dep_ in ("nsubj", "nsubjpass"):
        return head.lemma_ not in _PLACE_VERBS and not any(c.dep_ == "det" for c in token.children)
    if token.dep_ == "dobj":
        return head.lemma_ in _FACED
    if token.dep_ == "pobj":
        if head.lower_ == "by":
            return head.dep_ == "agent"
        return head.lower_ in _FACING and head.dep_ == "prep"
    return token.dep_ == "poss" and head.lemma_ in lexicon().posts
