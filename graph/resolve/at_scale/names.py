"""Complete names at scale: equal ones group by group, alike ones by blocks, scores and connected components."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Final

import pyarrow as pa

from graph.engines.interface import Each, Engine, Groups, Row, Streams
from graph.resolve.at_scale.clusters import ClusterRow, Member, components, empty, fill, make_link, single
from graph.resolve.at_scale.dossiers import Placed
from graph.resolve.block import block_keys, pairs_of_block, words_to_count
from graph.resolve.cluster import names_together
from graph.resolve.link import ACCEPT, join_equal, join_proposed, propose, same_state
from graph.resolve.profile import Profile, merge_profiles, rank_names
from graph.resolve.score import weights
from ingest.columns import from_row, schema_of, to_row

CLUSTER: Final = "root, chain, type, size, profile, members, links, refused"
"""The columns of a table of clusters."""
_TOGETHER: Final = 512
"""Profiles of one state that are merged at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Two names that one article uses for one organization, the words of one all in the other."""

    one: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Calling:
    """A complete name that occurs in a component."""

    component: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of an organization's name."""

    root: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockKey:
    """A key that clusters worth comparing share."""

    type: str
    block: str
    root: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two clusters worth comparing, by their roots, the first one first."""

    a: str
    b: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """Two clusters that may be one; ``first`` and ``second`` are the ids of their first chains."""

    a: str
    b: str
    first: str
    second: str
    score: float
    reason: str


def join_names(engine: Engine) -> None:
    """Make the tables ``same``, ``scored`` and ``joined`` of ``profiles``, and the view ``named`` of clusters."""
    engine.apply(
        "same",
        "SELECT type, name, place, chain, document, profile FROM profiles WHERE name <> ''",
        Streams(_join_same, ("type", "name"), schema_of(ClusterRow)),
        by=("type", "name"),
        order=("place",),
    )
    _score(engine)
    found = engine.fetch(f"SELECT a, b FROM scored WHERE score >= {ACCEPT} ORDER BY a, b")
    linked = components(zip(found.column("a").to_pylist(), found.column("b").to_pylist(), strict=True))
    roots = pa.table(
        {"root": pa.array(linked, pa.string()), "component": pa.array(linked.values(), pa.int64())}
    )
    engine.put("linked", roots)
    _join_components(engine)
    engine.view(
        "named",
        f"SELECT {prefixed('s')} FROM same s LEFT JOIN linked l ON l.root = s.root WHERE l.root IS NULL "
        f"UNION ALL SELECT {CLUSTER} FROM joined",
    )


def prefixed(alias: str) -> str:
    """The columns of a table of clusters that the query calls ``alias``."""
    return ", ".join(f"{alias}.{column}" for column in CLUSTER.split(", "))


def _join_same(rows: Iterator[Row]) -> Iterator[Row]:
    """One complete name, or one state."""
    first = next(rows)
    stream = (from_row(dict(row, partkey=""), Placed) for row in chain((first,), rows))
    if first["profile"]["iso2"]:
        yield to_row(_join_state(first["name"], stream))
        return
    placed = list(stream)
    linker, members = fill([single(each.place, each.chain, each.document, each.profile) for each in placed])
    join_equal(linker, placed[0].name, list(range(len(placed))))
    yield from map(to_row, empty(linker, members))


def _join_state(code: str, placed: Iterator[Placed]) -> ClusterRow:
    """All chains of one state: in a large corpus millions, of which only names and places are held."""
    members: list[Member] = []
    weight: Counter[str] = Counter()
    merged: list[Profile] = []
    while some := list(islice(placed, _TOGETHER)):
        for one in some:
            names = one.profile.names
            members.append(Member(place=one.place, chain=one.chain, document=one.document, names=names))
            weight.update(dict.fromkeys(names, one.profile.size))
        merged = [merge_profiles([*merged, *(one.profile for one in some)])]
    (profile,) = merged
    if len(members) > 1:
        # Merging piece by piece is right for everything but the names' weights.
        profile = replace(profile, names=rank_names(weight))
    first = members[0]
    return ClusterRow(
        root=first.place,
        chain=first.chain,
        type=profile.type,
        size=len(members),
        profile=profile,
        members=tuple(members),
        links=tuple(make_link(first.chain, each.chain, 1.0, same_state(code)) for each in members[1:]),
    )


def _score(engine: Engine) -> None:
    engine.apply(
        "words", "SELECT root, profile FROM same WHERE type <> 'Person'", Each(_words, schema_of(Word))
    )
    engine.apply(
        "blocks",
        "SELECT s.root, s.type, s.profile, w.counted FROM same s LEFT JOIN ("
        "SELECT d.root, array_agg(CAST(n.n AS STRING) || ' ' || d.word) AS counted "
        "FROM (SELECT DISTINCT root, word FROM words) d "
        "JOIN (SELECT word, COUNT(*) AS n FROM words GROUP BY word) n ON n.word = d.word "
        "GROUP BY d.root) w ON w.root = s.root",
        Each(_keys, schema_of(BlockKey)),
    )
    engine.apply(
        "pairs",
        "SELECT type, block, root, name FROM blocks",
        Groups(_pairs, ("type", "block"), schema_of(Pair)),
        by=("type", "block"),
        order=("root",),
    )
    engine.apply(
        "scored",
        "SELECT p.a, p.b, x.chain AS first, y.chain AS second, x.profile AS one, y.profile AS other "
        "FROM (SELECT DISTINCT a, b FROM pairs) p JOIN same x ON x.root = p.a JOIN same y ON y.root = p.b",
        Each(_scores, schema_of(Scored)),
    )


def _words(row: Row) -> Iterator[Row]:
    for word in words_to_count(from_row(row["profile"], Profile)):
        yield {"root": row["root"], "word": word}


def _keys(row: Row) -> Iterator[Row]:
    profile = from_row(row["profile"], Profile)
    counted = (each.split(" ", 1) for each in row["counted"] or ())
    for key in block_keys(profile, {word: int(count) for count, word in counted}):
        yield {"type": row["type"], "block": key, "root": row["root"], "name": profile.name}


def _pairs(rows: list[Row]) -> Iterator[Row]:
    for a, b in pairs_of_block([row["root"] for row in rows], [row["name"] for row in rows]):
        yield {"a": a, "b": b}


def _scores(row: Row) -> Iterator[Row]:
    one, other = from_row(row.pop("one"), Profile), from_row(row.pop("other"), Profile)
    if found := propose(one, other, weights()):
        yield {**row, "score": found.value, "reason": found.reason}


def _join_components(engine: Engine) -> None:
    engine.apply(
        "together",
        "SELECT profile FROM profiles WHERE type = 'Organization' AND name <> ''",
        Each(_together, schema_of(Together)),
    )
    engine.apply(
        "callings",
        "SELECT l.component, s.members FROM same s JOIN linked l ON l.root = s.root",
        Each(_callings, schema_of(Calling)),
    )
    none, nothing = "CAST(NULL AS STRING)", ", ".join("NULL" for _ in CLUSTER.split(", "))
    called = "(SELECT DISTINCT component, name FROM callings)"
    engine.apply(
        "joined",
        f"SELECT l.component, 0 AS kind, {prefixed('s')}, {none} AS a, {none} AS b, "
        f"CAST(NULL AS DOUBLE) AS score, {none} AS reason FROM same s JOIN linked l ON l.root = s.root "
        f"UNION ALL SELECT l.component, 1, {nothing}, c.a, c.b, c.score, c.reason "
        f"FROM scored c JOIN linked l ON l.root = c.a WHERE c.score >= {ACCEPT} "
        f"UNION ALL SELECT p.component, 2, {nothing}, t.one, t.other, NULL, NULL "
        f"FROM (SELECT DISTINCT one, other FROM together) t JOIN {called} p ON p.name = t.one "
        f"JOIN {called} q ON q.name = t.other AND q.component = p.component",
        Groups(_join_component, ("component",), schema_of(ClusterRow)),
        by=("component",),
        order=("kind", "root", "a", "b"),
    )


def _together(row: Row) -> Iterator[Row]:
    for one, other in names_together(from_row(row["profile"], Profile)):
        a, b = set(one.split()), set(other.split())
        # Others are never asked for.
        if a < b or b < a:
            yield {"one": one, "other": other}


def _callings(row: Row) -> Iterator[Row]:
    for name in sorted({name for member in row["members"] for name in member["names"]}):
        yield {"component": row["component"], "name": name}


def _join_component(rows: list[Row]) -> Iterator[Row]:
    """Clusters that proposals connect, directly or through others: nothing outside can change what becomes of them."""
    clusters = [
        from_row({column: row[column] for column in CLUSTER.split(", ")}, ClusterRow)
        for row in rows
        if row["kind"] == 0
    ]
    linker, members = fill([replace(cluster, links=()) for cluster in clusters])
    linker.together.update((row["a"], row["b"]) for row in rows if row["kind"] == 2)
    number = {member.place: n for n, member in enumerate(members)}
    proposed = (
        (-row["score"], number[row["a"]], number[row["b"]], row["reason"]) for row in rows if row["kind"] == 1
    )
    join_proposed(linker, proposed)
    yield from map(to_row, empty(linker, members))
