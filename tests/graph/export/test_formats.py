"""Other programs read what is exported: the same entities and counted edges, the same bytes each time."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from graph.edges import count_edges, counts
from graph.export.formats import write_ftm, write_gexf, write_graphml, write_jsonld, write_parquet
from graph.records import GraphError
from tests.graph.fixture_corpus import fixture_corpus

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WRITERS = [write_graphml, write_gexf, write_ftm, write_jsonld]


@pytest.mark.parametrize("write", WRITERS)
def test_the_same_graph_gives_the_same_bytes(write: Callable[..., list[Path]], tmp_path: Path) -> None:
    (first,) = write(fixture_corpus(), tmp_path / "new" / "first")
    (second,) = write(fixture_corpus(), tmp_path / "second")
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("write", WRITERS)
def test_an_unwritable_place_is_one_sentence(write: Callable[..., list[Path]], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(GraphError, match="cannot be written"):
        write(fixture_corpus(), tmp_path / "file" / "out")


@pytest.mark.parametrize(("write", "read"), [(write_graphml, nx.read_graphml), (write_gexf, nx.read_gexf)])
def test_network_programs_find_every_edge(
    write: Callable[..., list[Path]], read: Callable[[Path], nx.MultiDiGraph[str]], tmp_path: Path
) -> None:
    corpus = fixture_corpus()
    torn = replace(corpus.entities[0], name="bell\x07 and escape\x1b")
    (path,) = write(replace(corpus, entities=(torn, *corpus.entities[1:])), tmp_path / "graph.xml")
    graph = read(path)
    wanted = {(edge.subject, edge.relation, edge.object) for edge in count_edges(corpus)}
    assert {(a, data["relation"], b) for a, b, data in graph.edges(data=True)} == wanted
    assert set(graph) == {entity.id for entity in corpus.entities}


def test_follow_the_money_has_a_link_with_its_sentence_for_each_claim_that_counts(tmp_path: Path) -> None:
    corpus = fixture_corpus()
    (path,) = write_ftm(corpus, tmp_path / "graph.ftm.json")
    objects = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    links = {one["id"]: one for one in objects if one["schema"] in ("Membership", "UnknownLink")}
    assert set(links) == {claim.id for claim in corpus.claims if counts(claim)}
    known = {one["id"] for one in objects}
    for link in links.values():
        assert set(link["properties"]["proof"]) <= known
        assert link["properties"]["summary"]


def test_linked_data_quotes_what_stands_at_its_position(tmp_path: Path) -> None:
    corpus = fixture_corpus()
    (path,) = write_jsonld(corpus, tmp_path / "graph.jsonld")
    texts = {article.id: article.text for article in corpus.articles}
    documents = {claim.id: claim.document for claim in corpus.claims}
    graph = json.loads(path.read_text("utf-8"))["@graph"]
    claims = [node for node in graph if "rdf:Statement" in node["@type"]]
    assert len(claims) == len(corpus.claims)
    for node in claims:
        position, quotation = node["oa:hasTarget"]["oa:hasSelector"]
        text = texts[documents[node["@id"].rsplit(":", 1)[1]]]
        assert text[position["oa:start"] : position["oa:end"]] == quotation["oa:exact"]


def test_without_pyarrow_parquet_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(GraphError, match="pip install pyarrow"):
        write_parquet(fixture_corpus(), tmp_path)


def test_parquet_holds_every_record(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="PYARROW IS MISSING")
    corpus = fixture_corpus()
    paths = {path.stem: path for path in write_parquet(corpus, tmp_path / "tables")}
    assert parquet.read_table(paths["claims"]).num_rows == len(corpus.claims)
    assert parquet.read_table(paths["edges"]).num_rows == len(count_edges(corpus))
