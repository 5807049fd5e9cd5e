"""Gathers what each chain brings to the comparison: its names, and the company that they keep."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Final

from graph.names import fold, words
from graph.resolve.lexicon import lexicon
from ingest.records import Chain, EntityType, Extraction

COMPANY: Final = 48
"""Whom an article names beside an entity, the rarest first: more say nothing more."""
_MERGED: Final = 1_000
"""An entity of many articles keeps more: the 48 rarest whom a president was ever named beside are not who is named
beside him tomorrow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One chain, or several that are one entity, as the comparison sees them. All names are folded.

    ``chains`` are indices into the sequence that ``profile_chains`` was given. ``names`` are complete
    (a person's first and last name, an organization's name), most frequent first; ``parts`` stand
    alone only where it is clear who is meant ("vászary", "urs"). ``facts`` are what the texts say the
    entity is: affiliations and posts. ``company`` are those that its articles name, with weights that
    grow with rarity; ``own`` is what the entity itself is called in company. ``documents`` are sorted ids.
    """

    chains: tuple[int, ...]
    type: EntityType
    iso2: str | None
    names: tuple[str, ...]
    parts: frozenset[str]
    facts: frozenset[str]
    places: frozenset[str]
    company: dict[str, float]
    own: frozenset[str]
    documents: tuple[str, ...]
    size: int

    @property
    def is_part(self) -> bool:
        """Has no complete name: "Vászary", "the URS"."""
        return not self.names

    @property
    def name(self) -> str:
        """The name to show in reasons."""
        return self.names[0] if self.names else min(self.parts, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The folded names of one chain: complete ones with their counts, and parts."""

    complete: Counter[str]
    parts: frozenset[str]


def profile_chains(extractions: Sequence[Extraction]) -> list[Profile]:
    """One profile a chain, in the order of extractions and of their chains."""
    frequency = Counter(key for extraction in extractions for key in keys_of(extraction))
    places = place_words(chain for extraction in extractions for chain in extraction.chains)
    found: list[Profile] = []
    for extraction in extractions:
        company = company_of(keys_of(extraction), frequency, len(extractions))
        found += profiles_of(extraction, company, places, len(found))
    return found


def profiles_of(
    extraction: Extraction, company: dict[str, float], places: Mapping[str, str], first: int
) -> Iterator[Profile]:
    """One profile a chain of one article; the chains' numbers begin with ``first``.

    ``company`` is the article's, see ``company_of``, and ``places`` those of all articles.
    """
    surfaces = _surfaces(extraction)
    facts = _facts(extraction)
    for number, chain in enumerate(extraction.chains, first):
        names = read_names(chain, surfaces[chain.id])
        said = facts[chain.id] | {w for title in chain.titles for w in _telling(title)}
        yield Profile(
            chains=(number,),
            type=chain.type,
            iso2=chain.iso2,
            names=_ranked(names.complete, bare_name(chain.name, chain.type)),
            parts=names.parts,
            facts=frozenset(said),
            places=frozenset(places[w] for w in said if w in places),
            company=company,
            own=frozenset((_key(chain),)),
            documents=(chain.document,),
            size=max(1, surfaces[chain.id].total()),
        )


def _ranked(complete: Counter[str], canonical: str) -> tuple[str, ...]:
    """Complete names, the article's own fullest one first: "the Compact" is used more often, and says less."""
    return tuple(sorted(complete, key=lambda n: (n != canonical, -complete[n], -len(n), n)))


def merge_profiles(members: Sequence[Profile], most: int = _MERGED) -> Profile:
    """The profile of an entity that has all members; its type and country are the first one's.

    Of its company the ``most`` rarest are kept.
    """
    if len(members) == 1:
        return members[0]
    weight: Counter[str] = Counter()
    for member in members:
        for name in member.names:
            weight[name] += member.size
    company = dict(members[0].company)
    for member in members[1:]:
        for key, rarity in member.company.items():
            if rarity > company.get(key, 0.0):
                company[key] = rarity
    if len(company) > most:
        # By rarity, then by name: two sorts without a function of ours are quicker than one with.
        by_name = sorted(company.items())
        company = dict(sorted(by_name, key=itemgetter(1), reverse=True)[:most])
    return Profile(
        chains=tuple(sorted(i for member in members for i in member.chains)),
        type=members[0].type,
        iso2=next((m.iso2 for m in members if m.iso2), None),
        names=rank_names(weight),
        parts=frozenset[str]().union(*(m.parts for m in members)),
        facts=frozenset[str]().union(*(m.facts for m in members)),
        places=frozenset[str]().union(*(m.places for m in members)),
        company=company,
        own=frozenset[str]().union(*(m.own for m in members)),
        documents=tuple(sorted({d for m in members for d in m.documents})),
        size=sum(m.size for m in members),
    )


def rank_names(weight: Counter[str]) -> tuple[str, ...]:
    """The names of an entity, most frequent first; of equal ones the fuller."""
    return tuple(sorted(weight, key=lambda name: (-weight[name], -len(name), name)))


