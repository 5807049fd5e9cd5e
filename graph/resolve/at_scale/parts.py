"""Partial names at scale: each goes to the one cluster that it can mean, or stays with its like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.engines.interface import Each, Engine, Groups, Row
from graph.resolve.at_scale.clusters import ClusterRow, empty, fill, single
from graph.resolve.at_scale.names import CLUSTER, prefixed
from graph.resolve.block import MOST_CANDIDATES, parts_of
from graph.resolve.link import Candidate, choose, gather_loose, weigh
from graph.resolve.profile import Profile
from graph.resolve.score import weights
from ingest.columns import from_row, schema_of, to_row


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """A partial name by which a cluster can be meant."""

    type: str
    part: str
    root: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A partial name in use; ``partkey`` are all that one chain has, joined."""

    type: str
    partkey: str
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A cluster that a partial name can mean."""

    root: str
    chain: str
    size: int
    profile: Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """The best known of ``rivals`` clusters, which have ``total`` chains in all, that a partial name can mean."""

    type: str
    partkey: str
    rivals: int
    total: int
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A chain with partial names only. ``target`` is the root of the cluster that it fits, if it fits one.

    ``beside`` is the first chain of the cluster that it was compared with, where that is worth a note.
    """

    place: str
    chain: str
    document: str
    type: str
    name: str
    profile: Profile
    rivals: int
    target: str | None = None
    beside: str | None = None
    score: float | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A partial name that a guard kept out of the cluster that it fits."""

    place: str


def join_parts(engine: Engine) -> None:
    """Make ``decided``, ``taken`` and ``loose`` of ``profiles`` and ``named``, and the view ``clusters`` of all."""
    _offer(engine)
    engine.apply(
        "decided",
        "SELECT p.place, p.chain, p.document, p.type, p.profile, COALESCE(o.rivals, 0) AS rivals, "
        "COALESCE(o.total, 0) AS total, o.offers FROM profiles p LEFT JOIN offers o "
        "ON o.type = p.type AND o.partkey = p.partkey WHERE p.name = ''",
        Each(_decide, schema_of(Decided)),
    )
    _take(engine)
    engine.apply("refusals", "SELECT refused FROM taken", Each(_refusals, schema_of(Refused)))
    engine.apply(
        "loose",
        "SELECT d.type, d.name, d.place, d.chain, d.document, d.profile, d.rivals FROM decided d "
        "LEFT JOIN refusals r ON r.place = d.place WHERE d.target IS NULL OR r.place IS NOT NULL",
        Groups(_gather, ("type", "name"), schema_of(ClusterRow)),
        by=("type", "name"),
        order=("place",),
    )
    engine.view(
        "clusters",
        f"SELECT {prefixed('n')} FROM named n LEFT JOIN targets t ON t.target = n.root WHERE t.target IS NULL "
        f"UNION ALL SELECT {CLUSTER} FROM taken UNION ALL SELECT {CLUSTER} FROM loose",
    )


def _offer(engine: Engine) -> None:
    engine.apply("shorts", "SELECT type, root, size, profile FROM named", Each(_shorts, schema_of(Short)))
    engine.apply(
        "asked",
        "SELECT DISTINCT type, partkey FROM profiles WHERE name = ''",
        Each(_asked, schema_of(Asked)),
    )
    window = "OVER (PARTITION BY type, partkey)"
    engine.view(
        "meant",
        f"SELECT type, partkey, root, CAST(COUNT(*) {window} AS BIGINT) AS rivals, "
        f"CAST(SUM(size) {window} AS BIGINT) AS total, "
        "ROW_NUMBER() OVER (PARTITION BY type, partkey ORDER BY size DESC, root) AS place FROM ("
        "SELECT DISTINCT a.type, a.partkey, s.root, s.size FROM asked a "
        "JOIN shorts s ON s.type = a.type AND s.part = a.part)",
    )
    engine.apply(
        "offers",
        "SELECT m.type, m.partkey, m.rivals, m.total, m.place, n.root, n.chain, n.size, n.profile FROM meant m "
        f"JOIN named n ON n.root = m.root WHERE m.place <= {MOST_CANDIDATES}",
        Groups(_gather_offers, ("type", "partkey"), schema_of(Offers)),
        by=("type", "partkey"),
        order=("place",),
    )


def _take(engine: Engine) -> None:
    engine.view("targets", "SELECT DISTINCT target FROM decided WHERE target IS NOT NULL")
    none = "CAST(NULL AS STRING)"
    nothing = ", ".join("NULL" for _ in CLUSTER.split(", "))
    engine.apply(
        "taken",
        f"SELECT t.target, 0 AS kind, {prefixed('n')}, {none} AS place, {none} AS part_chain, "
        f"{none} AS document, NULL AS part, CAST(NULL AS DOUBLE) AS score, {none} AS reason "
        "FROM named n JOIN targets t ON t.target = n.root "
        f"UNION ALL SELECT d.target, 1, {nothing}, d.place, d.chain, d.document, d.profile, d.score, d.reason "
        "FROM decided d WHERE d.target IS NOT NULL",
        Groups(_join_target, ("target",), schema_of(ClusterRow)),
        by=("target",),
        order=("kind", "place"),
    )


def _shorts(row: Row) -> Iterator[Row]:
    for part in sorted(parts_of(from_row(row["profile"], Profile))):
        yield {"type": row["type"], "part": part, "root": row["root"], "size": row["size"]}


def _asked(row: Row) -> Iterator[Row]:
    for part in filter(None, row["partkey"].split("\x1f")):
        yield {**row, "part": part}


def _gather_offers(rows: list[Row]) -> Iterator[Row]:
    first = rows[0]
    yield {
        "type": first["type"],
        "partkey": first["partkey"],
        "rivals": first["rivals"],
        "total": first["total"],
        "offers": [{key: row[key] for key in ("root", "chain", "size", "profile")} for row in rows],
    }


def _decide(row: Row) -> Iterator[Row]:
    part = from_row(row["profile"], Profile)
    offers = [from_row(offer, Offer) for offer in row.pop("offers") or ()]
    best = [Candidate(number=offer.root, size=offer.size, profile=offer.profile) for offer in offers]
    choice = choose(weigh(part, best, row["rivals"], row.pop("total"), weights()))
    beside = {offer.root: offer.chain for offer in offers}
    row = {**row, "name": part.name, "target": None, "beside": None, "score": None, "reason": None}
    if choice is not None:
        row |= {"score": choice.value, "reason": choice.reason}
        row["target" if choice.join else "beside"] = choice.number if choice.join else beside[choice.number]
    yield row


def _join_target(rows: list[Row]) -> Iterator[Row]:
    """A cluster and the partial names that fit it, first come first."""
    whole = from_row({column: rows[0][column] for column in CLUSTER.split(", ")}, ClusterRow)
    parts = [
        single(row["place"], row["part_chain"], row["document"], from_row(row["part"], Profile))
        for row in rows[1:]
    ]
    linker, members = fill([replace(whole, links=(), refused=()), *parts])
    number = {member.place: n for n, member in enumerate(members)}
    refused = tuple(
        row["place"]
        for row in rows[1:]
        if not linker.join(number[whole.root], number[row["place"]], row["score"], row["reason"])
    )
    kept_out = set(refused)
    made = [cluster for cluster in empty(linker, members) if cluster.root not in kept_out]
    links = tuple(link for cluster in empty(linker, members) for link in cluster.links)
    (cluster,) = made
    yield to_row(replace(cluster, links=links, refused=refused))


def _refusals(row: Row) -> Iterator[Row]:
    for place in row["refused"]:
        yield {"place": place}


def _gather(rows: list[Row]) -> Iterator[Row]:
    """Partial names of one form that no cluster explains; those of no form stay alone."""
    alone = [single(r["place"], r["chain"], r["document"], from_row(r["profile"], Profile)) for r in rows]
    linker, members = fill(alone)
    if rows[0]["name"]:
        gather_loose(linker, [(n, row["rivals"]) for n, row in enumerate(rows)])
    yield from map(to_row, empty(linker, members))
