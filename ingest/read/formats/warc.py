"""Web archives, such as Common Crawl News: the pages that servers answered with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from ingest.read.draft import Found, ReadError, Refused
from ingest.read.formats.html import read_html
from ingest.read.options import Options


def read_warc(stream: BinaryIO, options: Options) -> Iterator[Found]:
    """Yield the article of each page, named by its address; redirects, errors and pictures are no pages.

    Raises:
        ReadError: a damaged archive, or the library for web archives is not installed.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as error:
        raise ReadError("reading web archives needs fastwarc: run pip install 'whowhom[formats]'") from error
    try:
        pages = ArchiveIterator(stream, record_types=WarcRecordType.response, auto_decode="all")
        for record in pages:
            if record.http_headers is None or record.http_headers.status_code != 200:
                continue
            if "html" not in (record.http_content_type or "").lower():
                continue
            address = str(record.headers.get("WARC-Target-URI", record.record_id))
            yield from _page(record.reader.read(options.limits.document_bytes + 1), address, options)
    except (OSError, EOFError, ValueError) as error:
        raise ReadError(f"it is damaged: {' '.join(str(error).split())}") from error


def _page(data: bytes, address: str, options: Options) -> Iterator[Found]:
    if len(data) > options.limits.document_bytes:
        yield Refused(
            part=address, reason=f"the page has more than {options.limits.document_bytes / 1e6:g} MB"
        )
        return
    try:
        for draft in options.guard.run(read_html, data, address, options.limits):
            yield replace(draft, part=address, url=draft.url or address)
    except ReadError as error:
        yield Refused(part=address, reason=str(error))
