"""Plain text and Markdown, with or without YAML front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from ingest.read.decode import decode
from ingest.read.draft import Draft, Markup, ReadError
from ingest.read.limits import Limits

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("title", "headline"),
    "outlet": ("outlet", "publisher", "publication", "source", "site", "sitename"),
    "author": ("author", "authors", "byline"),
    "published": ("published", "date", "publication_date", "published_at", "datetime"),
    "url": ("url", "link", "canonical"),
}
"""The keys under which people keep each field, the first that is filled wins."""

_FRONT = re.compile(r"\A\ufeff?\s*---[ \t]*\r?\n(?P<head>.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_MARKDOWN = re.compile(
    r"\]\([^()\s]*(?:\([^()\s]*\))?[^()\s]*\)|^\#{1,6}[ ]\S|\*\*\S[^*\n]*\S\*\*|\\[_*#\[\]]", re.MULTILINE
)


def read_text(data: bytes, name: str, limits: Limits) -> Iterator[Draft]:
    """Yield the one article of a text file.

    Raises:
        ReadError: no text, an unknown encoding, or front matter that is not YAML.
    """
    text, encoding = decode(data)
    notes = () if encoding in {"utf-8", "ascii"} else (f"read as {encoding}, not as UTF-8",)
    fields, body = split_front_matter(text)
    markup: Markup = (
        "markdown" if name.endswith((".md", ".markdown")) or looks_like_markdown(body) else "plain"
    )
    yield Draft(text=body, markup=markup, notes=notes, **fields)


def looks_like_markdown(text: str) -> bool:
    """Whether a text has links, headings, bold type or escapes that only Markdown writes."""
    return bool(_MARKDOWN.search(text))


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields of a text's YAML front matter, and the text below it.

    A rule of dashes that opens an article is no front matter: only a block of ``key: value`` is.

    Raises:
        ReadError: the block looks like front matter but is no valid YAML.
    """
    import frontmatter
    import yaml

    found = _FRONT.match(text)
    if found is None or not re.match(r"\s*[\w-]+[ \t]*:", found["head"]):
        return {}, text
    try:
        head, body = frontmatter.parse(text.lstrip("\ufeff \t\r\n"))
    except (yaml.YAMLError, ValueError) as error:
        where = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise ReadError(
            f"its front matter is not valid YAML near line {where}: quote values that hold a colon"
        ) from error
    return pick_fields(head), str(body)


def pick_fields(row: Mapping[str, object], names: Mapping[str, tuple[str, ...]] = FIELDS) -> dict[str, str]:
    """The fields of a Draft that a mapping holds under any of their usual names, as text."""
    lower = {str(key).lower().strip(): value for key, value in row.items()}
    return {
        field: next((text for key in keys if (text := _as_text(lower.get(key)))), "")
        for field, keys in names.items()
    }


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return ", ".join(filter(None, (_as_text(item) for item in value)))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return _as_text(value.get("name"))
    return " ".join(str(value).split())
