"""What the command line writes for other programs, and for readers: ``ask --html`` and every ``export``."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest

from whowhom.commands.export import ExportFormat

if TYPE_CHECKING:
    from pathlib import Path

    from tests.whowhom.conftest import Run


def page_data(path: Path) -> Any:
    """The data that a page carries."""
    html = path.read_text(encoding="utf-8")
    found = re.search(r'<script id="data" type="application/json">(.*?)</script>', html, re.DOTALL)
    assert found
    return json.loads(found[1])


def claim_ids(built: Path) -> set[str]:
    lines = (built / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    return {json.loads(line)["id"] for line in lines}


def test_ask_html_writes_a_page_of_what_the_answer_speaks_of(run: Run, built: Path, tmp_path: Path) -> None:
    outcome = run("ask", "who-opposed", "x=Ruta Palmgren", "-p", built, "--html", tmp_path / "answer.html")
    assert outcome.code == 0, outcome.err
    assert json.loads(outcome.out)
    data = page_data(tmp_path / "answer.html")
    assert {"Norway", "Ruta Palmgren"} <= set(data["entities"]["name"])
    assert 0 < len(data["claims"]["id"]) < len(claim_ids(built))
    assert set(data["claims"]["id"]) <= claim_ids(built)


def test_ask_html_without_a_question_of_that_name_writes_nothing(
    run: Run, built: Path, tmp_path: Path
) -> None:
    outcome = run("ask", "who-invented", "-p", built, "--html", tmp_path / "answer.html")
    assert outcome.code != 0
    assert "who-invented" in outcome.err
    assert not (tmp_path / "answer.html").exists()


@pytest.mark.parametrize("form", [form.value for form in ExportFormat])
def test_every_format_is_written_and_told(run: Run, built: Path, tmp_path: Path, form: str) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow", reason="PARQUET NEEDS PYARROW, WHICH IS NOT HERE")
    outcome = run("export", form, "-p", built, "-o", tmp_path / f"out.{form}")
    assert outcome.code == 0, outcome.err
    target = tmp_path / f"out.{form}"
    written = [path for path in (target, *target.glob("**/*")) if path.is_file()]
    assert written
    assert all(path.stat().st_size for path in written)
    assert target.name in outcome.out + outcome.err


def test_html_holds_every_claim(run: Run, built: Path, tmp_path: Path) -> None:
    assert run("export", "html", "-p", built, "-o", tmp_path / "page.html").code == 0
    assert set(page_data(tmp_path / "page.html")["claims"]["id"]) == claim_ids(built)


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_network_formats_are_xml_that_names_everyone(
    run: Run, built: Path, tmp_path: Path, form: str
) -> None:
    assert run("export", form, "-p", built, "-o", tmp_path / f"net.{form}").code == 0
    text = (tmp_path / f"net.{form}").read_text(encoding="utf-8")
    assert ElementTree.fromstring(text) is not None
    assert "Ruta Palmgren" in text
    assert "EXPELLED" in text


def test_linked_data_and_follow_the_money_are_json(run: Run, built: Path, tmp_path: Path) -> None:
    assert run("export", "jsonld", "-p", built, "-o", tmp_path / "net.jsonld").code == 0
    assert json.loads((tmp_path / "net.jsonld").read_text(encoding="utf-8"))["@context"]
    assert run("export", "ftm", "-p", built, "-o", tmp_path / "net.ftm").code == 0
    lines = (tmp_path / "net.ftm").read_text(encoding="utf-8").splitlines()
    assert {"Person", "Organization"} <= {json.loads(line)["schema"] for line in lines}


def test_an_unknown_format_is_a_usage_error_that_lists_the_known(run: Run, built: Path) -> None:
    outcome = run("export", "pptx", "-p", built)
    assert outcome.code == 2
    assert "graphml" in outcome.out + outcome.err


def test_a_store_without_its_password_is_told_how_to_give_it(
    run: Run, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    target = tmp_path / "page.html"
    outcome = run("export", "html", "--store", "bolt://127.0.0.1:9", "-p", built, "-o", target)
    assert outcome.code == 2
    assert "password" in outcome.err.lower()
    assert "Traceback" not in outcome.err
    assert not target.exists()


def test_a_password_file_that_is_missing_is_named(run: Run, built: Path, tmp_path: Path) -> None:
    absent = tmp_path / "no-such-file"
    outcome = run(
        "export", "html", "--store", "bolt://127.0.0.1:9", "--password-file", absent,
        "-p", built, "-o", tmp_path / "page.html",
    )  # fmt: skip
    assert outcome.code == 2
    assert "no-such-file" in outcome.err
