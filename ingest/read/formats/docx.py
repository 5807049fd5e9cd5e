"""Word files: paragraphs and table cells in their order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Final

from ingest.read.draft import Draft, ReadError

_LARGEST: Final = 400_000_000
"""Bytes that the parts of a file may unpack to, pictures included."""


def read_docx(data: bytes, name: str) -> Sequence[Draft]:
    """The one article of a Word file.

    Raises:
        ReadError: no Word file, a bomb, no text, or the library for Word files is not installed.
    """
    try:
        import docx
        from docx.table import Table
    except ImportError as error:
        raise ReadError("reading Word files needs python-docx: run pip install 'whowhom[formats]'") from error
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > _LARGEST:
                raise ReadError("it unpacks to more than a Word file can hold")
        document = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise ReadError("it is no Word file, or a damaged one") from error
    blocks: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            # A merged cell comes once for each cell that it covers.
            cells = dict.fromkeys(cell.text for row in block.rows for cell in row.cells)
            blocks.extend(cells)
        else:
            blocks.append(block.text)
    about = document.core_properties
    # Of a file's properties only these are the author's; its dates are those of the file.
    return [Draft(text="\n\n".join(blocks), title=_headline(about.title, blocks), author=about.author or "")]


def _headline(title: str | None, blocks: Sequence[str]) -> str:
    """The title in the properties, if the text has it: templates leave the titles of other texts there."""
    return title if title and any(title in block for block in blocks[:5]) else ""
