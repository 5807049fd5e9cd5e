"""Clusters of chains that grow by joins, each with its score and reason, unless a guard objects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import permutations

from graph.resolve.guard import conflict, other_person
from graph.resolve.profile import Profile, merge_profiles
from graph.resolve.score import Weights


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


def names_together(profile: Profile) -> Iterable[tuple[str, str]]:
    """Pairs of names that one article uses for one organization."""
    if profile.type != "Organization" or len(profile.names) < 2:
        return ()
    return permutations(profile.names[:4], 2)


@dataclass(slots=True, kw_only=True)
class Linker:
    """Grows clusters of chains. Not for use after ``clusters`` was asked for."""

    profiles: Sequence[Profile]
    table: Weights
    foes: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    weighed: list[Weighed] = field(default_factory=list)
    merged: dict[int, Profile] = field(default_factory=dict)
    parent: list[int] = field(default_factory=list)

    together: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Start with each chain by itself."""
        self.parent = list(range(len(self.profiles)))
        self.merged = dict(enumerate(self.profiles))
        for profile in self.profiles:
            self.together.update(names_together(profile))

    def take_up(self, clusters: Iterable[Profile]) -> None:
        """Go on from clusters that were made before, of chains that have not been joined here."""
        for cluster in clusters:
            for chain in cluster.chains:
                self.parent[chain] = cluster.chains[0]
                del self.merged[chain]
            self.merged[cluster.chains[0]] = cluster

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
        return self._kept_apart(left, right) or other_person(left, right) or conflict(left, right)

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
            if beside and profile.names and not self._go_together(beside, profile.names):
                return f"one article names both '{min(beside)}' and '{profile.name}'"
        return ""

    def _go_together(self, left: set[str], right: Sequence[str]) -> bool:
        """One has a name of the other, or is its short form in an article that uses both for one."""
        return any(
            a == b
            or (
                (a, b) in self.together
                and (set(a.split()) < set(b.split()) or set(b.split()) < set(a.split()))
            )
            for a in left
            for b in right
        )
