"""Joins profiles into entities by the strongest links first, and refuses what would join two that differ."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeAlias, TypeVar

from graph.resolve.block import MOST_CANDIDATES, candidate_pairs, index_of_parts
from graph.resolve.cluster import Linker, Ties
from graph.resolve.features import Rivals
from graph.resolve.namesakes import gather
from graph.resolve.profile import Profile
from graph.resolve.score import Score, Weights, may_reach, score

ACCEPT: Final = 0.5
# Below this a pair is not even doubtful, and is not kept for review.
DOUBT: Final = 0.1
# A partial name that could mean two must fit one of them better by this much.
_MARGIN: Final = 0.15
_LEADERS: Final = 8

Number = TypeVar("Number", int, str)
"""A chain: its index in memory, its place in a corpus that no memory holds."""
Proposal: TypeAlias = tuple[float, int, int, str]
"""Negative score, two chains and the reason, so that the strongest sorts first."""


def link(profiles: Sequence[Profile], table: Weights, ties: Ties | None = None) -> Linker:
    """Cluster chains into entities. Deterministic: depends on the profiles and their order only."""
    linker = Linker(profiles=profiles, table=table)
    for left, right in (ties or Ties()).different:
        linker.foes[left].add(right)
        linker.foes[right].add(left)
    _join_equal_names(linker)
    _join_alike_names(linker)
    # After the names, so that no guard minds what the user joined; before the parts, who gain a candidate.
    for left, right in (ties or Ties()).same:
        linker.join(left, right, 1.0, "you said that they are the same", force=True)
    _join_parts(linker)
    return linker


def _join_equal_names(linker: Linker) -> None:
    """One complete name is one entity, except where what is said of its bearers does not go together."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, profile in enumerate(linker.profiles):
        if name := group_name(profile):
            groups[profile.type, name].append(index)
    for (_, name), members in sorted(groups.items()):
        join_equal(linker, name, members)


def group_name(profile: Profile) -> str:
    """What profiles of one type and name have in common: a state's code or a complete name; empty for parts."""
    return profile.iso2 or (profile.names[0] if profile.names else "")


def same_state(code: str) -> str:
    """Why two chains with the code of a state are one."""
    return f"both are the state {code}"


def join_equal(linker: Linker, name: str, members: list[int]) -> None:
    """Cluster all chains of one type and one name."""
    if linker.profiles[members[0]].iso2:
        linker.join_all(members, 1.0, same_state(name))
    else:
        gather(linker, members, f"same name '{name}'")


def _join_alike_names(linker: Linker) -> None:
    """Complete names that differ: "Bill Marrek" and "William Marrek", strongest links first."""
    clusters = [linker.merged[root] for root in sorted(linker.merged) if linker.merged[root].names]
    proposed: list[Proposal] = []
    for left, right in candidate_pairs(clusters):
        a, b = clusters[left], clusters[right]
        if found := propose(a, b, linker.table):
            proposed.append((-found.value, a.chains[0], b.chains[0], found.reason))
    join_proposed(linker, proposed)


def propose(left: Profile, right: Profile, table: Weights) -> Score | None:
    """The score of two clusters with complete names that differ, unless it is too low to be doubtful."""
    if left.names[0] == right.names[0] or not may_reach(DOUBT, left, right, table):
        return None
    found = score(left, right, Rivals(), table)
    return found if found.value >= DOUBT else None


def join_proposed(linker: Linker, proposed: Iterable[Proposal]) -> None:
    """Join what was proposed, strongest first; what is only doubtful is noted."""
    for negative, first, second, reason in sorted(proposed):
        if -negative >= ACCEPT:
            linker.join(first, second, -negative, reason)
        else:
            linker.note(first, second, -negative, reason, joined=False)


def _join_parts(linker: Linker) -> None:
    """Partial names go to the one entity that they can mean, or stay what they are."""
    wholes = [linker.merged[root] for root in sorted(linker.merged) if linker.merged[root].names]
    index = index_of_parts(wholes)
    loose: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    roots = [root for root in sorted(linker.merged) if linker.merged[root].is_part]
    for root in roots:
        part = linker.merged[root]
        candidates = sorted({c for p in part.parts for c in index.get((part.type, p), ())})
        if not _join_best(linker, root, [wholes[c] for c in candidates]):
            loose[part.type, part.name].append((root, len(candidates)))
    for (_, name), members in sorted(loose.items()):
        if name:
            gather_loose(linker, members)


def _join_best(linker: Linker, root: int, candidates: Iterable[Profile]) -> bool:
    able = sorted(candidates, key=lambda c: (-len(c.chains), c.chains[0]))
    best = [Candidate(number=c.chains[0], size=len(c.chains), profile=c) for c in able[:MOST_CANDIDATES]]
    total = sum(len(c.chains) for c in able)
    return _join_clearly(linker, root, weigh(linker.merged[root], best, len(able), total, linker.table))


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate(Generic[Number]):
    """A cluster that a partial name can mean, its first chain, and how many chains it has."""

    number: Number
    size: int
    profile: Profile


def weigh(
    part: Profile, best: Iterable[Candidate[Number]], count: int, total: int, table: Weights
) -> list[tuple[float, Number, str]]:
    """(Negative score, chain, reason) of the ``best`` of ``count`` candidates with ``total`` chains, sorted."""
    weighed: list[tuple[float, Number, str]] = []
    for candidate in best:
        rivals = Rivals(count=count, share=candidate.size / total)
        found = score(candidate.profile, part, rivals, table)
        weighed.append((-found.value, candidate.number, found.reason))
    return sorted(weighed)


def gather_loose(linker: Linker, members: list[tuple[int, int]]) -> None:
    """Partial names that no complete one explains are joined with each other where the context says so.

    ``members`` are chains of one type and one partial name, with how many candidates each had.
    """
    leaders: list[int] = []
    in_article = Counter(linker.profiles[root].documents for root, _ in members)
    # First those whom one article tells apart, so that all others can be either and join neither.
    for root, rivals in sorted(members, key=lambda m: (-in_article[linker.profiles[m[0]].documents], m)):
        weighed = []
        for leader in leaders:
            known = Rivals(count=max(1, rivals))
            found = score(linker.cluster(leader), linker.cluster(root), known, linker.table)
            weighed.append((-found.value, leader, found.reason))
        weighed.sort()
        if _join_clearly(linker, root, weighed):
            continue
        if len(leaders) < _LEADERS:
            leaders.append(root)


def _join_clearly(linker: Linker, root: int, weighed: Sequence[tuple[float, int, str]]) -> bool:
    choice = choose(weighed)
    if choice is not None and choice.join:
        return linker.join(choice.number, root, choice.value, choice.reason)
    if choice is not None:
        linker.note(choice.number, root, choice.value, choice.reason, joined=False)
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Generic[Number]):
    """The candidate that a partial name fits best; ``join`` says whether it fits well enough."""

    number: Number
    value: float
    reason: str
    join: bool


def choose(weighed: Sequence[tuple[float, Number, str]]) -> Choice[Number] | None:
    """The best of sorted (negative score, chain, reason): to join where it is good and no other is as good."""
    if not weighed:
        return None
    value, number, reason = -weighed[0][0], weighed[0][1], weighed[0][2]
    clear = len(weighed) == 1 or value + weighed[1][0] >= _MARGIN
    if value >= ACCEPT and clear:
        return Choice(number=number, value=value, reason=reason, join=True)
    if value >= DOUBT:
        told = reason + ("" if clear else "; another fits as well")
        return Choice(number=number, value=value, reason=told, join=False)
    return None
