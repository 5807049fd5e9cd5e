"""Resolution over tables finds what resolution in memory finds, record for record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from benchmarks.resolve import articles
from graph.engines.duckdb import DuckEngine
from graph.engines.interface import Engine
from graph.records import Corpus, Entity, Link
from graph.resolve import resolve
from graph.resolve.at_scale import resolve_tables
from graph.resolve.at_scale.clusters import components
from ingest.batches import Outcome
from ingest.columns import from_batch, schema_of, to_batch
from ingest.records import Article, Claim, Extraction, Mention
from tests.graph.resolve.told import tell

REPORT = " ".join(
    f"The council of ward {n} sent its {n * 7}th letter to the harbour office." for n in range(30)
)

STORY = [
    tell("[Ilona Vászary|p1] of the [Union of River States|o1] criticized [Piet Okello|p2].",
         ("p1", "OPPOSED", "p2"), ("p1", "AFFILIATED_WITH", "o1")),
    tell("[Okello|p1] thanked [Greta Almby|p2] of the [URS|o1].", ("p1", "SUPPORTED", "p2")),
    tell("[Pete Okello|p1] met [G. Almby|p2] in [Sorrel|c1].", ("p2", "OPPOSED", "c1"), iso2={"c1": "CL"}),
    tell("[Greta Almby|p1] left. [Jonas Almby|p2] stayed in [Sorrel|c1].", ("p1", "OPPOSED", "p2"), iso2={"c1": "CL"}),
    tell("[Almby|p1] praised [Vászary|p2] and [the envoy|p2.].", ("p1", "SUPPORTED", "p2")),
    tell("[The envoy|p1.] of [Sorrel|c1] praised [Kofi Marrek|p1].", ("c1", "SUPPORTED", "p1"), iso2={"c1": "CL"}),
    tell("[Marrek|o1] fell.", ("o1", "OPPOSED", "o1")),
    tell(f"[Kofi Marrek|p1] spoke. {REPORT}", path="a.txt"),
    tell(f"[Kofi Marrek|p1] spoke. {REPORT} The letters are kept.", path="b.txt"),
]  # fmt: skip


def outcomes(extractions: Sequence[Extraction]) -> pa.Table:
    rows = [
        Outcome(
            document=e.article.id, article=e.article, mentions=e.mentions, chains=e.chains, claims=e.claims
        )
        for e in extractions
    ]
    return pa.Table.from_batches([to_batch(rows, Outcome)])


def over_tables(engine: Engine, extractions: Sequence[Extraction]) -> Corpus:
    engine.put("outcomes", outcomes(extractions))
    notes = resolve_tables(engine)

    def read(name, record):
        return tuple(r for file in engine.files(name) for r in from_batch(pq.read_table(file), record))

    return Corpus(
        articles=read("documents", Article), mentions=read("mentions", Mention),
        entities=read("entities", Entity), claims=read("claims", Claim), links=read("links", Link), notes=notes,
    )  # fmt: skip


@pytest.mark.parametrize("given", [STORY, articles(500, 11)[0]], ids=["told", "generated"])
def test_duckdb_finds_what_memory_finds(given, tmp_path: Path) -> None:
    engine = DuckEngine(tmp_path)
    try:
        found = over_tables(engine, given[::-1])
    finally:
        engine.close()
    expected = resolve(given)
    assert found == expected
    assert found.links
    assert len(found.entities) < sum(len(e.chains) for e in given)


def test_what_was_not_extracted_is_in_no_table(tmp_path: Path) -> None:
    lost = Article(id="f" * 16, path="lost.txt", text="Kofi Marrek spoke.")
    table = pa.concat_tables(
        [
            outcomes(STORY),
            pa.Table.from_batches(
                [to_batch([Outcome(document=lost.id, article=lost, failure="it ended")], Outcome)]
            ),
        ]
    )
    engine = DuckEngine(tmp_path)
    engine.put("outcomes", table)
    resolve_tables(engine)
    held = engine.fetch("SELECT id FROM documents").column("id").to_pylist()
    engine.close()
    assert held == sorted(e.article.id for e in STORY)


def test_components_are_those_of_the_edges() -> None:
    found = components([("a", "b"), ("c", "d"), ("b", "e")])
    assert found["a"] == found["b"] == found["e"] != found["c"] == found["d"]
    assert components([]) == {}


def test_records_survive_their_columns() -> None:
    (claim,) = STORY[6].claims
    given = [replace(claim, reasons=(("negated", "not"), ("negated", "never")), role="envoy"), claim]
    batch = to_batch(given, Claim)
    assert batch.schema == schema_of(Claim)
    assert list(from_batch(batch, Claim)) == given
