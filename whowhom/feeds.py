"""Fetches feeds and keeps their entries as files in a project's inbox, from where a build reads them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from ingest.read.feed import FeedEntry, read_feed
from ingest.records import IngestError, content_id
from whowhom import __version__

SECONDS: Final = 30.0
"""How long one address may take to answer."""
_MOST: Final = 50_000_000
"""Bytes that a feed or a page may have."""


def is_address(source: str) -> bool:
    """Whether a source is something to fetch, and no file or folder."""
    return urlsplit(source).scheme in ("http", "https")


def collect(feed: str, inbox: Path) -> Iterator[str]:
    """Put what is new or changed in a feed into the inbox, one file an entry; yields what went amiss.

    Where the feed has only a summary of an entry, the page that it links to is fetched, once; of a feed in
    a local file none is. Entries stay in the inbox after the feed has dropped them.

    Raises:
        IngestError: the feed cannot be fetched or read.
        OSError: the inbox cannot be written.
    """
    remote = is_address(feed)
    data = fetch(feed) if remote else Path(feed).read_bytes()
    folder = inbox / _folder_name(feed)
    for entry in read_feed(data, feed if remote else Path(feed).name):
        page = folder / f"{entry.key}.html"
        if page.exists():
            continue
        if remote and not entry.whole and is_address(entry.url):
            try:
                _write(page, fetch(entry.url))
                # What the page tells, it tells in full: a summary that was taken for want of it goes.
                _summary_at(folder, entry).unlink(missing_ok=True)
                continue
            except IngestError as error:
                yield f"{error}; its summary in the feed is read"
        if entry.text or entry.title:
            _write(_summary_at(folder, entry), _to_json(entry))


def fetch(address: str) -> bytes:
    """What stands at a web address. Raises IngestError where it does not answer, or with too much."""
    request = Request(address, headers={"User-Agent": f"whowhom/{__version__}"})
    try:
        with urlopen(request, timeout=SECONDS) as answer:
            data: bytes = answer.read(_MOST + 1)
    except (URLError, OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise IngestError(f"{address} cannot be fetched ({reason}): check it, or try again later") from error
    if len(data) > _MOST:
        raise IngestError(f"{address} has more than {_MOST / 1e6:g} MB and was left out")
    return data


def _folder_name(feed: str) -> str:
    """A readable name that two feeds never share."""
    host = urlsplit(feed).hostname if is_address(feed) else Path(feed).stem
    return f"{host}-{content_id(feed if is_address(feed) else Path(feed).name)[:6]}"


def _summary_at(folder: Path, entry: FeedEntry) -> Path:
    return folder / f"{entry.key}.json"


def _to_json(entry: FeedEntry) -> bytes:
    fields = {key: value for key, value in asdict(entry).items() if key not in ("key", "whole")}
    fields["text"] = fields["text"] or fields["title"]
    return (json.dumps(fields, ensure_ascii=False, indent=1) + "\n").encode()


def _write(path: Path, data: bytes) -> None:
    """Write what is new or changed, whole or not at all: a build must not read half an entry."""
    with suppress(FileNotFoundError):
        if path.read_bytes() == data:
            return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    part.replace(path)
