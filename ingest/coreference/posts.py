"""Reads which posts and descriptions stand beside a name: titles, appositions, "is a"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ingest.coreference.words import words
from ingest.mentions.lexicon import Gender, lexicon

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_LINKING: Final = frozenset({"compound", "amod", "nmod", "nn"})


def beside(name: Span) -> Iterator[tuple[str, str]]:
    """Yield (phrase, noun) for each description that grammar ties to the name: ("foreign minister", "minister")."""
    root = name.root
    before = _title_before(name)
    if before:
        yield before
    if root.dep_ == "appos" and root.head.pos_ in ("NOUN", "PROPN") and root.head.i < name.start:
        yield _phrase(root.head, name.start)
    for child in root.children:
        if child.dep_ == "appos" and child.pos_ == "NOUN" and child.i >= name.end:
            yield _phrase(child, child.i + 1)
    if root.dep_ == "nsubj" and root.head.lemma_ in ("be", "become"):
        for child in root.head.children:
            if child.dep_ == "attr" and child.pos_ == "NOUN" and not _denied(root.head):
                yield _phrase(child, child.i + 1)


def kind_before(name: Span) -> str:
    """What an organization is called right before its name: "pension fund" of "the pension fund Varjo"; or empty."""
    doc, first = name.doc, name.start - 1
    # Next to a name the parser is often wrong about the noun's part in the sentence: it counts by itself.
    if first < 0 or doc[first].pos_ != "NOUN" or doc[first].lower_ not in lexicon().organization_nouns:
        return ""
    while (
        first > 0 and name.start - first < 4 and doc[first - 1].dep_ in _LINKING and doc[first - 1].is_lower
    ):
        first -= 1
    return " ".join(token.lower_ for token in doc[first : name.start])


def title_gender(name: Span) -> Gender:
    """What the word right before the name tells: "Mrs.", "Senator" (nothing), "King"."""
    if name.start == 0:
        return ""
    return lexicon().titles.get(name.doc[name.start - 1].lower_.rstrip("."), "")


def noun_gender(noun: str) -> Gender:
    """ "m" for "spokesman" and "father", "f" for "actress", empty for "minister"."""
    return "f" if noun in words("female") else "m" if noun in words("male") else ""


def _denied(verb: Token) -> bool:
    return any(child.dep_ == "neg" for child in verb.children)


def _title_before(name: Span) -> tuple[str, str] | None:
    doc, titles = name.doc, lexicon().titles
    first = name.start
    while first > 0 and name.start - first < 6:
        token = doc[first - 1]
        word = token.lower_.rstrip(".")
        if word not in titles and not (token.dep_ in _LINKING and token.pos_ in ("NOUN", "PROPN", "ADJ")):
            break
        if token.is_space or token.is_punct:
            break
        first -= 1
    while first < name.start and doc[first].lower_.rstrip(".") not in titles:
        first += 1
    if first == name.start:
        return None
    words = [token.lower_ for token in doc[first : name.start]]
    return " ".join(words), doc[name.start - 1].lemma_.lower().rstrip(".")


def _phrase(noun: Token, end: int) -> tuple[str, str]:
    start = noun.i
    while start > 0 and start > noun.i - 6 and noun.doc[start - 1].dep_ in _LINKING:
        start -= 1
    words = [token.lower_ for token in noun.doc[start : noun.i + 1]]
    return " ".join(words), noun.lemma_.lower()
