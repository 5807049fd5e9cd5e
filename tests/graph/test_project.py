"""The project directory is written whole or not at all, and never over something else."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from graph.project import Project, ProjectError
from graph.records import GraphError, Judgement
from graph.resolve import resolve
from tests.graph.resolve.told import tell

STORY = [
    tell("[Ilona Vászary|p1] of the [URS|o1] criticized [Piet Okello|p2].", ("p1", "OPPOSED", "p2")),
    tell("[Okello|p1] thanked [Greta Almby|p2].", ("p1", "SUPPORTED", "p2")),
]
CORPUS = resolve(STORY)


def files(path: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in path.iterdir() if p.is_file() and p.name != ".whowhom.lock"}


def test_a_corpus_comes_back_as_it_was_written(tmp_path: Path) -> None:
    project = Project(tmp_path / "a.whowhom")
    with project.lock():
        project.write(CORPUS, STORY)
    found = Project.open(tmp_path / "a.whowhom")
    assert found.read() == CORPUS
    assert sorted(found.extractions(), key=lambda e: e.article.id) == sorted(
        STORY, key=lambda e: e.article.id
    )
    assert resolve(found.extractions()) == CORPUS


def test_two_builds_of_one_input_are_equal_to_the_byte(tmp_path: Path) -> None:
    for name, story in (("a", STORY), ("b", STORY[::-1])):
        with Project(tmp_path / name).lock():
            Project(tmp_path / name).write(resolve(story), story)
    assert files(tmp_path / "a") == files(tmp_path / "b")
    assert set(files(tmp_path / "a")) == {
        "documents.jsonl", "mentions.jsonl", "entities.jsonl", "claims.jsonl", "links.jsonl",
        "extractions.jsonl", "whowhom.json",
    }  # fmt: skip


def test_a_folder_that_holds_something_else_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("years of work", encoding="utf-8")
    with (
        pytest.raises(ProjectError, match=r"holds something else \('thesis\.docx'\)"),
        Project(tmp_path).lock(),
    ):
        pass
    with pytest.raises(ProjectError, match="choose another folder"):
        Project(tmp_path).write(CORPUS)
    assert files(tmp_path) == {"thesis.docx": b"years of work"}


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x", encoding="utf-8")
    with pytest.raises(ProjectError, match="is a file"), Project(path).lock():
        pass
    with pytest.raises(ProjectError, match="is a file"):
        Project.open(path)


def test_a_manifest_of_another_tool_or_of_the_future_is_refused(tmp_path: Path) -> None:
    (tmp_path / "whowhom.json").write_text('{"tool": "whatnot"}', encoding="utf-8")
    with pytest.raises(ProjectError, match="no manifest of whowhom"):
        Project.open(tmp_path)
    future = {"tool": "whowhom", "version": "9", "format": 99, "counts": {}, "mood": "good"}
    (tmp_path / "whowhom.json").write_text(json.dumps(future), encoding="utf-8")
    with pytest.raises(ProjectError, match="format 99"), Project(tmp_path).lock():
        pass


def test_a_folder_with_nothing_but_judgements_may_be_built(tmp_path: Path) -> None:
    Project(tmp_path).judge([Judgement(id="1", decision="reject", target="x")])
    with Project(tmp_path).lock():
        Project(tmp_path).write(CORPUS)
    assert [j.id for j in Project.open(tmp_path).judgements()] == ["1"]


def test_the_second_of_two_builds_is_told_so(tmp_path: Path) -> None:
    with (
        Project(tmp_path).lock(),
        pytest.raises(ProjectError, match="another whowhom is writing it"),
        Project(tmp_path).lock(),
    ):
        pass
    with Project(tmp_path).lock():
        pass


def test_a_place_that_cannot_be_written_is_named() -> None:
    with (
        pytest.raises(ProjectError, match="cannot be written"),
        Project(Path("/proc/nowhere/a.whowhom")).lock(),
    ):
        pass
    with pytest.raises(ProjectError, match="cannot be written"):
        Project(Path("/proc/nowhere/a.whowhom")).write(CORPUS)


def test_a_missing_project_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="whowhom build ARTICLES -o"):
        Project.open(tmp_path / "none")


def test_a_write_that_fails_changes_nothing(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.write(CORPUS, STORY)
    before = files(tmp_path)
    poisoned = replace(CORPUS, notes=("half \ud83d",))
    with pytest.raises(GraphError, match="nothing was changed"):
        project.write(poisoned, STORY)
    assert files(tmp_path) == before


def test_a_build_that_was_cut_short_is_noticed(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.write(CORPUS)
    claims = tmp_path / "claims.jsonl"
    claims.write_text(
        "".join(claims.read_text(encoding="utf-8").splitlines(keepends=True)[1:]), encoding="utf-8"
    )
    with pytest.raises(ProjectError, match=r"claims\.jsonl: has 1 records .* build again"):
        project.read()


def test_a_project_without_extractions_or_judgements_still_reads(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.write(CORPUS)
    (tmp_path / "extractions.jsonl").unlink()
    assert project.read() == CORPUS
    assert list(project.extractions()) == []
    assert project.judgements() == ()


def test_database_and_page_survive_a_new_write(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.write(CORPUS)
    project.database.mkdir()
    project.page.write_text("<html>", encoding="utf-8")
    with project.lock():
        project.write(CORPUS)
    assert project.database.is_dir()
    assert project.page.read_text(encoding="utf-8") == "<html>"


def test_records_in_parquet_are_read_as_json_lines_are(tmp_path: Path) -> None:
    project = Project(tmp_path / "a")
    for form, kept, gone in (
        ("parquet", "claims.parquet", "claims.jsonl"),
        ("jsonl", "claims.jsonl", "claims.parquet"),
    ):
        for _ in range(2):
            with project.lock(), project.replacing() as folder:
                project.write_into(folder, CORPUS, STORY, form=form)
            found = Project.open(project.path)
            assert found.read() == CORPUS
            assert resolve(found.extractions()) == CORPUS
            assert (project.path / kept).exists()
            assert not (project.path / gone).exists()


def test_parquet_records_are_equal_to_the_byte_and_counted(tmp_path: Path) -> None:
    for name in ("a", "b"):
        project = Project(tmp_path / name)
        with project.lock(), project.replacing() as folder:
            project.write_into(folder, CORPUS, STORY, form="parquet")
    claims = [tmp_path / name / "claims.parquet" / "part-00000.parquet" for name in ("a", "b")]
    assert claims[0].read_bytes() == claims[1].read_bytes()
    claims[0].unlink()
    with pytest.raises(ProjectError, match="has 0 records where the manifest counts"):
        Project.open(tmp_path / "a").read()
    claims[1].write_bytes(b"PAR1 no more")
    with pytest.raises(GraphError, match=r"part-00000\.parquet: cannot be read"):
        Project.open(tmp_path / "b").read()
