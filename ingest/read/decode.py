"""Bytes to text: UTF-8 first, other encodings by their statistics, binary files refused."""

from __future__ import annotations

import codecs
from typing import Final

from ingest.read.draft import ReadError

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TEXT_CONTROLS: Final = frozenset("\t\n\r\f\v\x1a\x85")
_NOT_TEXT: Final = "it is not text: convert it to UTF-8 text, or take it out of the folder"


def decode(data: bytes) -> tuple[str, str]:
    """The text of some bytes, and the name of its encoding.

    Raises:
        ReadError: the bytes are no text, or no encoding fits them.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data, encoding), encoding.removesuffix("-sig")
    if b"\x00" in data:
        raise ReadError(_NOT_TEXT)
    try:
        text, encoding = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text, encoding = _guess(data)
    if _controls(text) > 0.001 * len(text) + 2:
        raise ReadError(_NOT_TEXT)
    return text, encoding


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(f"it begins as {encoding} text but breaks off as such: save it as UTF-8") from error


def _guess(data: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise ReadError("it is not UTF-8, and no other encoding fits: save it as UTF-8")
    return str(best), best.encoding


def _controls(text: str) -> int:
    # Those above 0x7f are what is left of text that was decoded twice, which cleaning mends.
    return sum(1 for character in text if character < " " or character == "\x7f") - sum(
        text.count(allowed) for allowed in _TEXT_CONTROLS
    )
