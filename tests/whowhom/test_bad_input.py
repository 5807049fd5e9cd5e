"""Wrong input gets one sentence and the right exit code, and costs nothing of what was there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

GOOD = "Ruta Palmgren praised Oskar Lindqvist. Oskar Lindqvist condemned the Halvern Compact.\n"


def said_in_one_sentence(outcome, *words):
    """One line on stderr that begins with the program's name and has these words; no traceback."""
    (line,) = [line for line in outcome.err.splitlines() if line.startswith("whowhom: ")]
    assert "Traceback" not in outcome.err
    for word in words:
        assert word in line, line
    return line


def test_a_path_that_does_not_exist(run, tmp_path):
    outcome = run("build", tmp_path / "nowhere", "-o", tmp_path / "p.whowhom")
    assert outcome.code == 1
    said_in_one_sentence(outcome, "nowhere")


def test_an_empty_folder(run, tmp_path):
    (tmp_path / "empty").mkdir()
    outcome = run("build", tmp_path / "empty", "-o", tmp_path / "p.whowhom")
    assert outcome.code == 1
    said_in_one_sentence(outcome, "empty")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("binary.txt", bytes(range(256)) * 20),
        ("empty.txt", b""),
        ("huge.txt", b"The day was long. " * 400_000),
    ],
)
def test_one_bad_article_is_named_and_the_good_one_is_read(run, tmp_path, name, content):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    (folder / name).write_bytes(content)
    outcome = run("build", folder, "-o", tmp_path / "p.whowhom")
    assert outcome.code == 1
    assert f"left out: {name}" in outcome.err or f"left out: articles/{name}" in outcome.err
    assert "articles   1" in outcome.out
    said_in_one_sentence(outcome, "1 source left out")


def test_a_folder_that_holds_something_else_is_not_touched(run, tmp_path):
    other = tmp_path / "thesis"
    other.mkdir()
    (other / "chapter.tex").write_text("years of work", encoding="utf-8")
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    outcome = run("build", tmp_path / "a.txt", "-o", other)
    assert outcome.code == 1
    said_in_one_sentence(outcome, "thesis")
    assert [path.name for path in other.iterdir()] == ["chapter.tex"]


def test_an_output_that_is_a_file(run, tmp_path):
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    outcome = run("build", tmp_path / "a.txt", "-o", tmp_path / "a.txt")
    assert outcome.code == 1
    said_in_one_sentence(outcome, "a.txt")
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == GOOD


def test_an_unknown_question_suggests_the_nearest(run, built):
    outcome = run("ask", "who-oposed", "x=Palmgren", "-p", built)
    assert outcome.code == 2
    said_in_one_sentence(outcome, "who-opposed")


def test_a_missing_parameter_is_named(run, built):
    outcome = run("ask", "who-opposed", "-p", built)
    assert outcome.code == 2
    said_in_one_sentence(outcome, "x")


def test_an_unknown_parameter_is_named(run, built):
    outcome = run("ask", "who-opposed", "x=Palmgren", "colour=red", "-p", built)
    assert outcome.code == 2
    said_in_one_sentence(outcome, "colour")


def test_a_wrongly_typed_parameter_is_named(run, built):
    outcome = run("ask", "who-opposed", "x=Palmgren", "limit=many", "-p", built)
    assert outcome.code == 2
    said_in_one_sentence(outcome, "limit", "many")


def test_a_parameter_without_equals_sign(run, built):
    outcome = run("ask", "who-opposed", "Palmgren", "-p", built)
    assert outcome.code == 2
    said_in_one_sentence(outcome, "key=value")


def test_an_unknown_name_suggests_near_ones(run, built):
    outcome = run("ask", "who-opposed", "x=Ruta Palmgreen", "-p", built)
    assert outcome.code == 1
    said_in_one_sentence(outcome, "Palmgren")


def test_invalid_cypher(run, built):
    outcome = run("cypher", "MATCH (n RETURN n", "-p", built)
    assert outcome.code == 1
    said_in_one_sentence(outcome)


def test_a_write_without_leave_is_refused(run, project):
    outcome = run("cypher", "MATCH (n) DETACH DELETE n", "-p", project)
    assert outcome.code == 1
    said_in_one_sentence(outcome)
    assert '"n": 0' not in run("cypher", "MATCH (n) RETURN count(n) AS n", "-p", project).out


def test_a_project_that_is_not_there(run, tmp_path):
    outcome = run("ask", "timeline", "x=Palmgren", "-p", tmp_path / "none.whowhom")
    assert outcome.code == 1
    said_in_one_sentence(outcome, "none.whowhom", "whowhom build")


def test_an_unknown_command(run):
    outcome = run("explode")
    assert outcome.code == 2
    said_in_one_sentence(outcome, "explode")


def test_an_unknown_claim(run, built):
    outcome = run("explain", "0123456789abcdef", "-p", built)
    assert outcome.code == 1
    said_in_one_sentence(outcome, "0123456789abcdef")


def test_a_neo4j_that_is_down(run, built, monkeypatch):
    monkeypatch.setenv("NEO4J_PASSWORD", "no secret at all")
    outcome = run("load", "--to", "bolt://127.0.0.1:1", "-p", built)
    assert outcome.code == 1
    line = said_in_one_sentence(outcome, "127.0.0.1:1")
    assert "no secret at all" not in line


def test_no_password_for_neo4j(run, built, monkeypatch):
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    outcome = run("load", "--to", "bolt://127.0.0.1:1", "-p", built)
    assert outcome.code == 2
    said_in_one_sentence(outcome, "NEO4J_PASSWORD")


def test_a_database_that_another_process_writes(run, project):
    hold = (
        "import sys, time\nfrom pathlib import Path\nfrom graph.store import open_store\n"
        "store = open_store(Path(sys.argv[1]), write=True)\nprint('held', flush=True)\ntime.sleep(60)\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, str(project / "graph.arcadedb")], stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == "held"
        outcome = run("ask", "timeline", "x=Palmgren", "-p", project)
        assert outcome.code == 1
        said_in_one_sentence(outcome)
    finally:
        holder.kill()
        holder.wait()
        if holder.stdout is not None:
            holder.stdout.close()


def test_a_second_build_on_one_directory_is_told_so(run, project, built):
    from graph.project import Project

    with Project(project).lock():
        outcome = run("build", built.parent / "articles", "-o", project)
    assert outcome.code == 1
    said_in_one_sentence(outcome, "another")


@pytest.mark.skipif(
    not Path("/sys/fs/cgroup").exists() or shutil.which("mount") is None, reason="needs mount"
)
def test_a_read_only_disk(run, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if (
        os.geteuid()
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "none", disk], check=False).returncode
    ):
        pytest.skip("SKIPPED: a read-only disk can be mounted by root alone")
    try:
        (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
        outcome = run("build", tmp_path / "a.txt", "-o", disk / "p.whowhom")
    finally:
        subprocess.run(["umount", disk], check=True)
    assert outcome.code == 1
    said_in_one_sentence(outcome, "p.whowhom")


def test_debug_shows_the_traceback(run, tmp_path):
    with pytest.raises(Exception, match="nowhere"):
        run("build", tmp_path / "nowhere", "-o", tmp_path / "p.whowhom", "--debug")
