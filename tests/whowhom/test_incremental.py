"""Building again reads only what is new or changed, loses nothing, and a kill costs at most one batch."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from ingest import workers
from whowhom import build as building
from whowhom.console import progress

NEW = """---
title: Guild thanks Ekdahl
outlet: Western Post
date: 2024-03-07
---
The Coopers Guild praised Tomas Ekdahl. Oskar Lindqvist condemned the Coopers Guild.
"""
FILES = ("documents", "mentions", "entities", "claims", "links", "extractions", "sources")


def contents(project: Path) -> dict[str, bytes]:
    names = [*(f"{name}.jsonl" for name in FILES), "whowhom.json", "graph.html"]
    return {name: (project / name).read_bytes() for name in names}


def paths(project: Path) -> list[str]:
    lines = (project / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    return sorted(json.loads(line)["path"] for line in lines)


@pytest.fixture
def extracted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the articles that were extracted, in order."""
    found: list[str] = []

    def watched(articles, **options):
        for batch, results in workers_of(articles, **options):
            found.extend(article.path for article in batch)
            yield batch, results

    workers_of = workers.extract_batches
    monkeypatch.setattr(building, "extract_batches", watched)
    return found


@pytest.fixture
def home(built: Path, tmp_path: Path) -> Path:
    """A folder with the affair's articles and the project that was built of them, to be changed freely."""
    shutil.copytree(built.parent / "articles", tmp_path / "articles")
    shutil.copytree(built, tmp_path / "affair.whowhom")
    return tmp_path


def build(home: Path, *sources: str, prune: bool = False) -> building.Report:
    given = [home / source for source in sources or ("articles",)]
    return building.build(given, home / "affair.whowhom", progress=progress, prune=prune)


def test_nothing_is_extracted_again_and_nothing_changes(home, extracted):
    before = contents(home / "affair.whowhom")
    report = build(home)
    assert (extracted, report.added, report.news) == ([], 0, ())
    assert contents(home / "affair.whowhom") == before


def test_a_new_file_is_all_that_is_extracted_and_ends_as_one_build_of_all(home, extracted):
    (home / "articles" / "post.md").write_text(NEW, encoding="utf-8")
    report = build(home)
    assert extracted == ["post.md"]
    assert (report.articles, report.added) == (3, 1)
    assert "Coopers Guild SUPPORTED Tomas Ekdahl (Western Post, 2 claims)" in report.news
    increments = contents(home / "affair.whowhom")
    shutil.rmtree(home / "affair.whowhom")
    build(home)
    assert contents(home / "affair.whowhom") == increments


def test_what_was_left_out_of_an_article_is_told_once(home):
    furniture = "\n\nSign up for our newsletter\n"
    (home / "articles" / "post.md").write_text(NEW + furniture, encoding="utf-8")
    assert any(note.startswith("post.md: left out") for note in build(home).notes)
    (home / "articles" / "late.md").write_text(NEW.replace("Ekdahl", "Oquist") + furniture, encoding="utf-8")
    assert {note.partition(":")[0] for note in build(home).notes} == {"late.md"}


def test_another_folder_adds_to_the_project_even_where_names_are_the_same(home):
    (home / "tuesday").mkdir()
    (home / "tuesday" / "courier.md").write_text(NEW, encoding="utf-8")
    assert build(home, "tuesday").articles == 3
    assert paths(home / "affair.whowhom") == ["courier.md", "courier.md", "herald.md"]


def test_a_changed_file_takes_the_place_of_its_old_version(home, extracted):
    (home / "articles" / "herald.md").write_text(NEW, encoding="utf-8")
    report = build(home)
    assert extracted == ["herald.md"]
    assert report.articles == 2
    assert "Southern Herald" not in (home / "affair.whowhom" / "documents.jsonl").read_text(encoding="utf-8")


def test_new_metadata_of_an_old_text_is_taken_over(home, extracted):
    herald = home / "articles" / "herald.md"
    herald.write_text(herald.read_text(encoding="utf-8").replace("Southern", "Northern"), encoding="utf-8")
    report = build(home)
    assert (extracted, report.articles, report.added) == (["herald.md"], 2, 0)
    assert "Northern Herald" in (home / "affair.whowhom" / "documents.jsonl").read_text(encoding="utf-8")


