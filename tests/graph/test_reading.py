"""A corpus read in streams is the corpus read whole, and what was cut short or replaced is noticed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graph.analysis import properties
from graph.edges import count_edges
from graph.load import build_database
from graph.load.bundle import bundles
from graph.load.dump import dump
from graph.project import Project, ProjectError
from graph.reading import InMemory, outline, reader_of
from graph.records import Corpus, GraphError
from graph.store import StoreError, open_store
from tests.graph.fixture_corpus import fixture_corpus


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    found = Project(tmp_path_factory.mktemp("reading") / "affair.whowhom")
    found.write(fixture_corpus())
    return found


def dumped(path: Path) -> list[str]:
    with open_store(path) as store:
        return list(dump(store))


def test_streams_and_memory_give_the_same_bundles(project: Project) -> None:
    streamed = list(bundles(project.reader()))
    assert streamed == list(bundles(project.read()))
    assert [one.id for one in streamed] == sorted(one.id for one in fixture_corpus().articles)


def test_a_corpus_in_no_order_is_bundled_all_the_same() -> None:
    corpus = fixture_corpus()
    shuffled = replace(
        corpus,
        articles=corpus.articles[::-1],
        claims=corpus.claims[1::2] + corpus.claims[::2],
        mentions=corpus.mentions[1::2] + corpus.mentions[::2],
    )
    assert {one.id: {row["id"] for row in one.claims} for one in bundles(shuffled)} == {
        one.id: {row["id"] for row in one.claims} for one in bundles(corpus)
    }


def test_an_outline_is_counted_and_analysed_as_the_whole(project: Project) -> None:
    whole, shape = project.read(), outline(project.reader())
    assert {one.text for one in shape.articles} == {""}
    assert {one.evidence for one in shape.claims} == {""}
    assert count_edges(shape) == count_edges(whole)
    assert properties(shape) == properties(whole)


def test_a_database_made_from_streams_is_the_one_made_from_memory(project: Project, tmp_path: Path) -> None:
    streamed = build_database(project.reader(), tmp_path / "streamed")
    assert streamed.counts == build_database(project.read(), tmp_path / "whole").counts
    assert dumped(tmp_path / "streamed") == dumped(tmp_path / "whole")


def test_claims_of_an_article_that_is_not_there_stop_a_database(tmp_path: Path) -> None:
    corpus = fixture_corpus()
    for missing in (corpus.articles[1:], corpus.articles[:-1]):
        orphaned = Corpus(articles=missing, entities=corpus.entities, claims=corpus.claims)
        with pytest.raises(StoreError, match="No article"):
            build_database(orphaned, tmp_path / "graph.arcadedb")
    assert list(tmp_path.iterdir()) == []


def test_project_built_anew_while_it_is_read_is_noticed(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.write(fixture_corpus())
    reader = project.reader()
    project.write(Corpus())
    with pytest.raises(ProjectError, match="built anew"):
        list(reader.claims())


def test_missing_and_unreadable_files_are_named_before_anything_is_read(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.write(fixture_corpus())
    (tmp_path / "mentions.jsonl").unlink()
    with pytest.raises(GraphError, match=r"mentions\.jsonl: there is no such file"):
        project.reader()
    (tmp_path / "mentions.jsonl").mkdir()
    with pytest.raises(GraphError, match=r"mentions\.jsonl: cannot be read"):
        project.reader()


def test_a_reader_is_its_own_reader(project: Project) -> None:
    reader = project.reader()
    assert reader_of(reader) is reader
    assert reader_of(fixture_corpus()) == InMemory(fixture_corpus())
