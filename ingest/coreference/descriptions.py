"""Gives definite descriptions ("the secretary general", "the ministry", "the island nation") to whom they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.coreference.organizations import content_words
from ingest.coreference.slots import Slot, is_person_noun
from ingest.mentions.lexicon import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ingest.coreference.cluster import Cluster

_DEFINITE: Final = frozenset({"the", "this", "that"})
_WINDOW: Final = 3
# Nouns that news use of the one person just named, whatever the post.
_FREE: Final = frozenset("man woman lawyer politician candidate diplomat former lawmaker legislator".split())

Found = tuple["Cluster", int, int, str]


def describe(token: Token, history: list[Slot], clusters: list[Cluster], sentence: int) -> Found | None:
    """Whom the noun phrase headed by ``token`` means, its characters, and why; None when unsure."""
    if token.tag_ == "NNS":
        return None
    start = _definite_start(token)
    if start is None or any(c.dep_ == "appos" for c in token.children) or token.dep_ in ("appos", "attr"):
        return None
    lemma = token.lemma_.lower()
    phrase = " ".join(t.lower_ for t in token.doc[start : token.i + 1])
    found: tuple[Cluster, str] | None = None
    if is_person_noun(lemma):
        found = _by_post(phrase, lemma, clusters, history)
    elif lemma in lexicon().country_nouns:
        found = _only_recent("Country", history, sentence, f"the only country near {phrase!r}")
    elif lemma in lexicon().organization_nouns:
        found = _by_noun(lemma, phrase, clusters, history)
    if found is None:
        return None
    first = token.doc[start - 1]
    return found[0], first.idx, token.idx + len(token), found[1]


def _definite_start(token: Token) -> int | None:
    """The index after the article of a phrase that ends in its noun; None where the phrase is no such one."""
    index = token.i
    while index > 0 and token.i - index < 4:
        before = token.doc[index - 1]
        if before.lower_ in _DEFINITE and before.dep_ == "det":
            return index if index <= token.i else None
        if (
            before.pos_ not in ("ADJ", "NOUN", "PROPN")
            and before.dep_ not in ("amod", "compound")
            and before.text != "-"
        ):
            return None
        index -= 1
    return None


def _by_post(
    phrase: str, noun: str, clusters: list[Cluster], history: list[Slot]
) -> tuple[Cluster, str] | None:
    """Who alone is called so: by the whole phrase, else by its noun."""
    people = [c for c in clusters if c.type == "Person"]
    whole = [c for c in people if any(_same_post(title, phrase) for title in c.titles)]
    if len(whole) == 1:
        return whole[0], f"the article calls {whole[0].name()} {phrase!r}"
    if whole:
        return None
    holders = [c for c in people if any(title.split()[-1] == noun for title in c.titles)]
    if len(holders) == 1 and phrase == noun:
        return holders[0], f"the only {noun} of the article"
    return None


def _same_post(title: str, phrase: str) -> bool:
    return title == phrase or title.endswith(" " + phrase)


def _by_noun(
    noun: str, phrase: str, clusters: list[Cluster], history: list[Slot]
) -> tuple[Cluster, str] | None:
    """The organization whose name has the noun: the last one mentioned, if it alone was near."""
    named = [c for c in clusters if c.type == "Organization" and noun in content_words(c.name())]
    if len(named) == 1:
        return named[0], f"the only {noun} that the article names"
    near = {id(s.cluster): s.cluster for s in history[-25:] if s.cluster is not None and s.cluster in named}
    if len(near) == 1:
        cluster = next(iter(near.values()))
        return cluster, f"the {noun} named last"
    return None


def _only_recent(type_: str, history: list[Slot], sentence: int, reason: str) -> tuple[Cluster, str] | None:
    near = {}
    for slot in reversed(history):
        if sentence - slot.sentence > _WINDOW:
            break
        if slot.cluster is not None and slot.cluster.type == type_:
            near[id(slot.cluster)] = slot.cluster
    return (next(iter(near.values())), reason) if len(near) == 1 else None