def read_names(chain: Chain, surfaces: Counter[str]) -> Names:
    """Sort a chain's surface forms into complete names and parts. Descriptions count as neither.

    ``surfaces`` are its mentions that are names; an alias without such a mention must be written as one.
    """
    complete: Counter[str] = Counter()
    parts: set[str] = set()
    others = (form for form in (chain.name, *chain.aliases) if form not in surfaces and is_name(form))
    for surface, count in (*surfaces.items(), *((form, 1) for form in others)):
        name = bare_name(surface, chain.type)
        if not name:
            continue
        if _is_complete(name, surface, chain.type):
            complete[name] += count
        else:
            parts.add(name)
    return Names(complete=complete, parts=frozenset(parts))


@lru_cache(maxsize=262_144)
def is_name(surface: str) -> bool:
    """Is it written as a name? "Bank of Sorrel" and "al-Nur" are, "the bank" and "Prime Minister" are not."""
    found, table = surface.split(), lexicon()
    if len(found) > 1 and found[0] in ("the", "The"):
        found = found[1:]
    if not found or all(fold(word) in table.titles for word in found):
        return False
    return (_is_raised(found[0]) or found[0] in table.joints) and _is_raised(found[-1])


@lru_cache(maxsize=262_144)
def bare_name(surface: str, type_: EntityType) -> str:
    """The folded name without what comes and goes: a person's titles, a company's legal form."""
    found, table = list(words(surface)), lexicon()
    if type_ == "Person":
        while len(found) > 1 and found[0] in table.titles:
            found.pop(0)
        while len(found) > 1 and found[-1] in table.suffixes:
            found.pop()
        return "" if len(found) == 1 and found[0] in table.titles else " ".join(found)
    while type_ == "Organization" and len(found) > 1 and found[-1] in table.legal:
        found.pop()
    return " ".join(found)


def is_acronym(surface: str) -> bool:
    """ "URS", "U.N.", "G77", "MoD"; not "Sorrel"."""
    letters = surface.replace(".", "")
    return letters.isalnum() and 2 <= len(letters) <= 7 and sum(c.isupper() for c in letters) >= 2


@lru_cache(maxsize=65_536)
def is_generic(name: str) -> bool:
    """Does the folded name say only what it is ("supreme court"), not which one?"""
    table = lexicon()
    return all(word in table.kinds or word in table.joints for word in name.split())


def place_words(chains: Iterable[Chain]) -> dict[str, str]:
    """Folded name or demonym -> country, as the countries' own chains use them ("chilean" -> "CL")."""
    return {
        fold(form): chain.iso2
        for chain in chains
        if chain.type == "Country" and chain.iso2
        for form in (chain.name, *chain.aliases)
        if " " not in fold(form)
    }


def _is_raised(word: str) -> bool:
    return any(c.isupper() or c.isdigit() or not c.isascii() for c in word)


def _is_complete(name: str, surface: str, type_: EntityType) -> bool:
    if type_ == "Person":
        return " " in name
    return type_ == "Country" or not (is_acronym(surface) or is_generic(name))


def _surfaces(extraction: Extraction) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in extraction.mentions:
        if mention.kind == "name":
            found[mention.entity][mention.text] += 1
    return found


def _facts(extraction: Extraction) -> dict[str, frozenset[str]]:
    """Chain id -> what its own claims say it is: words of the affiliation's name and of the post."""
    called = {chain.id: chain for chain in extraction.chains}
    found: dict[str, set[str]] = defaultdict(set)
    for claim in extraction.claims:
        if claim.relation == "AFFILIATED_WITH" and not claim.negated and claim.object in called:
            found[claim.subject].add(_key(called[claim.object]))
            found[claim.subject].update(_telling(called[claim.object].name))
            found[claim.subject].update(_telling(claim.role or ""))
    return defaultdict(frozenset, {chain: frozenset(facts) for chain, facts in found.items()})


@lru_cache(maxsize=65_536)
def _telling(text: str) -> frozenset[str]:
    table = lexicon()
    return frozenset(w for w in words(text) if w not in table.joints and len(w) > 1)


def _key(chain: Chain) -> str:
    """What a neighbour is known by in any article: a country's code, a person's surname, a name."""
    if chain.iso2:
        return chain.iso2
    name = bare_name(chain.name, chain.type)
    return name.rsplit(" ", 1)[-1] if chain.type == "Person" else name


def keys_of(extraction: Extraction) -> set[str]:
    """What the entities of one article are known by in any article."""
    return {_key(chain) for chain in extraction.chains}


def company_of(keys: Iterable[str], frequency: Mapping[str, int], total: int) -> dict[str, float]:
    """The entities that an article and at least one other of ``total`` name, weighted by rarity."""
    return dict(
        sorted(
            ((k, math.log1p(total / frequency[k])) for k in keys if k and frequency[k] > 1),
            key=lambda item: (-item[1], item[0]),
        )[:COMPANY]
    )
