"""Chains of one complete name: one entity, unless what is said of its bearers speaks for several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from graph.resolve.cluster import Linker
from graph.resolve.guard import Context, conflict, differs, shared_context
from graph.resolve.profile import Profile

_MOST: Final = 8
"""Bearers that are told apart; who fits none of so many stays by itself."""
_DOMINANT: Final = 0.9
"""The share of a name's chains from which its bearer is meant where nothing says who is: as sure as a claim must be."""


@dataclass(slots=True, kw_only=True)
class Bearer:
    """One bearer of the name: his chains, and all that is said of him and whom he is named beside.

    It grows in place, since a president has thousands of chains; and it forgets nobody, since the rarest
    of so large a company are no help to recognize him by.
    """

    chains: list[int] = field(default_factory=list)
    facts: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    own: set[str] = field(default_factory=set)
    company: dict[str, float] = field(default_factory=dict)

    def take(self, chain: int, profile: Profile) -> None:
        """Add a chain with its profile."""
        self.chains.append(chain)
        self._learn(profile)

    def absorb(self, other: Bearer) -> None:
        """Add all of another bearer, who is the same."""
        self.chains += other.chains
        self._learn(other)

    def _learn(self, known: Context) -> None:
        self.facts |= known.facts
        self.places |= known.places
        self.own |= known.own
        # How rare a name is, the corpus says: every article weighs it the same.
        self.company.update(known.company)


def gather(linker: Linker, members: Sequence[int], reason: str) -> None:
    """Give each chain, those of whom most is known first, to the namesake that it fits best."""
    bearers: list[Bearer] = []
    order = sorted(members, key=lambda i: (-len(linker.profiles[i].facts), -linker.profiles[i].size, i))
    rest = _deal(linker, order, bearers)
    # Two who were met in different company may be one, once it is known in whose company else each is met.
    while _unite(linker, bearers):
        rest = _deal(linker, rest, bearers)
    for number, bearer in enumerate(bearers):
        _note_apart(linker, bearer, bearer.chains, bearers[:number], reason)
    for chain in rest:
        _note_apart(linker, linker.profiles[chain], (chain,), bearers, reason)
    for bearer in bearers:
        linker.join_all(bearer.chains, 0.95, reason)


def _deal(linker: Linker, chains: Sequence[int], bearers: list[Bearer]) -> list[int]:
    """Give chains to bearers, to new ones while they are few; returns the chains that are nobody's."""
    rest: list[int] = []
    for chain in chains:
        profile = linker.profiles[chain]
        chosen = _choose(linker, chain, bearers)
        if chosen is None and len(bearers) == _MOST:
            rest.append(chain)
            continue
        if chosen is None:
            chosen = Bearer()
            bearers.append(chosen)
        chosen.take(chain, profile)
    return rest


def _choose(linker: Linker, chain: int, bearers: Sequence[Bearer]) -> Bearer | None:
    """The bearer whom a chain means: the only one, the one whose company it keeps, or the one usually meant."""
    profile = linker.profiles[chain]
    able = [bearer for bearer in bearers if not _is_other(linker, profile, (chain,), bearer)]
    if not able:
        return None
    if len(bearers) == 1:
        return able[0]
    best = max(able, key=lambda bearer: shared_context(bearer, profile))
    if shared_context(best, profile) > 0:
        return best
    usual = max(able, key=lambda bearer: len(bearer.chains))
    total = sum(len(bearer.chains) for bearer in bearers)
    return usual if len(usual.chains) >= _DOMINANT * total else None


def _unite(linker: Linker, bearers: list[Bearer]) -> bool:
    """Make one of the first two bearers that nothing keeps apart any more, and something ties; say whether any were."""
    for left, right in combinations(bearers, 2):
        if shared_context(left, right) > 0 and not _is_other(linker, right, right.chains, left):
            left.absorb(right)
            bearers.remove(right)
            return True
    return False


def _is_other(linker: Linker, known: Context, chains: Iterable[int], bearer: Bearer) -> bool:
    """Whether somebody, of whom these are the chains, is not the bearer."""
    return _are_foes(linker, chains, bearer) or differs(bearer, known)


def _are_foes(linker: Linker, chains: Iterable[int], bearer: Bearer) -> bool:
    foes = linker.foes
    return bool(foes) and any(not foes[c].isdisjoint(bearer.chains) for c in chains if c in foes)


def _note_apart(
    linker: Linker, known: Context, chains: Sequence[int], others: Sequence[Bearer], reason: str
) -> None:
    for other in others[:2]:
        foes = "you said that they are different" if _are_foes(linker, chains, other) else ""
        why = foes or conflict(other, known) or "it could be either of its bearers"
        linker.note(other.chains[0], chains[0], 0.4, f"{reason}; but {why}", joined=False)
