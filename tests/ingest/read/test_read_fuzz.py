"""Files mutated at random: none crashes, none hangs, and each that gives no article is named."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest

from ingest.read import Limits, read_articles
from ingest.records import Article
from tests.ingest.read.makers import TEXT, docx, jsonl, page, pdf, table, warc, zipped

ROW = {"title": "Council meets", "publisher": "La Marea", "date": "2024-03-04", "body": TEXT}
FRONT = (
    b"---\ntitle: Council meets\ndate: 2024-03-04\ntags: [a, b]\n---\n\n# Council\n\n[x](y) **b**\n\n"
    + TEXT.encode()
)
SEEDS = {
    "a.txt": TEXT.encode(),
    "a.md": FRONT,
    "a.jsonl": jsonl(ROW, ROW | {"body": "It rained in Anselm."}),
    "a.json": json.dumps([ROW, ROW]).encode(),
    "a.csv": table([ROW, ROW]),
    "a.zip": zipped({"a.txt": TEXT.encode(), "b.jsonl": jsonl(ROW)}),
    "a.jsonl.gz": gzip.compress(jsonl(ROW)),
    "a.html": page(),
    "a.warc": warc({"https://example.org/1": page()}, compressed=False),
    "a.docx": docx(),
    "a.pdf": pdf([["The council of Kestria met on Monday."]]),
}
ROUNDS = 40
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


@pytest.mark.parametrize("name", SEEDS)
def test_no_mutation_crashes_or_hangs(name: str, tmp_path: Path) -> None:
    chance = random.Random(name)
    for number in range(ROUNDS):
        stem, _, suffix = name.partition(".")
        (tmp_path / f"{stem}{number:03}.{suffix}").write_bytes(mutate(SEEDS[name], chance))
    records = list(read_articles([tmp_path], limits=Limits(seconds=20)))
    named = {record.path.partition("#")[0] for record in records}
    assert len(named) == ROUNDS
    for record in records:
        if isinstance(record, Article):
            assert record.text.encode("utf-8")
