"""A build on an engine of tables holds what the local build holds, and is asked in the same way."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.project import Project
from tests.whowhom.conftest import Run, write_articles

LATER = """---
title: Ekdahl answers
outlet: Western Mail
date: 2024-04-01
---
Tomas Ekdahl criticized Oskar Lindqvist. Norway supported Tomas Ekdahl.
"""


def test_duckdb_builds_what_the_local_engine_builds(tmp_path: Path, run: Run) -> None:
    source = write_articles(tmp_path / "articles")
    local, tables = tmp_path / "local", tmp_path / "tables"
    assert run("build", source, "-o", local, "--workers", 1).code == 0
    first = run("build", source, "-o", tables, "--workers", 1, "--engine", "duckdb")
    assert first.code == 0, first.err
    assert Project.open(tables).read() == Project.open(local).read()
    assert list(Project.open(tables).extractions()) == list(Project.open(local).extractions())
    assert (tables / "claims.parquet").is_dir()
    assert not (tables / "claims.jsonl").exists()

    # The same questions, and judgements, of either form.
    asked = [run("ask", "expulsions", "-p", project, "--format", "json").out for project in (local, tables)]
    assert asked[0] == asked[1] != ""

    # An article more: the others are not extracted again, and the end is the same.
    (source / "later.md").write_text(LATER, encoding="utf-8")
    assert run("build", source, "-o", local, "--workers", 1).code == 0
    again = run("build", source, "-o", tables, "--workers", 1, "--engine", "duckdb")
    assert "extract: 1\n" in again.err
    assert "articles   3  (1 new)" in again.out
    assert Project.open(tables).read() == Project.open(local).read()
    assert not (tables / ".work.new").exists()


ROUND_BY_ROUND = """
import sys
import whowhom.taking_in
from whowhom.__main__ import main
whowhom.taking_in.ROUND = 1
sys.exit(main())
"""


@pytest.mark.parametrize("engine", ["duckdb", pytest.param("spark", marks=pytest.mark.spark)])
def test_a_build_whose_driver_was_killed_ends_as_an_undisturbed_one(
    tmp_path: Path, run: Run, engine: str
) -> None:
    if engine == "spark":
        pytest.importorskip("pyspark", reason="SKIPPED FOR WANT OF SPARK: pip install 'whowhom[spark]'")
        if not shutil.which("java"):
            pytest.skip("SKIPPED FOR WANT OF SPARK: there is no Java")
    source = write_articles(tmp_path / "articles")
    (source / "later.md").write_text(LATER, encoding="utf-8")
    local, tables = tmp_path / "local", tmp_path / "tables"
    assert run("build", source, "-o", local, "--workers", 1).code == 0

    arguments = ["build", source, "-o", tables, "--engine", engine, "--master", "local[1,4]"]
    command = [sys.executable, "-c", ROUND_BY_ROUND, *map(str, arguments)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 240
    while not whole_rounds(tables) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert whole_rounds(tables)

    again = run(*arguments)
    assert again.code == 0, again.err
    assert Project.open(tables).read() == Project.open(local).read()
    assert list(Project.open(tables).extractions()) == list(Project.open(local).extractions())
    assert not (tables / ".work.new").exists()


def whole_rounds(project: Path) -> list[Path]:
    """The rounds of articles that an engine of either kind has left whole."""
    work = project / ".work.new"
    return sorted([*work.glob("*/round_*.parquet"), *work.glob("*/round_*/_SUCCESS")])


def test_standard_input_is_refused_where_other_machines_cannot_read_it(tmp_path: Path, run: Run) -> None:
    refused = run("build", "-", "-o", tmp_path / "p", "--engine", "duckdb")
    assert refused.code == 1
    assert "standard input" in refused.err


def test_a_setting_without_a_value_is_wrong_usage(tmp_path: Path, run: Run) -> None:
    source = write_articles(tmp_path / "articles")
    refused = run("build", source, "-o", tmp_path / "p", "--engine", "spark", "--conf", "spark.cores.max")
    assert refused.code == 2
    assert "--conf wants KEY=NAME" in refused.err
