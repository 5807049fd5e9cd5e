"""Records survive the way to disk and back, and a broken file says where it is broken."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.jsonl import append_jsonl, read_jsonl, to_json, to_line, write_jsonl
from graph.records import Entity, GraphError, Judgement, Link
from ingest.records import RELATIONS, Article, Chain, Claim, Extraction, Mention

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SPAN = st.integers(0, 10_000)
CLAIMS = st.builds(
    Claim,
    document=TEXT, subject=TEXT, relation=st.sampled_from(RELATIONS), object=TEXT, evidence=TEXT,
    start=SPAN, end=SPAN, subject_start=SPAN, subject_end=SPAN, object_start=SPAN, object_end=SPAN,
    trigger_start=st.none() | SPAN, role=st.none() | TEXT, negated=st.booleans(),
    attributed_to=st.none() | TEXT, confidence=st.floats(0, 1),
    reasons=st.lists(st.tuples(TEXT, TEXT), max_size=3, unique_by=lambda pair: pair[0]).map(tuple),
)  # fmt: skip
TITLES = st.lists(TEXT).map(tuple)
MENTIONS = st.builds(
    Mention, document=TEXT, start=SPAN, end=SPAN, text=TEXT, kind=st.just("name"), type=st.just("Person"),
    entity=TEXT, reason=TEXT, score=st.floats(0, 1),
)  # fmt: skip
ENTITIES = st.builds(
    Entity,
    id=TEXT,
    name=TEXT,
    type=st.just("Country"),
    aliases=st.lists(TEXT).map(tuple),
    iso2=st.none() | TEXT,
)
ARTICLES = st.builds(Article, id=TEXT, path=TEXT, text=TEXT, title=TEXT, notes=st.lists(TEXT).map(tuple))
EXTRACTIONS = st.builds(
    Extraction, article=ARTICLES, mentions=st.lists(MENTIONS, max_size=2).map(tuple),
    claims=st.lists(CLAIMS, max_size=2).map(tuple),
)  # fmt: skip
RECORDS = st.one_of(
    CLAIMS, MENTIONS, ENTITIES, ARTICLES,
    st.builds(Link, left=TEXT, right=TEXT, score=st.floats(0, 1), reason=TEXT),
    st.builds(Judgement, id=TEXT, decision=st.just("same"), target=TEXT, anchors=st.lists(TEXT).map(tuple)),
    st.builds(Chain, id=TEXT, document=TEXT, name=TEXT, type=st.just("Person"), titles=TITLES),
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("records")


@settings(deadline=None)  # each example waits for the disk
@given(record=RECORDS)
def test_every_record_comes_back_as_it_was_written(record: Any, folder: Path) -> None:
    path = folder / "records.jsonl"
    assert write_jsonl(path, [record, record]) == 2
    assert list(read_jsonl(path, type(record))) == [record, record]


@settings(deadline=None)
@given(extraction=EXTRACTIONS)
def test_an_extraction_comes_back_with_all_that_it_holds(extraction: Extraction, folder: Path) -> None:
    path = folder / "extractions.jsonl"
    write_jsonl(path, [extraction])
    assert list(read_jsonl(path, Extraction)) == [extraction]


def claim(**changes: Any) -> Claim:
    values: dict[str, Any] = {
        "document": "d", "subject": "s", "relation": "OPPOSED", "object": "o", "evidence": "Ó said no.",
        "start": 0, "end": 10, "subject_start": 0, "subject_end": 1, "object_start": 7, "object_end": 9,
    }  # fmt: skip
    return Claim(**(values | changes))


def test_reasons_are_an_object_that_a_reader_understands() -> None:
    said = claim(reasons=(("negated", "never"), ("date", "in May"), ("date", "2016")))
    assert to_json(said)["reasons"] == {"negated": "never", "date": ["in May", "2016"]}


def test_a_field_that_two_things_decided_keeps_both_reasons(tmp_path: Path) -> None:
    said = claim(reasons=(("date", "in May"), ("date", "2016")))
    write_jsonl(tmp_path / "c.jsonl", [said])
    assert list(read_jsonl(tmp_path / "c.jsonl", Claim)) == [said]


def test_fields_stand_in_the_documented_order_and_letters_stay_readable() -> None:
    line = to_line(claim())
    assert list(json.loads(line))[:6] == ["id", "document", "subject", "relation", "object", "role"]
    assert "Ó said no." in line
    assert list(json.loads(to_line(Article(id="1", path="p", text="t")))) == [
        "id", "path", "title", "outlet", "author", "published", "url", "text", "notes", "story",
    ]  # fmt: skip


def test_fields_of_a_later_version_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "entities.jsonl"
    path.write_text('{"id": "1", "name": "Sorrel", "type": "Country", "shoe_size": 44}\n\n', encoding="utf-8")
    assert list(read_jsonl(path, Entity)) == [Entity(id="1", name="Sorrel", type="Country")]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('{"id": "1", "name": "S", "type": "Planet"}', r"e\.jsonl:2: type: Input should be 'Person'"),
        ('{"id": "1", "name": "S"}', r"e\.jsonl:2: type: Field required"),
        ('{"id": 1, "name": "S", "type": "Person"}', r"e\.jsonl:2: id: Input should be a valid string"),
        ('{"id": ', r"e\.jsonl:2: Invalid JSON"),
        ("[]", r"e\.jsonl:2: "),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, complaint: str) -> None:
    path = tmp_path / "e.jsonl"
    path.write_text('{"id": "0", "name": "S", "type": "Person"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(GraphError, match=complaint):
        list(read_jsonl(path, Entity))


def test_a_broken_line_with_reasons_is_named(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text('{"reasons": ', encoding="utf-8")
    with pytest.raises(GraphError, match=r"c\.jsonl:1: is not JSON"):
        list(read_jsonl(path, Claim))


def test_a_missing_file_and_one_of_bytes_are_named(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no such file"):
        list(read_jsonl(tmp_path / "none.jsonl", Entity))
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff\xfe")
    with pytest.raises(GraphError, match="not UTF-8"):
        list(read_jsonl(tmp_path / "bytes.jsonl", Entity))
    with pytest.raises(GraphError, match="cannot be read"):
        list(read_jsonl(tmp_path, Entity))


def test_a_write_that_fails_keeps_the_old_file_and_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "e.jsonl"
    write_jsonl(path, [Entity(id="1", name="Sorrel", type="Country")])
    before = path.read_bytes()
    with pytest.raises(GraphError, match="half a surrogate pair"):
        write_jsonl(path, [Entity(id="2", name="x" * 100_000 + "\ud800", type="Country")])
    with pytest.raises(GraphError, match="half a surrogate pair"):  # however deep in a record it lies
        write_jsonl(path, [Entity(id="2", name="Sorrel", type="Country", aliases=("ok", "\ud800"))])
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["e.jsonl"]
    with pytest.raises(GraphError, match="no such file or directory"):
        write_jsonl(tmp_path / "nowhere" / "e.jsonl", [])


def test_appending_keeps_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "judgements.jsonl"
    first, second = (Judgement(id=i, decision="reject", target="t") for i in "12")
    append_jsonl(path, [first])
    append_jsonl(path, [second])
    assert list(read_jsonl(path, Judgement)) == [first, second]
    with pytest.raises(GraphError, match="cannot be written"):
        append_jsonl(tmp_path, [first])


def test_a_line_that_was_torn_off_does_not_swallow_the_next(tmp_path: Path) -> None:
    path = tmp_path / "judgements.jsonl"
    path.write_text('{"id": "1", "decis', encoding="utf-8")
    append_jsonl(path, [Judgement(id="2", decision="reject", target="t")])
    assert path.read_text(encoding="utf-8").splitlines()[1].startswith('{"id":"2"')
    with pytest.raises(GraphError, match=r"judgements\.jsonl:1: "):
        list(read_jsonl(path, Judgement))
