"""Joins profiles into entities by the strongest links first, and refuses what would join two that differ."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from graph.resolve.block import MOST_CANDIDATES, candidate_pairs, index_of_parts
from graph.resolve.cluster import Linker, Ties
from graph.resolve.features import Rivals
from graph.resolve.guard import conflict, shared_context
from graph.resolve.profile import Profile, merge_profiles
from graph.resolve.score import Weights, score

ACCEPT: Final = 0.5
# Below this a pair is not even doubtful, and is not kept for review.
DOUBT: Final = 0.1
# A partial name that could mean two must fit one of them better by this much.
_MARGIN: Final = 0.15
_LEADERS: Final = 8


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
        if profile.iso2:
            groups["Country", profile.iso2].append(index)
        elif profile.names:
            groups[profile.type, profile.names[0]].append(index)
    for (type_, name), members in sorted(groups.items()):
        if type_ == "Country" and linker.profiles[members[0]].iso2:
            linker.join_all(members, 1.0, f"both are the state {name}")
        else:
            _gather(linker, members, f"same name '{name}'")


def _gather(linker: Linker, members: list[int], reason: str) -> None:
    """Give each chain, those of whom most is known first, to the namesake that it fits best."""
    bearers: list[list[int]] = []
    known: list[Profile] = []
    for member in sorted(
        members, key=lambda i: (-len(linker.profiles[i].facts), -linker.profiles[i].size, i)
    ):
        profile = linker.profiles[member]
        objections = [
            _objection_to(linker, profile, member, b, k) for b, k in zip(bearers, known, strict=True)
        ]
        fits = [n for n, objection in enumerate(objections) if not objection]
        best = max(fits, key=lambda n: (shared_context(known[n], profile), -n), default=None)
        if best is not None and (len(bearers) == 1 or shared_context(known[best], profile) > 0):
            bearers[best].append(member)
            known[best] = merge_profiles((known[best], _context(profile)))
            continue
        for n, objection in list(enumerate(objections))[:2]:
            why = objection or "it could be either of its bearers"
            linker.note(bearers[n][0], member, 0.4, f"{reason}; but {why}", joined=False)
        if len(bearers) < _LEADERS:
            bearers.append([member])
            known.append(_context(profile))
    for bearer in bearers:
        linker.join_all(bearer, 0.95, reason)


def _objection_to(linker: Linker, profile: Profile, member: int, bearer: list[int], known: Profile) -> str:
    if linker.foes and not linker.foes.get(member, set()).isdisjoint(bearer):
        return "you said that they are different"
    return conflict(known, profile)


def _context(profile: Profile) -> Profile:
    """The profile without what grows with every article, so that gathering thousands stays cheap."""
    return replace(profile, chains=(), documents=())


def _join_alike_names(linker: Linker) -> None:
    """Complete names that differ: "Bill Marrek" and "William Marrek", strongest links first."""
    clusters = [linker.merged[root] for root in sorted(linker.merged) if linker.merged[root].names]
    proposed: list[tuple[float, int, int, str]] = []
    for left, right in candidate_pairs(clusters):
        a, b = clusters[left], clusters[right]
        if a.names[0] == b.names[0]:
            continue
        found = score(a, b, Rivals(), linker.table)
        if found.value >= DOUBT:
            proposed.append((-found.value, a.chains[0], b.chains[0], found.reason))
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
            _gather_loose(linker, members)


def _join_best(linker: Linker, root: int, candidates: Iterable[Profile]) -> bool:
    part = linker.merged[root]
    able = sorted(candidates, key=lambda c: (-len(c.chains), c.chains[0]))
    total = sum(len(c.chains) for c in able)
    weighed: list[tuple[float, int, str]] = []
    for candidate in able[:MOST_CANDIDATES]:
        rivals = Rivals(count=len(able), share=len(candidate.chains) / total)
        found = score(candidate, part, rivals, linker.table)
        weighed.append((-found.value, candidate.chains[0], found.reason))
    return _join_clearly(linker, root, sorted(weighed))


def _gather_loose(linker: Linker, members: list[tuple[int, int]]) -> None:
    """Partial names that no complete one explains are joined with each other where the context says so."""
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
    """Join the best of (negative score, chain, reason) where it is good enough and no other is as good."""
    if not weighed:
        return False
    value, chain, reason = -weighed[0][0], weighed[0][1], weighed[0][2]
    clear = len(weighed) == 1 or value + weighed[1][0] >= _MARGIN
    if value >= ACCEPT and clear:
        return linker.join(chain, root, value, reason)
    if value >= DOUBT:
        linker.note(chain, root, value, reason + ("" if clear else "; another fits as well"), joined=False)
    return False
