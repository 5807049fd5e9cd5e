"""PDFs: text in reading order, columns one after the other, words mended across lines and pages."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from ingest.clean.paragraphs import join_lines
from ingest.read.draft import Draft, ReadError

if TYPE_CHECKING:
    from pdfminer.layout import LTPage

MOST_PAGES: Final = 1_000

_UNFINISHED: Final = re.compile(r"[^.!?:;…\"”’)\]]\Z")
_DIGITS: Final = re.compile(r"\d+")


def read_pdf(data: bytes, name: str) -> Sequence[Draft]:
    """The one article of a PDF.

    Raises:
        ReadError: a password, too many pages, no text, or the library for PDFs is not installed.
    """
    try:
        from pdfminer.high_level import extract_pages
        from pdfminer.layout import LAParams
        from pdfminer.pdfdocument import PDFPasswordIncorrect
        from pdfminer.pdfexceptions import PDFException
    except ImportError as error:
        raise ReadError("reading PDFs needs pdfminer.six: run pip install 'whowhom[formats]'") from error
    try:
        laid_out = extract_pages(io.BytesIO(data), laparams=LAParams(), maxpages=MOST_PAGES + 1)
        pages = [_blocks(page) for page in laid_out]
    except PDFPasswordIncorrect as error:
        raise ReadError("it is protected by a password: save a copy without one") from error
    except PDFException as error:
        raise ReadError("it is no PDF, or a damaged one") from error
    if len(pages) > MOST_PAGES:
        raise ReadError(f"it has more than {MOST_PAGES} pages: split it")
    if not any(pages):
        raise ReadError("it holds pictures and no text: run text recognition (OCR) over it first")
    return [Draft(text="\n\n".join(mend_blocks(without_running_heads(pages))))]


def without_running_heads(pages: Sequence[Sequence[str]]) -> list[str]:
    """The blocks of all pages but for page numbers and what most pages repeat at their head or foot."""
    seen = Counter(fold for page in pages for fold in {_fold(block) for block in page})
    often = max(3, len(pages) // 2)
    return [
        block
        for page in pages
        for at, block in enumerate(page)
        if not (seen[_fold(block)] >= often and (at < 2 or at >= len(page) - 2))
        and not block.strip().isdigit()
    ]


def mend_blocks(blocks: Iterable[str]) -> list[str]:
    """Paragraphs of blocks of lines; a sentence that goes on in the next column or page is made whole."""
    whole = " ".join(blocks := [block.strip() for block in blocks]).replace("\n", " ")
    paragraphs: list[str] = []
    for block in filter(None, blocks):
        if paragraphs and _UNFINISHED.search(paragraphs[-1]) and block[0].islower():
            lines = [paragraphs.pop(), *block.split("\n")]
        else:
            lines = block.split("\n")
        paragraphs.append(join_lines(lines, whole))
    return paragraphs


def _blocks(page: LTPage) -> list[str]:
    from pdfminer.layout import LTTextBoxHorizontal

    boxes = [element for element in page if isinstance(element, LTTextBoxHorizontal)]
    return [
        "\n".join(" ".join(line.split()) for line in box.get_text().strip().splitlines()) for box in boxes
    ]


def _fold(block: str) -> str:
    return _DIGITS.sub("#", " ".join(block.casefold().split()))