def test_what_is_gone_stays_until_it_is_asked_to_go(home):
    (home / "articles" / "herald.md").unlink()
    report = build(home)
    assert report.articles == 2
    assert any("herald.md is no longer there: kept" in note for note in report.notes)
    assert build(home, prune=True).articles == 1
    assert paths(home / "affair.whowhom") == ["courier.md"]


def test_a_row_that_left_its_table_stays_until_it_is_asked_to_go(home):
    rows = [
        json.dumps({"text": f"The Coopers Guild praised Tomas Ekdahl in {year}."})
        for year in (2019, 2020, 2021)
    ]
    table = home / "rows.jsonl"
    table.write_text("\n".join(rows[:2]), encoding="utf-8")
    assert build(home, "rows.jsonl").articles == 4
    table.write_text("\n".join(rows[1:]), encoding="utf-8")
    assert build(home, "rows.jsonl").articles == 5
    assert build(home, "rows.jsonl", prune=True).articles == 4


def test_a_file_that_can_no_longer_be_read_costs_nothing_of_what_it_gave(home):
    (home / "articles" / "herald.md").write_bytes(bytes(range(256)))
    report = build(home)
    assert report.articles == 2
    assert [source.path for source in report.left_out] == ["herald.md"]


def test_a_file_that_was_refused_is_tried_again(home):
    (home / "articles" / "late.txt").write_bytes(b"")
    for _ in range(2):
        assert [source.path for source in build(home).left_out] == ["late.txt"]


def test_a_moved_folder_needs_no_extraction(home, extracted):
    (home / "articles").rename(home / "moved")
    assert build(home, "moved").articles == 2
    assert extracted == []


def test_the_same_text_under_another_name_is_counted_once(home, extracted):
    shutil.copy(home / "articles" / "herald.md", home / "copy.md")
    report = build(home, "copy.md")
    assert (extracted, report.articles) == ([], 2)
    assert "copy.md: the same text as herald.md, counted once" in report.notes
    (home / "articles" / "herald.md").unlink()
    assert build(home, "copy.md", prune=True).articles == 2
    assert paths(home / "affair.whowhom") == ["copy.md", "courier.md"]


def test_another_version_of_the_extraction_reads_everything_anew(home, extracted, monkeypatch):
    (home / "articles" / "herald.md").unlink()
    monkeypatch.setattr(building, "extraction_version", lambda: "another")
    report = build(home)
    assert sorted(extracted) == ["courier.md", "herald.md"]
    assert (report.articles, report.added) == (2, 0)


def test_a_build_that_was_cut_short_goes_on_where_it_was(home, extracted, monkeypatch):
    monkeypatch.setattr(workers, "BATCH_CHARACTERS", 1)
    (home / "articles" / "post.md").write_text(NEW, encoding="utf-8")
    shutil.rmtree(home / "affair.whowhom")

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cutting:
        cutting.setattr("graph.resolve.resolve", cut)
        with pytest.raises(KeyboardInterrupt):
            build(home)
    journal = home / "affair.whowhom" / ".journal.jsonl"
    with journal.open("r+b") as file:  # the last batch was written by half
        file.truncate(journal.stat().st_size - 40)
    assert extracted == ["courier.md", "herald.md", "post.md"]
    extracted.clear()
    build(home)
    assert extracted == ["post.md"]
    resumed = contents(home / "affair.whowhom")
    assert not journal.exists()
    shutil.rmtree(home / "affair.whowhom")
    build(home)
    assert contents(home / "affair.whowhom") == resumed


def test_a_first_build_that_was_cut_short_says_so(run, tmp_path):
    project = tmp_path / "affair.whowhom"
    project.mkdir()
    (project / ".journal.jsonl").write_text("{", encoding="utf-8")
    outcome = run("ask", "timeline", "x=Palmgren", "-p", project)
    assert outcome.code == 1
    assert "cut short; run the same command again" in outcome.err


def test_claims_under_the_minimum_come_back_when_it_is_lowered(run, home):
    before = contents(home / "affair.whowhom")
    assert run("build", home / "articles", "-o", home / "affair.whowhom", "--min-confidence", "1").code == 0
    assert (home / "affair.whowhom" / "claims.jsonl").read_bytes() == b""
    assert run("build", home / "articles", "-o", home / "affair.whowhom").code == 0
    assert contents(home / "affair.whowhom") == before
