"""Clusters to entities at scale: named one by one, told from their namesakes over the whole corpus."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from graph.engines.interface import Each, Engine, Row, Streams
from graph.names import fold
from graph.records import Entity
from graph.resolve.apply import Sketch, draw, gather_clusters, sketch
from graph.resolve.at_scale.dossiers import place
from ingest.columns import from_row, schema_of, to_row
from ingest.records import Article, Chain, Extraction, Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A chain and the root of its cluster."""

    place: str
    chain: str
    document: str
    root: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainRow:
    """A chain with its mentions."""

    place: str
    chain: Chain
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SketchRow:
    """A cluster's sketch, with what other clusters are compared by."""

    root: str
    plain: str
    mentions: int
    first: str
    sketch: Sketch


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A folded form that a cluster uses; ``described`` where one of its descriptions has it."""

    root: str
    form: str
    described: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRow:
    """An entity and the root of its cluster."""

    root: str
    entity: Entity


def make_entities(engine: Engine) -> None:
    """Make ``members`` and ``drawn`` of ``clusters`` and ``dossiers``."""
    engine.apply("members", "SELECT root, members FROM clusters", Each(_members, schema_of(Membership)))
    engine.apply(
        "chains", "SELECT document, mentions, chains FROM dossiers", Each(_chains, schema_of(ChainRow))
    )
    engine.apply(
        "sketches",
        "SELECT m.root, c.place, c.chain, c.mentions FROM chains c JOIN members m ON m.place = c.place",
        Streams(_sketch, ("root",), schema_of(SketchRow)),
        by=("root",),
        order=("place",),
    )
    engine.apply("forms", "SELECT root, sketch FROM sketches", Each(_forms, schema_of(Form)))
    engine.apply(
        "drawn",
        "SELECT s.root, s.sketch, CAST(s.place AS BIGINT) AS place, o.shared FROM ("
        "SELECT root, sketch, ROW_NUMBER() OVER (PARTITION BY plain ORDER BY mentions DESC, first) AS place "
        "FROM sketches) s LEFT JOIN (SELECT f.root, array_agg(f.form) AS shared FROM forms f "
        "JOIN (SELECT form FROM forms GROUP BY form HAVING COUNT(*) > 1) o ON o.form = f.form "
        "WHERE f.described GROUP BY f.root) o ON o.root = s.root",
        Each(_draw, schema_of(EntityRow)),
    )


def _members(row: Row) -> Iterator[Row]:
    for member in row["members"]:
        yield {key: member[key] for key in ("place", "chain", "document")} | {"root": row["root"]}


def _chains(row: Row) -> Iterator[Row]:
    mentions: dict[str, list[Row]] = defaultdict(list)
    for mention in row["mentions"]:
        mentions[mention["entity"]].append(mention)
    for position, one in enumerate(row["chains"]):
        yield {
            "place": place(row["document"], position),
            "chain": one,
            "mentions": mentions[one["id"]],
        }


def _sketch(rows: Iterator[Row]) -> Iterator[Row]:
    """One cluster: its chains in their order, each as an article of its own."""
    first = next(rows)

    def extractions() -> Iterator[Extraction]:
        for row in chain((first,), rows):
            one = from_row(row["chain"], Chain)
            mentions = tuple(from_row(mention, Mention) for mention in row["mentions"])
            article = Article(id=one.document, path="", text="")
            yield Extraction(article=article, chains=(one,), mentions=mentions)

    # Whatever its chains are called, they are one cluster.
    (cluster,) = gather_clusters(extractions(), defaultdict(int)).values()
    one = sketch(cluster)
    yield to_row(
        SketchRow(root=first["root"], plain=one.plain, mentions=one.mentions, first=one.first, sketch=one)
    )


def _forms(row: Row) -> Iterator[Row]:
    one = from_row(row["sketch"], Sketch)
    described = {fold(text) for text in one.descriptions}
    for form in sorted(one.folded):
        yield {"root": row["root"], "form": form, "described": form in described}


def _draw(row: Row) -> Iterator[Row]:
    one = from_row(row["sketch"], Sketch)
    entity = draw(one, row["place"] - 1, frozenset(row["shared"] or ()))
    yield to_row(EntityRow(root=row["root"], entity=entity))
