"""A sound file of every format, and what chance does to it."""

from __future__ import annotations

import gzip
import io
import json
import random
from dataclasses import dataclass
from pathlib import Path

from ingest.read import Limits, read_articles
from ingest.read.feed import read_feed
from ingest.records import Article, Duplicate, IngestError, Unreadable
from tests.ingest.read.makers import TEXT, docx, jsonl, page, pdf, table, warc, zipped

ROW = {"title": "Council meets", "publisher": "La Marea", "date": "2024-03-04", "body": TEXT}
FRONT = (
    b"---\ntitle: Council meets\ndate: 2024-03-04\ntags: [a, b]\n---\n\n# Council\n\n[x](y) **b**\n\n"
    + TEXT.encode()
)
FEED = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><item><guid>1</guid><title>A</title>'
    b"<link>https://example.org/1</link><pubDate>Mon, 04 Mar 2024 09:30:00 GMT</pubDate><description>"
    + TEXT.encode()
    + b"</description></item></channel></rss>"
)


def parquet() -> bytes:
    """One row in a table of columns."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([ROW, ROW]), sink)
    return sink.getvalue()


SOUND = {
    "a.txt": TEXT.encode(),
    "a.md": FRONT,
    "a.jsonl": jsonl(ROW, ROW | {"body": "It rained in Anselm."}),
    "a.json": json.dumps([ROW, ROW]).encode(),
    "a.csv": table([ROW, ROW]),
    "a.zip": zipped({"a.txt": TEXT.encode(), "b.jsonl": jsonl(ROW)}),
    "a.jsonl.gz": gzip.compress(jsonl(ROW), mtime=0),
    "a.html": page(),
    "a.warc": warc({"https://example.org/1": page()}, compressed=False),
    "a.docx": docx(),
    "a.pdf": pdf([["The council of Kestria met on Monday."]]),
    "a.parquet": parquet(),
    "a.feed": FEED,
}
"""By name, whose ending is the format; feeds are read on their own."""

GUARDED = ("html", "docx", "pdf", "warc")
"""Formats whose parsers may raise anything; of the others every error is foreseen."""

TOKENS = (
    b"\x00",
    b"\xff\xfe",
    b"\r",
    b"{",
    b"[" * 50,
    b'"',
    b"\\ud800",
    b"<",
    b"---\n",
    b"*a",
    b"&a ",
    b"9" * 30,
    b"\x80",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How many mutated files gave an article, and how many were refused by name."""

    read: int
    refused: int


def mutate(data: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, cut, doubled or put in."""
    bytes_ = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(bytes_) + 1)
        match chance.randrange(5):
            case 0 if at < len(bytes_):
                bytes_[at] = chance.randrange(256)
            case 1:
                del bytes_[at : at + chance.randint(1, 40)]
            case 2:
                bytes_[at:at] = chance.choice(TOKENS)
            case 3:
                bytes_[at:at] = bytes_[at : at + chance.randint(1, 200)]
            case _:
                del bytes_[max(at, len(bytes_) // 2) :]
    return bytes(bytes_)


def fuzz(name: str, times: int, folder: Path, seed: int = 0) -> Outcome:
    """Read so many mutations of one sound file. Raises AssertionError where one is not named in the outcome,
    and whatever a reader lets through.
    """
    chance = random.Random(f"{name}{seed or ''}")
    stem, _, suffix = name.partition(".")
    made = {f"{stem}{number:04}.{suffix}": mutate(SOUND[name], chance) for number in range(times)}
    if suffix == "feed":
        return _feeds(made)
    for each, data in made.items():
        (folder / each).write_bytes(data)
    records = list(read_articles([folder], limits=Limits(seconds=20)))
    named = {record.path.partition("#")[0] for record in records}
    assert named == made.keys(), f"not named: {sorted(made.keys() - named)}"
    for record in records:
        if isinstance(record, Article):
            record.text.encode("utf-8")
        if isinstance(record, Unreadable):
            assert record.reason
            assert "Traceback" not in record.reason
            assert "it is broken: " not in record.reason or suffix in GUARDED, record
    read = {record.path.partition("#")[0] for record in records if isinstance(record, Article | Duplicate)}
    return Outcome(read=len(read), refused=times - len(read))


def _feeds(made: dict[str, bytes]) -> Outcome:
    read = 0
    for name, data in made.items():
        try:
            for entry in read_feed(data, name):
                entry.text.encode("utf-8")
            read += 1
        except IngestError as error:
            if name not in str(error):
                raise
    return Outcome(read=read, refused=len(made) - read)
