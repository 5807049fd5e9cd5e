"""Near-copies at scale: MinHash bands as join keys, each pair that meets compared, components on the driver."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

import pyarrow as pa

from graph.engines.interface import Each, Engine, Groups, Row
from graph.resolve.at_scale.clusters import components
from graph.stories import alike, bands_of, runs_of
from ingest.columns import schema_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A key that near-copies share."""

    band: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """Two articles that may be copies, by their ids, or that are."""

    a: str
    b: str


def tell_stories(engine: Engine) -> None:
    """Make the view ``stories``: ``document``, and the id of the first of its copies as ``story``."""
    engine.apply(
        "bands",
        "SELECT document, article.text AS text FROM outcomes WHERE failure IS NULL",
        Each(_bands, schema_of(Band)),
    )
    # Ten thousand reprints of one report meet in every band: first each is compared with one of them ...
    engine.view("told", "SELECT band, document, document AS copies FROM bands")
    found = _compare(engine, "first_copies", _star)
    _put(engine, found)
    # ... then only those that are not joined yet with each other.
    engine.view(
        "told",
        "SELECT b.band, b.document, COALESCE(CAST(c.component AS STRING), b.document) AS copies "
        "FROM bands b LEFT JOIN copied c ON c.document = b.document",
    )
    _put(engine, found | _compare(engine, "other_copies", _across))
    engine.view(
        "stories",
        "SELECT document, first_value(document) OVER (PARTITION BY component ORDER BY published, document) "
        "AS story FROM (SELECT c.document, c.component, "
        "COALESCE(NULLIF(o.article.published, ''), '9999') AS published "
        "FROM copied c JOIN outcomes o ON o.document = c.document)",
    )


def _compare(engine: Engine, name: str, pair: Callable[[list[Row]], Iterator[Row]]) -> set[tuple[str, str]]:
    """The pairs of articles that share a band and are copies."""
    engine.apply(
        f"{name}_met",
        "SELECT band, document, copies FROM told",
        Groups(pair, ("band",), schema_of(Copies)),
        by=("band",),
        order=("document",),
    )
    engine.apply(
        name,
        f"SELECT m.a, m.b, x.article.text AS one, y.article.text AS other FROM "
        f"(SELECT DISTINCT a, b FROM {name}_met) m "
        "JOIN outcomes x ON x.document = m.a JOIN outcomes y ON y.document = m.b",
        Each(_alike, schema_of(Copies)),
    )
    found = engine.fetch(f"SELECT a, b FROM {name}")
    return set(zip(found.column("a").to_pylist(), found.column("b").to_pylist(), strict=True))


def _put(engine: Engine, edges: set[tuple[str, str]]) -> None:
    linked = components(sorted(edges))
    table = {"document": pa.array(linked, pa.string()), "component": pa.array(linked.values(), pa.int64())}
    engine.put("copied", pa.table(table))


def _bands(row: Row) -> Iterator[Row]:
    if runs := runs_of(row["text"]):
        for band in bands_of(runs):
            yield {"band": band, "document": row["document"]}


def _star(rows: list[Row]) -> Iterator[Row]:
    for row in rows[1:]:
        yield {"a": rows[0]["document"], "b": row["document"]}


def _across(rows: list[Row]) -> Iterator[Row]:
    if len({row["copies"] for row in rows}) == 1:
        return
    for one, other in combinations(rows, 2):
        if one["copies"] != other["copies"]:
            yield {"a": one["document"], "b": other["document"]}


def _alike(row: Row) -> Iterator[Row]:
    if alike(runs_of(row["one"]), runs_of(row["other"])):
        yield {"a": row["a"], "b": row["b"]}
