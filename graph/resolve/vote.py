"""Gives one name one type over all articles: every mention of it votes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from graph.resolve.lexicon import lexicon
from graph.resolve.profile import bare_name, is_acronym
from ingest.records import Chain, EntityType, Extraction

# A type wins where it has this many times the votes of the others: a tie proves two bearers, not an error.
_MAJORITY: Final = 2
_SURNAME_MAJORITY: Final = 3
_FIRST_MAJORITY: Final = 1.5


def vote_types(extractions: Sequence[Extraction]) -> list[Extraction]:
    """The same extractions, chains and mentions of a name that is mostly something else retyped.

    A country with a code keeps its type. A single word that is mostly the last name of persons
    ("Vászary") is a person even where an article's chain took it for an organization, and one that mostly
    begins the names of organizations ("Tarnish" of "Tarnish Steel") is one even where it was taken for a person.
    """
    votes, surnames, firsts = _count(extractions)
    return [_retype(extraction, votes, surnames, firsts) for extraction in extractions]


def _count(
    extractions: Sequence[Extraction],
) -> tuple[dict[str, Counter[EntityType]], Counter[str], Counter[str]]:
    votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
    surnames: Counter[str] = Counter()
    firsts: Counter[str] = Counter()
    for extraction in extractions:
        size = Counter(mention.entity for mention in extraction.mentions)
        for chain in extraction.chains:
            if chain.iso2:
                continue
            weight, name = max(1, size[chain.id]), bare_name(chain.name, chain.type)
            votes[name][chain.type] += weight
            if surname := surname_of(chain.type, name):
                surnames[surname] += weight
            if first := first_of(chain.type, name):
                firsts[first] += weight
    return votes, surnames, firsts


def surname_of(type_: EntityType, name: str) -> str:
    """The last name in a person's complete bare name; empty where there is none."""
    return name.rsplit(" ", 1)[-1] if type_ == "Person" and " " in name else ""


def first_of(type_: EntityType, name: str) -> str:
    """The first word of an organization's name of several words; empty where there is none, or it is a given name."""
    first = name.split(" ", 1)[0] if type_ == "Organization" and " " in name else ""
    return "" if first in lexicon().nicknames or first in lexicon().kinds else first


def _retype(
    extraction: Extraction,
    votes: Mapping[str, Mapping[EntityType, int]],
    surnames: Mapping[str, int],
    firsts: Mapping[str, int],
) -> Extraction:
    return retype_chains(
        extraction, {c.id: t for c in extraction.chains if (t := elect(c, votes, surnames, firsts)) != c.type}
    )


def retype_chains(extraction: Extraction, changed: Mapping[str, EntityType]) -> Extraction:
    """The extraction with other types for some chains, by id, and for their mentions."""
    if not changed:
        return extraction
    return replace(
        extraction,
        chains=tuple(replace(c, type=changed.get(c.id, c.type)) for c in extraction.chains),
        mentions=tuple(replace(m, type=changed.get(m.entity, m.type)) for m in extraction.mentions),
    )


def elect(
    chain: Chain,
    votes: Mapping[str, Mapping[EntityType, int]],
    surnames: Mapping[str, int],
    firsts: Mapping[str, int],
) -> EntityType:
    """The type that the chain's name mostly has.

    ``votes`` holds the name's, ``surnames`` those of persons' last names, ``firsts`` of organizations' first words.
    """
    if chain.iso2:
        return chain.type
    name = bare_name(chain.name, chain.type)
    (first, most), *rest = sorted(votes[name].items(), key=lambda item: (-item[1], item[0]))
    if first != chain.type and most >= _MAJORITY * sum(count for _, count in rest):
        return first
    own = votes[name].get(chain.type, 0)
    is_word = " " not in name and not is_acronym(chain.name)
    if (
        chain.type == "Organization"
        and is_word
        and surnames.get(name, 0) + votes[name].get("Person", 0) >= _SURNAME_MAJORITY * own > 0
    ):
        return "Person"
    # Companies are named after people too: whoever bears the name keeps it.
    if (
        chain.type == "Person"
        and is_word
        and name not in surnames
        and firsts.get(name, 0) >= _FIRST_MAJORITY * own > 0
    ):
        return "Organization"
    return chain.type
