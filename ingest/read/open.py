"""Any stream of bytes to drafts: its format is detected, and the reader of that format takes over."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO, Final, cast

from ingest.read.detect import HEAD, Format, detect
from ingest.read.draft import Found, ReadError
from ingest.read.formats.archive import read_zip
from ingest.read.formats.docx import read_docx
from ingest.read.formats.html import read_html
from ingest.read.formats.pdf import read_pdf
from ingest.read.formats.rows import read_csv, read_json, read_jsonl, read_parquet
from ingest.read.formats.text import read_text
from ingest.read.formats.warc import read_warc
from ingest.read.guard import Work
from ingest.read.options import Options

_DOCUMENTS: Final[Mapping[Format, Work]] = {"docx": read_docx, "html": read_html, "pdf": read_pdf}
"""Formats whose parsers may hang or burst: they work behind the guard."""
_TABLES: Final[Mapping[Format, Callable[[BinaryIO, Options], Iterator[Found]]]] = {
    "csv": read_csv,
    "jsonl": read_jsonl,
    "parquet": read_parquet,
    "warc": read_warc,
}
"""Formats that hold any number of articles and are read as streams."""


def open_stream(stream: BinaryIO, name: str, options: Options) -> Iterator[Found]:
    """Yield what a seekable stream holds: a draft of each article, and by name what cannot be read.

    ``name`` is in lower case and helps where the content does not tell.

    Raises:
        ReadError: nothing of it can be read.
    """
    head = stream.read(HEAD)
    stream.seek(0)
    if not head.strip():
        raise ReadError("it is empty")
    kind = detect(head, name, options.columns)
    if kind in _DOCUMENTS:
        data = _load(stream, options.limits.document_bytes)
        yield from options.guard.run(_DOCUMENTS[kind], data, name, options.limits)
    elif kind in _TABLES:
        yield from _TABLES[kind](stream, options)
    elif kind == "zip":
        yield from read_zip(stream, options, open_stream)
    elif kind == "gzip":
        yield from _open_gzip(stream, name, options)
    elif kind == "json":
        yield from read_json(_load(stream, options.limits.document_bytes), options)
    else:
        yield from read_text(_load(stream, options.limits.file_bytes), name, options)


def _open_gzip(stream: BinaryIO, name: str, options: Options) -> Iterator[Found]:
    inner = options.deeper()
    try:
        with gzip.GzipFile(fileobj=stream) as packed:
            head = packed.read(HEAD)
            if head.startswith(b"WARC/"):
                stream.seek(0)
                # Web archives are many small gzip members in a row, which their own reader unpacks.
                yield from read_warc(stream, options)
                return
            packed.seek(0)
            stem = name.removesuffix(".gz")
            if detect(head, stem, options.columns) == "jsonl":
                yield from read_jsonl(cast(BinaryIO, packed), inner)
                return
            data = _load(cast(BinaryIO, packed), options.limits.document_bytes)
    except (OSError, EOFError, zlib.error) as error:
        raise ReadError("it is damaged: it does not unpack") from error
    yield from open_stream(io.BytesIO(data), stem, inner)


def _load(stream: BinaryIO, limit: int) -> bytes:
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise ReadError(f"it has more than {limit / 1e6:g} MB, the limit: split it or raise the limit")
    return data
