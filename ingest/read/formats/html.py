"""Saved web pages: the article without the page around it, and the metadata that publishers embed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ingest.read.draft import Draft, ReadError

# A fixed last day keeps the answer the same tomorrow; by default it is the day of the run.
_DATES: Final = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}


def read_html(data: bytes, name: str) -> Sequence[Draft]:
    """The one article of a page.

    Raises:
        ReadError: the page holds no article, or the library for pages is not installed.
    """
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        raise ReadError("reading pages needs trafilatura: run pip install 'whowhom[formats]'") from error
    found = bare_extraction(data, with_metadata=True, include_comments=False, date_extraction_params=_DATES)
    text = getattr(found, "text", None)
    if not text:
        raise ReadError("no article was found in the page")
    return [
        Draft(
            text="\n\n".join(line.removeprefix("- ") for line in str(text).splitlines()),
            title=_field(found, "title"),
            outlet=_field(found, "sitename"),
            author=_field(found, "author").replace("; ", ", "),
            published=_field(found, "date"),
            url=_field(found, "url"),
        )
    ]


def _field(found: object, name: str) -> str:
    return " ".join(str(getattr(found, name, None) or "").split())
