"""Clusters as rows: a linker is filled from some of them, and what it made of them becomes rows again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from graph.records import Link
from graph.resolve.cluster import Linker, Weighed
from graph.resolve.profile import Profile
from graph.resolve.score import weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A chain of a cluster, with its complete names."""

    place: str
    chain: str
    document: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterRow:
    """A cluster of chains. ``root`` is the place of its first chain, ``chain`` that chain's id.

    The profile leaves out chains and documents, which the members have. ``links`` are those of the step
    that made the row; ``refused`` are places of partial names that this step kept out of it.
    """

    root: str
    chain: str
    type: str
    size: int
    profile: Profile
    members: tuple[Member, ...]
    links: tuple[Link, ...] = ()
    refused: tuple[str, ...] = ()


def fill(rows: Sequence[ClusterRow]) -> tuple[Linker, list[Member]]:
    """A linker over all members of the rows, clustered as the rows say; chains are numbered by place."""
    members = sorted((member for row in rows for member in row.members), key=lambda member: member.place)
    number = {member.place: n for n, member in enumerate(members)}
    profiles: list[Profile | None] = [None] * len(members)
    clusters = []
    for row in rows:
        numbers = tuple(sorted(number[member.place] for member in row.members))
        documents = tuple(sorted({member.document for member in row.members}))
        clusters.append(replace(row.profile, chains=numbers, documents=documents))
        for member in row.members:
            n = number[member.place]
            profiles[n] = replace(row.profile, chains=(n,), documents=(member.document,), names=member.names)
    linker = Linker(profiles=[p for p in profiles if p is not None], table=weights())
    linker.take_up(clusters)
    return linker, members


def empty(linker: Linker, members: Sequence[Member]) -> Iterator[ClusterRow]:
    """The linker's clusters as rows, in order; its comparisons go with the first."""
    links = tuple(link_of(weighed, members) for weighed in linker.weighed)
    for root in sorted(linker.merged):
        cluster = linker.merged[root]
        yield ClusterRow(
            root=members[root].place,
            chain=members[root].chain,
            type=cluster.type,
            size=len(cluster.chains),
            profile=replace(cluster, chains=(), documents=()),
            members=tuple(members[chain] for chain in cluster.chains),
            links=links,
        )
        links = ()


def link_of(weighed: Weighed, members: Sequence[Member]) -> Link:
    """The comparison as the corpus keeps it."""
    left, right = members[weighed.left].chain, members[weighed.right].chain
    return make_link(left, right, weighed.score, weighed.reason)


def make_link(left: str, right: str, score: float, reason: str) -> Link:
    """The link of two chains, by their ids."""
    return Link(left=min(left, right), right=max(left, right), score=round(score, 4), reason=reason)


def single(place: str, chain: str, document: str, profile: Profile) -> ClusterRow:
    """A chain as a cluster of its own."""
    member = Member(place=place, chain=chain, document=document, names=profile.names)
    return ClusterRow(root=place, chain=chain, type=profile.type, size=1, profile=profile, members=(member,))


def components(edges: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Root -> the number of its connected component. On the driver: a hundred million take seconds."""
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    number: dict[str, int] = {}
    pairs = [(number.setdefault(a, len(number)), number.setdefault(b, len(number))) for a, b in edges]
    if not pairs:
        return {}
    first, second = np.array(pairs).T
    graph = coo_array((np.ones(len(pairs), dtype=np.int8), (first, second)), shape=(len(number),) * 2)
    _, labels = connected_components(graph, directed=False)
    return {root: int(labels[n]) for root, n in number.items()}
