"""The format of a file, by its content first and its name second."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from ingest.read.draft import ReadError

Format: TypeAlias = Literal[
    "csv", "docx", "gzip", "html", "json", "jsonl", "parquet", "pdf", "text", "warc", "zip"
]

HEAD: Final = 65_536
"""Bytes that detection looks at."""

_HTML: Final = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head)\b",
    re.I | re.S,
)
_JSON_LINE: Final = re.compile(rb'\A(?:\xef\xbb\xbf)?\s*\{\s*"')
_JSON_LIST: Final = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*\[\s*\{")
_OLD: Final = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "it is an old Word or Excel file: save it as .docx or .csv",
    b"{\\rtf": "it is RTF: save it as .docx or as text",
}
_MAGIC: Final[dict[bytes, Format]] = {
    b"PK\x03\x04": "zip",
    b"\x1f\x8b": "gzip",
    b"WARC/": "warc",
    b"PAR1": "parquet",
}
_BY_NAME: Final[dict[str, Format]] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}


def detect(head: bytes, name: str, columns: Mapping[str, tuple[str, ...]]) -> Format:
    """The format of a file that begins with ``head``, up to ``HEAD`` bytes of it.

    ``columns`` are the names of a table's columns by field, by which a table without a name is known.

    Raises:
        ReadError: it is a format that whowhom knows and cannot read.
    """
    if b"%PDF-" in head[:1024]:
        return "pdf"
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            word = kind == "zip" and (name.endswith(".docx") or b"word/document.xml" in head)
            return "docx" if word else kind
    for magic, reason in _OLD.items():
        if head.startswith(magic):
            raise ReadError(reason)
    if _HTML.match(head):
        return "html"
    kind = _by_name(head, name)
    return "csv" if kind == "text" and _has_header(head, columns) else kind


def _has_header(head: bytes, columns: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether the first line names a column of texts and one more: "Text, lies and video" is a headline."""
    line = head.split(b"\n", 1)[0].decode("utf-8-sig", "replace").lower()
    cells = {cell.strip(' "\r') for cell in re.split("[,;\t]", line)}
    known = {name for names in columns.values() for name in names}
    return not cells.isdisjoint(columns["text"]) and len(cells & known) > 1


def _by_name(head: bytes, name: str) -> Format:
    """Formats whose content looks like any text: their names decide, JSON if it looks so too."""
    suffix = f".{name.rpartition('.')[2]}"
    if suffix in {".json", ".jsonl", ".ndjson", ""} or suffix not in _BY_NAME:
        if _JSON_LIST.match(head):
            return "json"
        if _JSON_LINE.match(head):
            return "json" if suffix == ".json" else "jsonl"
    return _BY_NAME.get(suffix, "text")
