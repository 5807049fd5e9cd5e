"""The library of questions: every header is whole, and a wrong one is refused by file and line."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from graph.records import GraphError
from ingest import records
from queries import Query, QueryError, find_query, library
from queries.library import load, parse
from queries.parameters import RELATIONS

GOOD = """// question: Who met X?
// param: x entity -- whom they met (example: Ann Onymous)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: name -- who met X
// returns: claim -- id of the claim
MATCH (x:Entity {id: $x})<-[r:SUPPORTED]-(s)  // a comment with $nothing
RETURN s.name AS name, r.evidence[0] AS claim
ORDER BY name, claim LIMIT $limit
"""

WRONG = [
    ("no question", "// question: Who met X?\n", "", "needs one line"),
    ("a question without a mark", "met X?\n", "met X.\n", ":1: needs one line"),
    ("an unknown key", "// returns: claim", "// yields: claim", ":5: a header line is"),
    ("a parameter without example", " (example: 20)", "", ":3: a parameter is written"),
    ("an unknown type", "limit integer", "limit number", ":3: “number” is no type"),
    ("a default of another type", "= 50", "= many", ":3: parameter “limit” needs a whole"),
    ("a column without meaning", "name -- who met X", "name", ":4: a column is written"),
    ("an undeclared parameter", "LIMIT $limit", "LIMIT $limit + $more", ":8: $more is used but"),
    ("an unused parameter", "LIMIT $limit", "", ":3: parameter “limit” is declared but"),
    ("a column that is not returned", "AS name,", "AS who,", ":4: the header promises"),
    ("a parameter declared twice", "limit integer", "x integer", ":3: parameter “x” is declared twice"),
    ("a write", "ORDER BY", "SET s.name = 1 ORDER BY", ":8: a question only reads"),
]  # fmt: skip


def test_there_are_at_least_thirty_questions_in_eight_themes() -> None:
    assert len(library()) >= 30
    assert {query.theme for query in library().values()} == {
        "affiliations", "disputes", "paths", "removals", "sources", "stances", "structure", "time",
    }  # fmt: skip


def test_every_cypher_file_is_a_question_of_the_library() -> None:
    folder = Path(str(files("queries")))
    on_disk = {path.relative_to(folder).as_posix() for path in folder.rglob("*.cypher")}
    assert {query.path for query in library().values()} == on_disk


@pytest.mark.parametrize("query", library().values(), ids=lambda query: query.name)
def test_header_tells_what_a_reader_needs(query: Query) -> None:
    assert parse(Path(str(files("queries").joinpath(query.path))).read_text("utf-8"), query.path) == query
    assert query.question[0].isupper()
    assert query.returns
    assert "ORDER BY" in query.text, "rows must come in one order, whatever the database"
    assert "LIMIT" in query.text or query.name in {"most-central", "brokers"}
    claims = {column.name for column in query.returns} & {
        "claim",
        "claims",
        "claim_x",
        "after_claim",
        "enmity",
        "support",
    }
    without_claims = {"camps", "camp-of", "most-central", "tension", "outlets", "activity", "brokers"}
    assert claims or query.name in without_claims, "rows must lead to claims"


@pytest.mark.parametrize("query", library().values(), ids=lambda query: query.name)
def test_examples_bind(query: Query) -> None:
    given = {parameter.name: str(parameter.example) for parameter in query.params}
    bound = query.bind(given)
    assert bound == {parameter.name: parameter.example for parameter in query.params}


def test_good_file_is_read_whole() -> None:
    query = parse(GOOD, "people/met.cypher")
    assert (query.name, query.theme, query.usage) == ("met", "people", "x=ENTITY [limit=50]")
    assert [column.meaning for column in query.returns] == ["who met X", "id of the claim"]
    assert query.text.startswith("MATCH")


@pytest.mark.parametrize(
    ("old", "new", "sentence"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG]
)
def test_wrong_file_is_refused_by_file_and_line(old: str, new: str, sentence: str) -> None:
    assert old in GOOD
    with pytest.raises(QueryError) as refused:
        parse(GOOD.replace(old, new), "people/met.cypher")
    assert sentence in str(refused.value)
    assert "people/met.cypher" in str(refused.value)


def test_header_alone_is_no_question() -> None:
    with pytest.raises(QueryError, match="has no Cypher"):
        parse(GOOD[: GOOD.index("MATCH")], "people/met.cypher")


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    for theme in ("people", "places"):
        (tmp_path / theme).mkdir()
        (tmp_path / theme / "met.cypher").write_text(GOOD, encoding="utf-8")
    with pytest.raises(QueryError, match=r"places/met.cypher has the name of people/met.cypher"):
        load(tmp_path)


def test_words_in_strings_are_neither_parameters_nor_writes() -> None:
    assert parse(GOOD.replace("(s)  //", "(s) WHERE s.name <> 'SET $price' //"), "people/met.cypher")


def test_unknown_query_suggests_the_nearest() -> None:
    with pytest.raises(QueryError, match="did you mean who-supported"):
        find_query("who_suported")
    with pytest.raises(QueryError, match="lists all"):
        find_query("zzzz")


def test_missing_parameter_is_named_with_an_example() -> None:
    with pytest.raises(
        QueryError, match=r"“who-supported” needs x='Ilse Marrek'.* it takes x=ENTITY \[limit=50\]"
    ):
        find_query("who-supported").bind({})


def test_unknown_parameter_lists_the_valid_ones() -> None:
    with pytest.raises(QueryError, match=r"no parameter “limits”, did you mean “limit”\? it takes x=ENTITY"):
        find_query("who-supported").bind({"x": "a", "limits": "3"})


@pytest.mark.parametrize(
    ("name", "given", "sentence"),
    [
        ("who-supported", {"x": "a", "limit": "ten"}, "needs a whole number such as 20, not “ten”"),
        ("who-supported", {"x": "  "}, "needs a value"),
        ("new-since", {"since": "May 2024"}, "needs a date such as 2024-05-01"),
        ("new-since", {"since": "2024-02-31"}, "needs a date"),
    ],
)
def test_wrongly_typed_parameter_is_refused(name: str, given: dict[str, str], sentence: str) -> None:
    with pytest.raises(QueryError) as refused:
        find_query(name).bind(given)
    assert sentence in str(refused.value)


def test_defaults_fill_in() -> None:
    assert find_query("new-since").bind({"since": "2024-06"}) == {"since": "2024-06", "limit": 50}


def test_relations_are_those_of_the_records() -> None:
    assert records.RELATIONS == RELATIONS
    assert not issubclass(QueryError, GraphError), "a question's error is wrong usage, not a broken graph"
