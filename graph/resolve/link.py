"""Joins profiles into entities by the strongest links first, and refuses what would join two that differ."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from graph.resolve.block import MOST_CANDIDATES, candidate_pairs, index_of_parts
from graph.resolve.features import Rivals, compare_persons
from graph.resolve.profile import Profile, merge_profiles
from graph.resolve.score import Weights, score

ACCEPT: Final = 0.5
# Below this a pair is not even doubtful, and is not kept for review.
DOUBT: Final = 0.1
# A partial name that could mean two must fit one of them better by this much.
_MARGIN: Final = 0.15
_LEADERS: Final = 8
_COMPARED: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Two chains, by index, that a comparison proposed to join; ``joined`` says whether the guard let it."""

    left: int
    right: int
    score: float
    reason: str
    joined: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """What the user decided: pairs of chains, by index, that are one entity, and pairs that are not."""

    same: tuple[tuple[int, int], ...] = ()
    different: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True, kw_only=True)
class Linker:
    """Grows clusters of chains. Not for use after ``clusters`` was asked for."""

    profiles: Sequence[Profile]
    table: Weights
    foes: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    weighed: list[Weighed] = field(default_factory=list)
    merged: dict[int, Profile] = field(default_factory=dict)
    parent: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Start with each chain by itself."""
        self.parent = list(range(len(self.profiles)))
        self.merged = dict(enumerate(self.profiles))

    def find(self, chain: int) -> int:
        """The number of the cluster that a chain belongs to by now."""
        while self.parent[chain] != chain:
            self.parent[chain] = self.parent[self.parent[chain]]
            chain = self.parent[chain]
        return chain

    def cluster(self, chain: int) -> Profile:
        """The profile of the cluster that a chain belongs to by now."""
        return self.merged[self.find(chain)]

    def join(self, left: int, right: int, value: float, reason: str, *, force: bool = False) -> bool:
        """Make one cluster of the two chains' clusters unless a guard objects; note it either way."""
        a, b = self.find(left), self.find(right)
        if a == b:
            return True
        objection = "" if force else self.objection(self.merged[a], self.merged[b])
        if objection:
            self.note(left, right, value, f"{reason}; but {objection}", joined=False)
            return False
        first, second = min(a, b), max(a, b)
        self.parent[second] = first
        self.merged[first] = merge_profiles(
            (self.merged[a], self.merged[b]) if a < b else (self.merged[b], self.merged[a])
        )
        del self.merged[second]
        self.note(left, right, value, reason, joined=True)
        return True

    def join_all(self, chains: Sequence[int], value: float, reason: str) -> None:
        """Make one cluster of many that were found to be one already; each is linked to the first."""
        roots = sorted({self.find(chain) for chain in chains})
        self.merged[roots[0]] = merge_profiles([self.merged[root] for root in roots])
        for root in roots[1:]:
            self.parent[root] = roots[0]
            del self.merged[root]
        for chain in chains[1:]:
            self.note(chains[0], chain, value, reason, joined=True)

    def note(self, left: int, right: int, value: float, reason: str, *, joined: bool) -> None:
        """Keep the comparison for those who ask why."""
        self.weighed.append(Weighed(left=left, right=right, score=value, reason=reason, joined=joined))

    def objection(self, left: Profile, right: Profile) -> str:
        """Why these two must stay apart, whatever their score; empty where nothing forbids it."""
        if self.foes and self.are_foes(left, right):
            return "you said that they are different"
        if left.iso2 and right.iso2 and left.iso2 != right.iso2:
            return "they are different states"
        return self._kept_apart(left, right) or _other_person(left, right) or conflict(left, right)

    def are_foes(self, left: Profile, right: Profile) -> bool:
        """Did the user keep a chain of one from a chain of the other?"""
        return any(not self.foes[c].isdisjoint(right.chains) for c in left.chains if c in self.foes)

    def _kept_apart(self, left: Profile, right: Profile) -> str:
        """Coreference read the whole article, and told apart two who have different complete names in it."""
        both = set(left.documents) & set(right.documents)
        if not both:
            return ""
        if left.is_part and right.is_part and left.type == "Person":
            return "one article tells them apart, and has no more of their names"
        names: dict[str, set[str]] = defaultdict(set)
        for chain in left.chains:
            profile = self.profiles[chain]
            if profile.documents[0] in both and profile.names:
                names[profile.documents[0]].update(profile.names)
        for chain in right.chains:
            profile = self.profiles[chain]
            beside = names.get(profile.documents[0])
            if beside and profile.names and beside.isdisjoint(profile.names):
                return f"one article names both '{min(beside)}' and '{profile.name}'"
        return ""


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
        best = max(fits, key=lambda n: (_shared_context(known[n], profile), -n), default=None)
        if best is not None and (len(bearers) == 1 or _shared_context(known[best], profile) > 0):
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


def _shared_context(left: Profile, right: Profile) -> float:
    own = left.own | right.own
    small, large = sorted((left.company, right.company), key=len)
    company = sum(weight for key, weight in small.items() if key in large and key not in own)
    return 2.0 * len(left.facts & right.facts) + company


def conflict(left: Profile, right: Profile) -> str:
    """What is said of the two does not go together, and nothing else speaks for one entity."""
    own = left.own | right.own
    if not left.facts.isdisjoint(right.facts):
        return ""
    apart = bool(left.places and right.places and left.places.isdisjoint(right.places))
    unlike = min(len(left.facts), len(right.facts)) >= 2
    if not (apart or unlike) or any(key in right.company and key not in own for key in left.company):
        return ""
    return (
        f"what is said of them differs ({_tell(left)} against {_tell(right)}) and they keep different company"
    )


def _tell(profile: Profile) -> str:
    return "'" + " ".join(sorted(profile.facts, key=lambda f: (-len(f), f))[:3]) + "'"


def _other_person(left: Profile, right: Profile) -> str:
    if left.type != "Person" or right.type != "Person":
        return ""
    for a in left.names[:_COMPARED]:
        for b in right.names[:_COMPARED]:
            if compare_persons(a, b) == "given_differs":
                return f"'{a}' is not '{b}'"
    return ""


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
