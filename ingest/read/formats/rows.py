"""Tables of articles, one a row: JSON Lines, JSON, CSV and Parquet, read as a stream."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO, TypeAlias

from ingest.read.decode import decode
from ingest.read.draft import Found, ReadError, Refused
from ingest.read.fields import pick_draft
from ingest.read.formats.text import looks_like_markdown
from ingest.read.options import Options

Row: TypeAlias = Mapping[str, object]


def read_jsonl(stream: BinaryIO, options: Options) -> Iterator[Found]:
    """Yield the article of each line; a line that is no JSON object is refused by its number."""
    number = 0
    while line := stream.readline(options.limits.file_bytes * 2):
        number += 1
        if not line.strip():
            continue
        part = str(number)
        if not line.endswith(b"\n") and len(line) >= options.limits.file_bytes * 2:
            yield Refused(part=part, reason="the line is longer than an article may be")
            while (rest := stream.readline(1_000_000)) and not rest.endswith(b"\n"):
                pass
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            yield Refused(part=part, reason="the line is not JSON")
            continue
        yield _row(row, part, options)


def read_json(data: bytes, options: Options) -> Iterator[Found]:
    """Yield the article of a JSON object, or those of a list of objects.

    Raises:
        ReadError: it is no JSON.
    """
    try:
        found = json.loads(decode(data)[0])
    except (ValueError, RecursionError) as error:
        raise ReadError("it is not JSON") from error
    if isinstance(found, dict):
        yield _row(found, "", options)
        return
    for number, row in enumerate(found if isinstance(found, list) else [found], 1):
        yield _row(row, str(number), options)


def read_csv(stream: BinaryIO, options: Options) -> Iterator[Found]:
    """Yield the article of each row below the header; commas, semicolons and tabs are all understood.

    Raises:
        ReadError: the header has no column of texts, or the file is no table.
    """
    head = stream.readline(1_000_000)
    header, encoding = decode(head)
    delimiter = max(",;\t", key=header.count)
    stream.seek(0)
    encoding = "utf-8-sig" if encoding in {"utf-8", "ascii"} else encoding
    csv.field_size_limit(max(options.limits.file_bytes, 131_072))
    with io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="") as text:
        rows = csv.DictReader(text, delimiter=delimiter)
        try:
            _check_columns(rows.fieldnames or (), options)
            for row in rows:
                yield _row(
                    {key: value for key, value in row.items() if key is not None}, str(rows.line_num), options
                )
        except csv.Error as error:
            raise ReadError(f"line {rows.line_num}: {error}") from error


def read_parquet(stream: BinaryIO, options: Options) -> Iterator[Found]:
    """Yield the article of each row, a few hundred rows in memory at a time.

    Raises:
        ReadError: no Parquet, no column of texts, or the library for Parquet is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise ReadError("reading Parquet needs pyarrow: run pip install 'whowhom[formats]'") from error
    number = 0
    try:
        table = ParquetFile(stream)
        _check_columns(table.schema_arrow.names, options)
        for batch in table.iter_batches(batch_size=256):
            for row in batch.to_pylist():
                number += 1
                yield _row(row, str(number), options)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise ReadError(f"it is no Parquet, or a damaged one, after row {number}") from error


def _check_columns(columns: Iterable[str], options: Options) -> None:
    names = [column.lower().strip().lstrip("\ufeff") for column in columns]
    wanted = options.columns["text"]
    if not set(wanted).intersection(names):
        raise ReadError(
            f"no column is named {' or '.join(wanted[:3])}; its columns are {', '.join(names)[:200]}"
        )


def _row(row: object, part: str, options: Options) -> Found:
    if not isinstance(row, Mapping):
        return Refused(part=part, reason="it is no object with named fields")
    draft = pick_draft(row, options.columns)
    if not draft.text.strip():
        return Refused(part=part, reason=f"it has no text under {' or '.join(options.columns['text'][:3])}")
    if len(draft.text) > options.limits.file_bytes:
        return Refused(part=part, reason=f"its text is longer than {options.limits.file_bytes / 1e6:g} MB")
    return replace(draft, part=part, markup="markdown" if looks_like_markdown(draft.text) else "plain")
