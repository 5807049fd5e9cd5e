"""Plain text and Markdown, with or without YAML front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ingest.read.decode import decode
from ingest.read.draft import Draft, ReadError
from ingest.read.fields import pick_draft
from ingest.read.options import Options

_FRONT: Final = re.compile(r"\A\s*---[ \t]*\r?\n(?P<head>.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_KEY: Final = re.compile(r"\s*[\w-]+[ \t]*:")
_MARKDOWN: Final = re.compile(
    r"\]\([^()\s]*(?:\([^()\s]*\))?[^()\s]*\)|^\#{1,6}[ ]\S|\*\*\S[^*\n]*\S\*\*|\\[_*#\[\]]", re.MULTILINE
)


def read_text(data: bytes, name: str, options: Options) -> Iterator[Draft]:
    """Yield the one article of a text file.

    Raises:
        ReadError: no text, an unknown encoding, or front matter that is not YAML.
    """
    text, encoding = decode(data)
    notes = () if encoding in {"utf-8", "ascii"} else (f"read as {encoding}, not as UTF-8",)
    draft = split_front_matter(text, options)
    is_markdown = name.endswith((".md", ".markdown")) or looks_like_markdown(draft.text)
    yield replace(draft, markup="markdown" if is_markdown else "plain", notes=notes)


def looks_like_markdown(text: str) -> bool:
    """Whether a text has links, headings, bold type or escapes that only Markdown writes."""
    return bool(_MARKDOWN.search(text))


def split_front_matter(text: str, options: Options) -> Draft:
    """The text below a text's YAML front matter, with the fields that stand there.

    A rule of dashes that opens an article is no front matter: only a block of ``key: value`` is.

    Raises:
        ReadError: the block looks like front matter but is no valid YAML.
    """
    import frontmatter
    import yaml

    found = _FRONT.match(text)
    if found is None or not _KEY.match(found["head"]):
        return Draft(text=text)
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(found["head"], yaml.SafeLoader)):
            # A few nested aliases unfold to gigabytes.
            raise ReadError("its front matter has YAML aliases (*name): write the values out")
        head, body = frontmatter.parse(text.lstrip())
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        advice = "quote values that hold a colon"
        raise ReadError(f"its front matter is not valid YAML near line {line}: {advice}") from error
    return replace(pick_draft(head, options.columns), text=str(body))
