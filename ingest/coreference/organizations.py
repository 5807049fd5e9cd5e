"""Gathers the names of organizations: long forms, acronyms, shortened and misspelt forms."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import Final

from rapidfuzz.fuzz import token_sort_ratio

from ingest.coreference.cluster import Cluster
from ingest.gazetteer import fold
from ingest.mentions.lexicon import lexicon
from ingest.records import Mention

_SMALL: Final = frozenset("of the for and in on de la del y e und et des du da do a an to & against".split())
_ACRONYM: Final = re.compile(r"[A-Z][A-Za-z]?(?:[A-Z&.]|[a-z](?=[A-Z]))*[A-Z]\.?s?$|[A-Z]{2,}")
# "Sen. Dale Pruitt (R-Ohio)", with any hyphen.
_PARTY_CODE: Final = re.compile(r"(?P<party>[RD])\s?[-‑–]\s?[A-Z]")
# "U.S. Democratic candidate": the party, with its country before it.
_NATIONAL: Final = re.compile(r"^(?:U\.S\.|US|American) ")
_PARTIES: Final = {"R": "Republican Party", "D": "Democratic Party"}
# Bodies that have no other name in the news of their country; any other bare noun names nothing.
_NAMED_BY_NOUN: Final = frozenset({"senate", "congress", "parliament", "cabinet"})
_ALIKE: Final = 93


def gather(text: str, mentions: list[Mention], *, american: bool) -> list[Cluster]:
    """Clusters of organizations from mentions in text order.

    ``american``: whether a bare "Senate" or "State Department" is that of the United States.
    """
    clusters: dict[str, Cluster] = {}
    for mention in mentions:
        canonical = _canonical(mention.text, american=american)
        key = canonical or " ".join(content_words(mention.text))
        cluster = clusters.setdefault(key, Cluster(type="Organization", canonical=canonical))
        cluster.add(mention, f"known form of {canonical}" if canonical else "name")
    joined = [c for c in _join(text, clusters) if not _is_bare_noun(c)]
    return sorted(joined, key=lambda c: min(m.start for m in c.mentions))


@cache
def content_words(name: str) -> tuple[str, ...]:
    """The words that tell, folded: without articles, prepositions and the possessive."""
    words = re.findall(r"[\w&.]+(?:'[a-z]{2,})?", re.sub(r"'s?\b", "", fold(name)).lower())
    return tuple(w.replace(".", "") for w in words if w not in _SMALL) or (fold(name).lower(),)


def _canonical(name: str, *, american: bool) -> str:
    words = lexicon()
    if code := _PARTY_CODE.match(name):
        return _PARTIES[code["party"]]
    bare = _NATIONAL.sub("", name)
    found = words.canonical.get(name) or words.members.get(name) or words.members.get(bare) or ""
    return "" if found.startswith("U.S.") and not american and not name.startswith(("U", "C", "P")) else found


def _is_bare_noun(cluster: Cluster) -> bool:
    """ "The Front", "Party": without a longer name in the article nobody knows which."""
    nouns = lexicon().organization_nouns - _NAMED_BY_NOUN
    return not cluster.canonical and all(m.text.lower() in nouns for m in cluster.mentions)


def _join(text: str, clusters: dict[str, Cluster]) -> list[Cluster]:
    """Let each short form find its only long form."""
    keys = list(clusters)
    target = {key: key for key in keys}
    why: dict[str, str] = {}
    by_word: dict[str, list[str]] = defaultdict(list)
    by_initials: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        for word in dict.fromkeys(key.lower().split()):
            by_word[word].append(key)
        for name in {m.text for m in clusters[key].mentions}:
            for initials in initials_of(name):
                by_initials[initials].append(key)
    defined = _defined(text, clusters)
    for key in keys:
        surface = clusters[key].mentions[0].text
        if key in defined:
            target[key], why[key] = defined[key], "abbreviation given in the text"
        elif clusters[key].canonical:
            continue
        elif _ACRONYM.match(surface) and (long := _only(by_initials[surface.replace(".", "").lower()], key)):
            target[key], why[key] = long, f"initials of {clusters[long].mentions[0].text}"
        elif long := _only(_longer(key, by_word, clusters), key):
            target[key], why[key] = long, f"short for {clusters[long].mentions[0].text}"
        elif like := _only(
            [k for k in by_word[key.split()[0]] if token_sort_ratio(k, key) >= _ALIKE and k < key], key
        ):
            target[key], why[key] = like, f"spelling variant of {clusters[like].mentions[0].text}"
    return _merged(clusters, target, why)


def _merged(clusters: dict[str, Cluster], target: dict[str, str], why: dict[str, str]) -> list[Cluster]:
    found = {key: cluster for key, cluster in clusters.items() if _root(key, target) == key}
    for key, cluster in clusters.items():
        if key not in found:
            whole = found[_root(key, target)]
            for mention in cluster.mentions:
                whole.add(mention, why[key])
            whole.canonical = whole.canonical or cluster.canonical
    return list(found.values())


def _root(key: str, target: dict[str, str]) -> str:
    """Where a name leads in the end. Where two lead to each other ("IE", "IE 6"), it is the first of them."""
    path = [key]
    while (following := target[path[-1]]) not in path:
        path.append(following)
    circle = path[path.index(following) :]
    return circle[0] if len(circle) == 1 else min(circle, key=list(target).index)


def _defined(text: str, clusters: dict[str, Cluster]) -> dict[str, str]:
    """From the key of an abbreviation in brackets to the key of the name before it, and the other way round."""
    ends = {m.end: key for key, cluster in clusters.items() for m in cluster.mentions}
    found: dict[str, str] = {}
    for key, cluster in clusters.items():
        for mention in cluster.mentions:
            gap = re.compile(r"(?:['’]s)?[,\"”’]? ?\([\"“‘]?(?:the )?$").search(
                text, max(0, mention.start - 12), mention.start
            )
            if gap is None or (before := ends.get(gap.start())) is None or before == key:
                continue
            if len(clusters[before].mentions[0].text) > len(mention.text):
                found.setdefault(key, before)
            elif len(mention.text) > len(clusters[before].mentions[0].text):
                found.setdefault(before, key)
    return found


def _longer(key: str, by_word: dict[str, list[str]], clusters: dict[str, Cluster]) -> list[str]:
    """Names that begin or end with all the words of ``key``, or whose only noun of an organization it is."""
    words = key.lower().split()
    found = []
    for other in by_word[words[0]]:
        longer = other.lower().split()
        if len(longer) <= len(words) or _is_owner(words, clusters[other].mentions[0].text):
            continue
        alone = len(words) == 1 and words[0] in lexicon().organization_nouns
        if longer[: len(words)] == words or longer[-len(words) :] == words or alone:
            found.append(other)
    return found


def _is_owner(words: list[str], name: str) -> bool:
    """ "League" is the owner in "League's Appeals Board", not short for it."""
    possessor = re.split(r"['’]s?\s", name, maxsplit=1)
    return len(possessor) > 1 and list(content_words(possessor[0]))[-len(words) :] == words


def _only(keys: list[str], but: str) -> str:
    others = [k for k in dict.fromkeys(keys) if k != but]
    return others[0] if len(others) == 1 else ""


@cache
def initials_of(name: str) -> tuple[str, ...]:
    """The acronyms that a name could have: with and without its small words, lower case."""
    words = [w for w in re.split(r"[\s-]+", fold(name)) if w]
    if len(words) < 2:
        return ()
    big = "".join(w[0] for w in words if w.lower() not in _SMALL).lower()
    every = "".join(w[0] for w in words).lower()
    return (big,) if big == every else (big, every)
