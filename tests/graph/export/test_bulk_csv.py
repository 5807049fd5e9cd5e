"""The files for Neo4j's bulk import, imported by the real tool."""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from graph.export.bulk_csv import export_csv
from graph.load import build_database, load
from graph.load.dump import dump
from graph.records import Corpus, GraphError
from graph.store import Credentials, open_store
from tests.graph.fixture_corpus import fixture_corpus
from tests.neo4j_server import PASSWORD, Neo4jServer

if TYPE_CHECKING:
    from pathlib import Path


def hostile_corpus() -> Corpus:
    """The fixture corpus with names and sentences that a careless CSV would break on."""
    corpus = fixture_corpus()
    first, second, *rest = corpus.entities
    claim, *claims = corpus.claims
    return replace(
        corpus,
        entities=(
            replace(first, name='`x`) DETACH DELETE n //, "quoted"', aliases=("a;b", "c|d", "e,f")),
            replace(second, aliases=()),
            *rest,
        ),
        claims=(replace(claim, evidence='He said: "no",\nthen left; \\n\u2028 twice.'), *claims),
    )


@pytest.mark.neo4j
def test_real_tool_imports_the_graph_that_load_would_make(neo4j_jars: Path, tmp_path: Path) -> None:
    assert neo4j_jars.is_dir()
    corpus = hostile_corpus()
    export = export_csv(corpus, tmp_path / "csv")
    program, *arguments = shlex.split(export.command)
    assert program == "neo4j-admin"
    server = Neo4jServer(tmp_path / "home")
    server.prepare()
    server.admin(*arguments)
    build_database(corpus, tmp_path / "graph.arcadedb")
    server.start()
    try:
        credentials = Credentials(password=PASSWORD)
        with (
            open_store(server.uri, credentials=credentials, write=True) as store,
            open_store(tmp_path / "graph.arcadedb") as embedded,
        ):
            changes = dict(load(corpus, store).changes)
            assert changes.keys() == {"constraints_added", "indexes_added", "properties_set"}
            assert list(dump(store)) == list(dump(embedded))
            assert load(corpus, store).changes == ()
    finally:
        server.stop()


def test_export_is_the_same_twice_and_names_every_file(tmp_path: Path) -> None:
    first, second = (export_csv(fixture_corpus(), tmp_path / name) for name in ("one", "two"))
    for left, right in zip(
        (*first.nodes, *first.relationships), (*second.nodes, *second.relationships), strict=True
    ):
        assert left.read_bytes() == right.read_bytes()
        assert f"={left}" in first.command


def test_empty_corpus_has_no_files(tmp_path: Path) -> None:
    export = export_csv(Corpus(), tmp_path)
    assert (export.nodes, export.relationships, list(tmp_path.iterdir())) == ((), (), [])


def test_folder_that_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(GraphError, match="cannot be written"):
        export_csv(fixture_corpus(), tmp_path / "taken")
