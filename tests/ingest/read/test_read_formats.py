"""The same article out of every format; what is broken or hostile costs only itself."""

from __future__ import annotations

import gzip
import io
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.read import Limits, read_articles
from ingest.read.draft import Draft, ReadError
from ingest.read.guard import Guard
from ingest.records import Article, Duplicate, IngestError, Unreadable
from tests.ingest.read.makers import PARAGRAPHS, TEXT, docx, jsonl, page, pdf, table, warc, zipped

ROW = {"headline": "Council meets", "publisher": "La Marea", "date": "2024-03-04", "body": TEXT}


def read(
    path: Path, name: str, data: bytes, limits: Limits | None = None, columns: dict[str, str] | None = None
) -> list[Article | Duplicate | Unreadable]:
    (path / name).write_bytes(data)
    return list(read_articles([path / name], limits=limits, columns=columns))


def article(records: Sequence[object]) -> Article:
    (found,) = records
    assert isinstance(found, Article), found
    return found


def reasons(records: Sequence[object]) -> dict[str, str]:
    return {each.path: each.reason for each in records if isinstance(each, Unreadable)}


def test_page_gives_its_article_and_metadata(tmp_path: Path) -> None:
    found = article(read(tmp_path, "council.html", page()))
    assert found.text == f"Council meets\n\n{TEXT}"
    assert (found.title, found.outlet, found.author) == ("Council meets", "La Marea", "Ada Roe")
    assert (found.published, found.url) == ("2024-03-04", "https://example.org/council")


def test_page_without_an_article_is_named(tmp_path: Path) -> None:
    assert "no article" in reasons(read(tmp_path, "x.html", b"<html><body></body></html>"))["x.html"]


def test_columns_of_a_pdf_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = [
        "The council of Kestria met on",
        "Monday and did not vote on the",
        "blockade of the port of Anselm.",
    ]
    right = [
        "Its chair accused the Harbour",
        "League of having left the room",
        "before the votes were counted.",
    ]
    text = article(read(tmp_path, "a.pdf", pdf([left, right]))).text
    assert text.index("blockade of the port") < text.index("Its chair accused")
    assert "met on Monday and did not vote" in text


def test_word_broken_in_a_pdf_is_mended(tmp_path: Path) -> None:
    lines = ["The council of Kestria con-", "demned the blockade of the", "port on Monday evening."]
    assert "Kestria condemned the blockade" in article(read(tmp_path, "a.pdf", pdf([lines]))).text


def test_sentence_goes_on_over_the_page_without_running_heads(tmp_path: Path) -> None:
    bodies = [
        "The council of Kestria met and",
        "voted on the blockade of the port",
        "before it rose. It was late.",
    ]
    pages = [[["La Marea, 4 March 2024", "", body, "", f"{number}"]] for number, body in enumerate(bodies, 1)]
    text = article(read(tmp_path, "a.pdf", pdf(*pages))).text
    assert text == " ".join(bodies)


def test_pdf_under_a_password_is_named(tmp_path: Path) -> None:
    assert "password" in reasons(read(tmp_path, "a.pdf", pdf([["Secret."]], password="x")))["a.pdf"]


def test_scanned_pdf_is_named(tmp_path: Path) -> None:
    assert "OCR" in reasons(read(tmp_path, "a.pdf", pdf([[]])))["a.pdf"]


def test_word_file_gives_paragraphs_and_cells(tmp_path: Path) -> None:
    found = article(
        read(tmp_path, "a.docx", docx("Council meets", *PARAGRAPHS, title="Template", author="Ada Roe"))
    )
    assert found.text == f"Council meets\n\n{TEXT}\n\nFor the motion: 9. Against it: 4."
    assert (found.title, found.author) == ("Council meets", "Ada Roe")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", jsonl(ROW)),
        ("a.json", jsonl(ROW)),
        ("a.csv", table([ROW])),
        ("a.tsv", table([ROW], delimiter="\t")),
        ("semicolons.csv", table([ROW], delimiter=";")),
        ("a.jsonl.gz", gzip.compress(jsonl(ROW), mtime=0)),
        ("a.csv.gz", gzip.compress(table([ROW]), mtime=0)),
    ],
)
def test_row_is_an_article(tmp_path: Path, name: str, data: bytes) -> None:
    found = article(read(tmp_path, name, data))
    assert (found.title, found.outlet, found.published) == ("Council meets", "La Marea", "2024-03-04")
    assert found.text == f"Council meets\n\n{TEXT}"


