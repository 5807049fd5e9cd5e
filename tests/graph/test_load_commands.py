"""The command line against a real Neo4j: load, ask there, load again, and what a wrong password says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from graph.load import build_database
from graph.project import Project
from tests.graph.fixture_corpus import fixture_corpus

pytestmark = pytest.mark.neo4j


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Project(tmp_path_factory.mktemp("load") / "affair.whowhom")
    corpus = fixture_corpus()
    made.write(corpus)
    build_database(corpus, made.database)
    return made.path


def whowhom(*arguments: object, password: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "whowhom", *map(str, arguments)]
    environment = {**os.environ, "NEO4J_PASSWORD": password}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_load_counts_and_loading_again_changes_nothing(empty_neo4j, project):
    secret = empty_neo4j.credentials.password
    first = whowhom("load", "--to", empty_neo4j.uri, "-p", project, password=secret)
    assert first.returncode == 0, first.stderr
    assert "changed          nothing" not in first.stdout
    again = whowhom("load", "--to", empty_neo4j.uri, "-p", project, password=secret)
    assert "changed          nothing" in again.stdout
    assert secret not in first.stdout + first.stderr + again.stdout + again.stderr


def test_a_question_gets_the_same_answer_there_and_here(empty_neo4j, project):
    secret = empty_neo4j.credentials.password
    assert whowhom("load", "--to", empty_neo4j.uri, "-p", project, password=secret).returncode == 0
    here = whowhom("ask", "outlets", "-p", project, password=secret)
    there = whowhom("ask", "outlets", "--store", empty_neo4j.uri, password=secret)
    assert here.stdout
    assert there.stdout == here.stdout


def test_a_wrong_password_is_one_sentence_without_the_password(neo4j, project):
    done = whowhom("load", "--to", neo4j.uri, "-p", project, password="not the password")
    assert done.returncode == 1
    (line,) = done.stderr.strip().splitlines()[-1:]
    assert line.startswith("whowhom: ")
    assert "Traceback" not in done.stderr
    assert "not the password" not in done.stderr
