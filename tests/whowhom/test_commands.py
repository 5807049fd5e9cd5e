"""Every command on a project that the command line itself built."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys

FILES = ("documents", "mentions", "entities", "claims")


def answer(outcome):
    assert outcome.code == 0, outcome.err
    return json.loads(outcome.out)


def records(project, name):
    return [json.loads(line) for line in (project / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def claims_between(project, subject, relation, object_):
    entities = {entity["id"]: entity["name"] for entity in records(project, "entities")}
    return [
        claim
        for claim in records(project, "claims")
        if (entities[claim["subject"]], claim["relation"], entities[claim["object"]])
        == (subject, relation, object_)
    ]


def test_build_writes_all_that_the_design_names(built):
    for name in ("documents.jsonl", "mentions.jsonl", "entities.jsonl", "claims.jsonl", "graph.html"):
        assert (built / name).stat().st_size > 0
    assert (built / "graph.arcadedb").is_dir()


def test_build_reports_counts_and_where_the_page_lies(run, tmp_path, built):
    outcome = run("build", built.parent / "articles", "-o", tmp_path / "again.whowhom")
    assert outcome.code == 0
    for word in ("articles   2", "entities", "OPPOSED", "contested", "time", "graph.html"):
        assert word in outcome.out
    assert "extract: 2" in outcome.err


def test_two_builds_of_one_input_are_equal_to_the_byte(run, tmp_path, built):
    run("build", built.parent / "articles", "-o", tmp_path / "again.whowhom")
    for name in FILES:
        again = (tmp_path / "again.whowhom" / f"{name}.jsonl").read_bytes()
        assert again == (built / f"{name}.jsonl").read_bytes()


def test_building_again_in_place_keeps_the_judgements(run, project, built):
    assert run("rename", "Lindqvist", "Oskar W. Lindqvist", "-p", project).code == 0
    assert run("build", built.parent / "articles", "-o", project).code == 0
    assert answer(run("cypher", "MATCH (p:Person) RETURN p.name AS name", "-p", project))
    names = (project / "entities.jsonl").read_text(encoding="utf-8")
    assert "Oskar W. Lindqvist" in names


def test_every_claim_leads_to_its_sentence(built):
    texts = {document["id"]: document["text"] for document in records(built, "documents")}
    claims = records(built, "claims")
    assert claims
    for claim in claims:
        assert texts[claim["document"]][claim["start"] : claim["end"]] == claim["evidence"]


def test_ask_finds_a_name_by_any_alias_whatever_its_case(run, built):
    rows = answer(run("ask", "who-supported", "x=PALMGREN", "-p", built))
    assert any("Lindqvist" in json.dumps(row) for row in rows)


def test_ask_without_a_name_lists_at_least_thirty_questions(run, built):
    assert len(answer(run("ask", "-p", built))) >= 30


def test_rows_come_as_csv_on_request(run, built):
    outcome = run("ask", "timeline", "x=Ruta Palmgren", "-p", built, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(outcome.out)))
    assert rows
    assert all(None not in row for row in rows)


def test_rows_come_as_a_table_on_request(run, built):
    outcome = run("ask", "who-opposed", "x=Ruta Palmgren", "-p", built, "--format", "table")
    assert "Norway" in outcome.out
    assert not outcome.out.startswith("[")


def test_a_denial_against_an_affirmation_is_contested(run, built):
    rows = answer(run("ask", "contested", "-p", built))
    assert any("Lindqvist" in json.dumps(row) and "Palmgren" in json.dumps(row) for row in rows)


def test_cypher_takes_parameters_and_returns_rows(run, built):
    rows = answer(
        run(
            "cypher",
            "MATCH (c:Country) WHERE c.name = $name RETURN c.iso2 AS iso",
            "name=Norway",
            "-p",
            built,
        )
    )
    assert rows == [{"iso": "NO"}]


def test_find_searches_names_and_evidence(run, built):
    assert any("betrayed" in row["text"] for row in answer(run("find", "betrayed", "-p", built)))


def test_show_tells_who_it_is_and_what_it_did(run, built):
    outcome = run("show", "the Halvern Compact", "-p", built, "--format", "table")
    assert outcome.code == 0, outcome.err
    assert "Organization" in outcome.out
    assert "Ekdahl" in outcome.out


def test_explain_marks_both_sides_in_the_sentence(run, built):
    (claim, *_) = claims_between(built, "Halvern Compact", "EXPELLED", "Tomas Ekdahl")
    outcome = run("explain", claim["id"], "-p", built)
    assert "[Halvern Compact]" in outcome.out.replace("[The Halvern Compact]", "[Halvern Compact]")
    assert "[Tomas Ekdahl]" in outcome.out
    assert "Southern Herald" in outcome.out


def test_merge_makes_one_of_two_and_undo_makes_two_of_one(run, project):
    before = len(records(project, "entities"))
    outcome = run("merge", "Tomas Ekdahl", "Oskar Lindqvist", "-p", project, "--note", "a test")
    assert outcome.code == 0, outcome.err
    assert len(records(project, "entities")) == before - 1
    assert run("undo", "-p", project).code == 0
    assert len(records(project, "entities")) == before


def test_a_rejected_claim_is_gone_from_the_graph(run, project):
    (claim, *_) = claims_between(project, "Halvern Compact", "EXPELLED", "Tomas Ekdahl")
    assert run("reject", claim["id"], "-p", project).code == 0
    assert not claims_between(project, "Halvern Compact", "EXPELLED", "Tomas Ekdahl")
    rows = answer(
        run("cypher", "MATCH (:Claim {id: $id}) RETURN count(*) AS n", f"id={claim['id']}", "-p", project)
    )
    assert rows == [{"n": 0}]


def test_retype_changes_the_label(run, project):
    assert run("retype", "Halvern Compact", "person", "-p", project).code == 0
    rows = answer(
        run("cypher", "MATCH (p:Person) WHERE p.name CONTAINS 'Halvern' RETURN p.name AS n", "-p", project)
    )
    assert rows


def test_review_decides_by_single_letters(run, project, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("k\n" * 30))
    outcome = run("review", "-p", project)
    assert outcome.code == 0, outcome.err


def test_export_html_writes_the_page_where_it_is_asked(run, built, tmp_path):
    outcome = run("export", "html", "-o", tmp_path / "page.html", "-p", built)
    assert outcome.code == 0, outcome.err
    assert "Ruta Palmgren" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_evaluate_scores_against_gold(run, built, tmp_path):
    gold = {
        "entities": [
            {"name": "Norway", "type": "Country", "aliases": []},
            {"name": "Ruta Palmgren", "type": "Person", "aliases": []},
        ],
        "claims": [
            {
                "subject": "Norway",
                "relation": "OPPOSED",
                "object": "Ruta Palmgren",
                "negated": False,
                "required": True,
            }
        ],
    }
    (tmp_path / "herald.json").write_text(json.dumps(gold), encoding="utf-8")
    scores = {row["relation"]: row for row in answer(run("evaluate", tmp_path, "-p", built))}
    assert scores["OPPOSED"]["recall"] == 1
    assert scores["all claims"]["precision"] < 1


def test_version_is_printed(run):
    assert run("--version").out.startswith("whowhom 0.")


def test_help_imports_neither_spacy_nor_a_database():
    code = (
        "import sys; sys.argv = ['whowhom', '--help']\n"
        "from whowhom.__main__ import main\n"
        "main()\n"
        "heavy = {'spacy', 'arcadedb', 'neo4j', 'onnxruntime', 'networkx', 'numpy'} & set(sys.modules)\n"
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "build" in done.stdout