def test_parquet_row_is_an_article(tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    parquet.write_table(pa.Table.from_pylist([ROW]), tmp_path / "a.parquet")
    found = article(list(read_articles([tmp_path / "a.parquet"])))
    assert (found.title, found.published) == ("Council meets", "2024-03-04")


def test_columns_can_be_named(tmp_path: Path) -> None:
    row = {"Volltext": TEXT, "Tag": "2024-03-04"}
    found = article(read(tmp_path, "a.csv", table([row]), columns={"text": "Volltext", "published": "Tag"}))
    assert found.published == "2024-03-04"


def test_table_without_a_column_of_texts_names_its_columns(tmp_path: Path) -> None:
    assert (
        "its columns are volltext, tag" in reasons(read(tmp_path, "a.csv", b"Volltext,Tag\nx,y\n"))["a.csv"]
    )


def test_unknown_field_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="no such field"):
        read(tmp_path, "a.csv", table([ROW]), columns={"texte": "x"})


def test_bad_rows_are_named_by_number_and_the_others_read(tmp_path: Path) -> None:
    data = (
        jsonl(ROW)
        + b"{broken\n"
        + b"[1]\n"
        + jsonl({"title": "No text"})
        + jsonl({"text": "It rained in Anselm."})
    )
    records = read(tmp_path, "a.jsonl", data)
    assert [each.path for each in records if isinstance(each, Article)] == ["a.jsonl#1", "a.jsonl#5"]
    named = reasons(records)
    assert named["a.jsonl#2"] == "the line is not JSON"
    assert named["a.jsonl#3"] == "it is no object with named fields"
    assert named["a.jsonl#4"].startswith("it has no text under text")


def test_line_without_end_is_skipped_without_being_held(tmp_path: Path) -> None:
    data = b'{"text": "' + b"x" * 50_000 + b'"}\n' + jsonl({"text": "It rained in Anselm."})
    records = read(tmp_path, "a.jsonl", data, Limits(file_bytes=10_000))
    assert "longer" in reasons(records)["a.jsonl#1"]
    assert any(isinstance(each, Article) for each in records)


@pytest.mark.parametrize("compressed", [True, False])
def test_web_archive_gives_its_pages_by_address(tmp_path: Path, compressed: bool) -> None:
    pages = {"https://example.org/1": page(), "https://example.org/2": b"<html><body></body></html>"}
    records = read(
        tmp_path, "news.warc.gz" if compressed else "news.warc", warc(pages, compressed=compressed)
    )
    (found,) = [each for each in records if isinstance(each, Article)]
    assert found.path.endswith("#https://example.org/1")
    assert list(reasons(records)) == [found.path.replace("/1", "/2")]


def test_error_pages_of_a_web_archive_are_no_articles(tmp_path: Path) -> None:
    data = warc({"https://example.org/1": page()}, compressed=False, status="404 Not Found")
    assert reasons(read(tmp_path, "a.warc", data)) == {"a.warc": "it holds no article"}


@pytest.mark.parametrize(
    ("name", "data"), [("a.zip", zipped({})), ("a.csv", b"text,title\n"), ("a.json", b"[ ]")]
)
def test_file_without_articles_is_named(tmp_path: Path, name: str, data: bytes) -> None:
    assert list(reasons(read(tmp_path, name, data))) == [name]


def test_half_a_character_from_broken_json_is_no_obstacle(tmp_path: Path) -> None:
    row = b'{"title": "Council \\ud83c\\uddf3 \\ud800", "text": "It rained in Anselm \\ud800 again."}\n'
    article(read(tmp_path, "a.jsonl", row)).text.encode("utf-8")


