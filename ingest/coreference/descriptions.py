"""Gives definite descriptions ("the secretary general", "the ministry", "the island nation") to whom they mean."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ingest.coreference.antecedents import Candidate, Choice, Place, governors_of, pick, recent, weigh_shares
from ingest.coreference.organizations import content_words
from ingest.coreference.posts import noun_gender
from ingest.coreference.slots import Slot, is_person_noun, role_of
from ingest.mentions.lexicon import lexicon
from ingest.records import EntityType, Mention

if TYPE_CHECKING:
    from collections import Counter

    from spacy.tokens import Token

    from ingest.coreference.cluster import Cluster

_DETERMINERS: Final = frozenset({"the", "this", "that"})
_OWNERS: Final = frozenset({"his", "her", "its", "their"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A phrase that may mean a named entity of ``type``: its noun, its words without the article, its characters.

    ``proposed``: the tagger too takes it for one. ``owned``: "his party", not "the party". ``named``: the
    proper names in it, lower case: "the Oquendo government" means nobody whose name has no Oquendo.
    """

    token: Token
    noun: str
    phrase: str
    type: EntityType
    start: int
    end: int
    proposed: bool
    owned: bool
    named: frozenset[str]


def described(token: Token, proposed: Mention | None) -> Description | None:
    """The description that the noun heads, or None where it is none: plural, indefinite, or an apposition."""
    if token.tag_ in ("NNS", "NNPS") or token.dep_ in ("appos", "attr", "compound"):
        return None
    if any(child.dep_ == "appos" for child in token.children):
        return None
    first = _determiner(token)
    if first is None:
        return None
    noun = token.lemma_.lower()
    type_ = proposed.type if proposed is not None else _type_of(noun)
    if type_ is None:
        return None
    return Description(
        token=token,
        noun=noun,
        phrase=" ".join(t.lower_ for t in token.doc[first + 1 : token.i + 1]),
        type=type_,
        start=token.doc[first].idx,
        end=token.idx + len(token),
        proposed=proposed is not None,
        owned=token.doc[first].lower_ in _OWNERS,
        named=frozenset(t.lower_ for t in token.doc[first + 1 : token.i] if t.pos_ == "PROPN"),
    )


def choose(
    description: Description, place: Place, latest: dict[int, Slot], counts: Counter[int]
) -> Choice | None:
    """Whom the description means, or None where nobody is likely enough. ``latest``: each cluster's last slot."""
    choice = pick(f"the_{description.type.lower()}", candidates(description, place, latest, counts))
    if choice is None or choice.slot.cluster is None:
        return None
    cluster = choice.slot.cluster
    reason = f"{description.phrase!r} is close to {cluster.name()}"
    if _post_of(cluster, description):
        reason = f"the article calls {cluster.name()} {description.noun!r}"
    elif description.noun in content_words(cluster.name()):
        reason = f"{description.noun!r} is part of the name {cluster.name()}"
    return Choice(slot=choice.slot, score=choice.score, reason=reason)


def candidates(
    description: Description, place: Place, latest: dict[int, Slot], counts: Counter[int]
) -> list[Candidate]:
    """The named entities of the right type seen so far, the most recent first, with what is weighed."""
    token, found = description.token, list[Candidate]()
    gender = noun_gender(description.noun)
    governors = governors_of(token)
    role = role_of(token)
    fitting = [s for s in latest.values() if s.cluster is not None and s.cluster.type == description.type]
    for slot in sorted(fitting, key=lambda s: -s.token):
        cluster = slot.cluster
        assert cluster is not None
        if gender and cluster.gender not in ("", gender):
            continue
        if description.named and not description.named <= _known_words(cluster):
            continue
        if slot.head == token.head.i and slot.role in ("subject", "object") and token.dep_ != "poss":
            continue
        away = place.sentence - slot.sentence
        weighed = {
            f"away_{recent(away)}": 1.0,
            f"{role}_{slot.role}": 1.0,
            slot.kind: 1.0,
            f"rank_{min(len(found), 3)}": 1.0,
            "so_far": math.log1p(counts[id(cluster)]),
            "overall": math.log1p(len(cluster.mentions)),
            "proposed" if description.proposed else "unproposed": 1.0,
            "owned" if description.owned else "definite": 1.0,
        }
        if slot.role == "subject" and slot.head in governors:
            weighed["governs"] = 1.0
        if match := _post_of(cluster, description):
            weighed[match] = 1.0
        elif (cluster.titles and description.type == "Person") or cluster.kinds:
            weighed["other_post"] = 1.0
        if description.noun in content_words(cluster.name()):
            weighed["in_name"] = 1.0
        if slot.paragraph != place.paragraph:
            weighed["other_paragraph"] = 1.0
        found.append(Candidate(slot=slot, weighed=weighed))
    _compare(found)
    return found


def _compare(found: list[Candidate]) -> None:
    """What shows only beside the other candidates: who alone fits, and who is most spoken of."""
    for match in ("post", "post_noun", "in_name"):
        holders = [c for c in found if match in c.weighed]
        if len(holders) == 1:
            holders[0].weighed[f"only_{match}"] = 1.0
    if len(found) == 1:
        found[0].weighed["alone"] = 1.0
    weigh_shares(found)


def _known_words(cluster: Cluster) -> set[str]:
    """All words of the cluster's names and titles, lower case."""
    names = {word for mention in cluster.mentions for word in content_words(mention.text)}
    return names.union(*(title.lower().split() for title in (*cluster.titles, *cluster.kinds)))


def _post_of(cluster: Cluster, description: Description) -> str:
    """Is the whole phrase, or only its noun, a title of the cluster, or what it is called before its name?"""
    called = (*cluster.titles, *cluster.kinds)
    if any(t == description.phrase or t.endswith(" " + description.phrase) for t in called):
        return "post"
    if any(t.rsplit(" ", 1)[-1] == description.noun for t in called):
        return "post_noun"
    return ""


def _determiner(token: Token) -> int | None:
    """The index of "the" or "his" before a phrase that ends in its noun."""
    for index in range(token.i - 1, max(token.i - 6, -1), -1):
        before = token.doc[index]
        if (before.lower_ in _DETERMINERS and before.dep_ == "det") or before.lower_ in _OWNERS:
            return index
        if before.pos_ not in ("ADJ", "NOUN", "PROPN", "ADV", "VERB") and before.text not in "-,":
            return None
    return None


def _type_of(noun: str) -> EntityType | None:
    if is_person_noun(noun):
        return "Person"
    if noun in lexicon().country_nouns:
        return "Country"
    return "Organization" if noun in lexicon().organization_nouns else None
