"""Rewrites mentions and claims at scale, and puts every record into the order in which a project has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from graph.engines.interface import Each, Engine, Row
from graph.records import Entity, Link
from graph.resolve.apply import rewrite_claims, rewrite_mentions
from graph.resolve.at_scale.clusters import make_link
from graph.tables import Draft
from ingest.columns import from_row, schema_of, to_row
from ingest.records import Article, Claim, EntityType, Extraction, Mention

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """One article's mentions and claims that refer to entities, and how many were left out, and why."""

    document: str
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    reflexive: int
    dangling: int
    repeated: int
    stray: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A link whose columns no dialect of SQL takes for functions; ``weak`` is the negative score, to sort by."""

    one: str
    other: str
    weak: float
    reason: str


def make_records(engine: Engine, min_confidence: float) -> None:
    """Make the tables of a project, each in its order, of ``outcomes`` and of who is who.

    Claims under the confidence are left out, but for the extractions.
    """
    engine.apply(
        "rewritten",
        "SELECT o.document, o.mentions, o.chains, o.claims, w.who FROM outcomes o LEFT JOIN ("
        "SELECT m.document, array_agg(m.chain || ' ' || d.entity.id || ' ' || d.entity.type) AS who "
        "FROM members m JOIN drawn d ON d.root = m.root GROUP BY m.document) w ON w.document = o.document "
        "WHERE o.failure IS NULL",
        Each(partial(_rewrite, minimum=min_confidence), schema_of(Rewritten)),
    )
    whole = "FROM outcomes WHERE failure IS NULL"
    one = ("document",)
    engine.apply(
        "documents",
        "SELECT o.document, o.article, s.story FROM outcomes o LEFT JOIN stories s "
        "ON s.document = o.document WHERE o.failure IS NULL",
        Each(_document, schema_of(Article)),
        order=one,
    )
    engine.apply(
        "extractions",
        f"SELECT document, mentions, chains, claims {whole}",
        Each(_same, schema_of(Draft)),
        order=one,
    )
    engine.apply(
        "mentions", "SELECT document, mentions FROM rewritten", _flat("mentions", Mention), order=one
    )
    engine.apply("claims", "SELECT document, claims FROM rewritten", _flat("claims", Claim), order=one)
    engine.apply(
        "entities",
        "SELECT entity.id AS id, entity FROM drawn",
        Each(_entity, schema_of(Entity)),
        order=("id",),
    )
    _link(engine)


def left_out(engine: Engine) -> list[tuple[int, str, str]]:
    """How many claims and mentions were left out, of which noun, and why."""
    (row,) = engine.fetch(
        "SELECT CAST(COALESCE(SUM(reflexive), 0) AS BIGINT) AS reflexive, "
        "CAST(COALESCE(SUM(dangling), 0) AS BIGINT) AS dangling, "
        "CAST(COALESCE(SUM(repeated), 0) AS BIGINT) AS repeated, "
        "CAST(COALESCE(SUM(stray), 0) AS BIGINT) AS stray FROM rewritten"
    ).to_pylist()
    return [
        (row["reflexive"], "claim", "of an entity about itself"),
        (row["dangling"], "claim", "about an entity that was rejected or is not known"),
        (row["repeated"], "claim", "read from the same words as another"),
        (row["stray"], "mention", "of a chain that is not there"),
    ]


def _rewrite(row: Row, minimum: float) -> Iterator[Row]:
    known = (each.split(" ") for each in row.pop("who") or ())
    entity_of = {
        chain: Entity(id=entity, name="", type=cast("EntityType", type_)) for chain, entity, type_ in known
    }
    draft = from_row(row, Draft)
    article = Article(id=draft.document, path="", text="")
    certain = tuple(claim for claim in draft.claims if claim.confidence >= minimum)
    found = [Extraction(article=article, mentions=draft.mentions, chains=draft.chains, claims=certain)]
    claims = rewrite_claims(found, entity_of)
    yield to_row(
        Rewritten(
            document=draft.document,
            mentions=tuple(sorted(rewrite_mentions(found, entity_of), key=lambda m: (m.start, m.end))),
            claims=claims.claims,
            reflexive=claims.reflexive,
            dangling=claims.dangling,
            repeated=claims.repeated,
            stray=sum(m.entity not in entity_of for m in draft.mentions if m.entity),
        )
    )


def _link(engine: Engine) -> None:
    linked = " UNION ALL ".join(f"SELECT links FROM {name}" for name in ("same", "joined", "taken", "loose"))
    engine.apply("comparisons", linked, Each(_comparisons, schema_of(Compared)))
    engine.apply(
        "doubts",
        "SELECT first, second, score, reason FROM scored WHERE score < 0.5 UNION ALL "
        "SELECT beside, chain, score, reason FROM decided WHERE beside IS NOT NULL",
        Each(_doubt, schema_of(Compared)),
    )
    engine.apply(
        "links",
        "SELECT one, other, weak, reason FROM comparisons "
        "UNION ALL SELECT one, other, weak, reason FROM doubts",
        Each(_link_row, schema_of(Link)),
        order=("one", "other", "weak", "reason"),
    )


def _doubt(row: Row) -> Iterator[Row]:
    yield _compared(make_link(row["first"], row["second"], row["score"], row["reason"]))


def _comparisons(row: Row) -> Iterator[Row]:
    for link in row["links"]:
        yield _compared(from_row(link, Link))


def _compared(link: Link) -> Row:
    return {"one": link.left, "other": link.right, "weak": -link.score, "reason": link.reason}


def _link_row(row: Row) -> Iterator[Row]:
    yield {"left": row["one"], "right": row["other"], "score": -row["weak"], "reason": row["reason"]}


def _document(row: Row) -> Iterator[Row]:
    yield {**row["article"], "story": row["story"] or row["document"]}


def _entity(row: Row) -> Iterator[Row]:
    entity: Row = row["entity"]
    yield entity


def _same(row: Row) -> Iterator[Row]:
    yield row


def _flat(column: str, record: type[DataclassInstance]) -> Each:
    return Each(_Items(column), schema_of(record))


@dataclass(frozen=True, slots=True)
class _Items:
    column: str

    def __call__(self, row: Row) -> Iterator[Row]:
        yield from row[self.column]
