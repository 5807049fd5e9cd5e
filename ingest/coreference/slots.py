"""The places of an article that can be an antecedent: mentions, and unnamed noun phrases that compete with them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from ingest.coreference.posts import noun_gender
from ingest.coreference.words import words
from ingest.mentions.lexicon import Gender, lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ingest.coreference.cluster import Cluster

_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj"})
_OBJECTS: Final = frozenset({"dobj", "dative", "attr", "oprd"})


@dataclass(slots=True, kw_only=True)
class Slot:
    """One place, by the index of its head token. ``cluster`` is None for what has no name in the article.

    ``quote`` is the number of the quote around it, ``first`` whether nothing else comes before it in its sentence.
    """

    token: int
    head: int
    sentence: int
    role: str
    kind: str
    animate: bool
    plural: bool
    gender: Gender
    cluster: Cluster | None
    quote: int | None = None
    paragraph: int = 0
    first: bool = False


def role_of(token: Token) -> str:
    """subject, object, oblique or possessor; a conjunct has its first partner's role."""
    while token.dep_ in ("conj", "appos") and token.head.i < token.i:
        token = token.head
    dep = token.dep_
    if dep in _SUBJECTS:
        return "subject"
    if dep in _OBJECTS:
        return "object"
    return "possessor" if dep == "poss" else "oblique"


def unnamed(token: Token, sentence: int) -> Slot | None:
    """A slot for the noun that heads an unnamed phrase, or None for what no pronoun refers to."""
    if token.pos_ != "NOUN" or token.lemma_.lower() in words("times"):
        return None
    lemma = token.lemma_.lower()
    return Slot(
        token=token.i, head=token.head.i, sentence=sentence, role=role_of(token), kind="noun",
        animate=is_person_noun(lemma), plural=token.tag_ == "NNS", gender=noun_gender(lemma), cluster=None,
    )  # fmt: skip


@cache
def is_person_noun(lemma: str) -> bool:
    """Does the noun stand for a human being?"""
    if lemma in words("people") or noun_gender(lemma):
        return True
    return lemma in lexicon().titles and lemma not in words("not_people")