def test_zip_gives_its_members_by_name(tmp_path: Path) -> None:
    members = {
        "b/page.html": page(),
        "a.txt": b"It rained in Anselm.",
        "logo.png": b"x",
        "b/.hidden": b"x",
        "c.bin": b"\0",
    }
    records = read(tmp_path, "a.zip", zipped(members))
    assert [each.path for each in records] == ["a.zip#a.txt", "a.zip#b/page.html", "a.zip#c.bin"]
    assert reasons(records)["a.zip#c.bin"].startswith("it is not text")


def test_zip_bomb_costs_itself_alone(tmp_path: Path) -> None:
    records = read(
        tmp_path, "a.zip", zipped({"bomb.txt": b"a" * 30_000_000, "good.txt": b"It rained in Anselm."})
    )
    assert "bomb" in reasons(records)["a.zip#bomb.txt"]
    assert any(isinstance(each, Article) for each in records)


def test_archives_nest_to_a_limit(tmp_path: Path) -> None:
    data = zipped({"good.txt": b"It rained in Anselm."})
    for depth in range(3):
        data = zipped({f"{depth}.zip": data})
    assert "archives deep" in next(iter(reasons(read(tmp_path, "a.zip", data)).values()))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("liar.txt", page()),
        ("liar.html", pdf([["The council of Kestria met on Monday."]])),
        ("liar.csv", docx()),
        ("liar", jsonl(ROW)),
        ("table", table([ROW], delimiter=";")),
    ],
)
def test_content_decides_over_the_name(tmp_path: Path, name: str, data: bytes) -> None:
    assert "The council of Kestria met on Monday" in article(read(tmp_path, name, data)).text


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "save it as .docx"),
        ("a.rtf", rb"{\rtf1 It rained.}", "RTF"),
        ("a.pdf", b"%PDF-1.7\ngarbage", ""),
        ("a.docx", b"PK\x03\x04word/document.xml", "no Word file"),
        ("a.zip", b"PK\x03\x04garbage", "no zip archive"),
        ("a.parquet", b"PAR1garbagePAR1", "no Parquet"),
        ("a.gz", b"\x1f\x8b\x08garbage", "does not unpack"),
        ("a.warc.gz", gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\n", mtime=0)[:-6], ""),
        ("a.json", b'{"text": ', "not JSON"),
        ("a.html", b"\xff\xfe\x00<", ""),
    ],
)
def test_broken_file_is_named(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    records = read(tmp_path, name, data)
    assert not any(isinstance(each, Article) for each in records)
    for why in reasons(records).values():
        assert reason in why


def test_headline_that_looks_like_a_header_is_a_text(tmp_path: Path) -> None:
    assert article(read(tmp_path, "a", b"Text, lies and video\n\nIt rained in Anselm.")).text.startswith(
        "Text, lies"
    )


def test_page_over_the_limit_is_named(tmp_path: Path) -> None:
    assert "limit" in reasons(read(tmp_path, "a.html", page(), Limits(document_bytes=300)))["a.html"]


def sleep(data: bytes, name: str) -> Sequence[Draft]:
    time.sleep(60)
    return []


def burst(data: bytes, name: str) -> Sequence[Draft]:
    held = [bytes(100_000_000) for _ in range(100)]
    return [Draft(text=str(len(held)))]


def die(data: bytes, name: str) -> Sequence[Draft]:
    import os

    os._exit(9)


def echo(data: bytes, name: str) -> Sequence[Draft]:
    return [Draft(text=data.decode())]


def test_guard_survives_what_hangs_bursts_and_dies() -> None:
    guard = Guard()
    limits = Limits(seconds=60, memory_bytes=1_000_000_000)
    try:
        with pytest.raises(ReadError, match="too much memory"):
            guard.run(burst, b"", "x", limits)
        with pytest.raises(ReadError, match="ended its process"):
            guard.run(die, b"", "x", limits)
        assert guard.run(echo, b"well", "x", limits)[0].text == "well"
        with pytest.raises(ReadError, match=r"longer than 0\.2 seconds"):
            guard.run(sleep, b"", "x", Limits(seconds=0.2))
        assert guard.run(echo, b"again", "x", limits)[0].text == "again"
    finally:
        guard.close()


def test_standard_input_is_read_by_its_content(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(jsonl(ROW))))
    found = article(list(read_articles([Path("-")])))
    assert found.path == "stdin#1"
