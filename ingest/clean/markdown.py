"""Markdown to paragraphs of plain text: links become their words, emphasis and escapes vanish."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from ingest.clean.paragraphs import split_paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LARGEST: Final = 1_000_000
MOST_BRACKETS: Final = 20_000
"""Bounds within which parsing is quick; what exceeds them is a dump and no author's Markdown."""


def render_markdown(text: str) -> tuple[str, ...]:
    """The paragraphs, headings, list items and quotations of a Markdown text, in order, without markup."""
    if len(text) > LARGEST or text.count("[") > MOST_BRACKETS:
        return split_paragraphs(text)
    blocks: list[str] = []
    for token in _parser().parse(text):
        if token.type == "inline":
            blocks.extend(split_paragraphs(_words(token.children or ())))
        elif token.type in {"code_block", "fence"}:
            # Four spaces before a paragraph are an indent in news copy, never program code.
            blocks.extend(split_paragraphs(token.content))
    return tuple(blocks)


def _words(tokens: Iterable[Token]) -> str:
    words = []
    for token in tokens:
        match token.type:
            case "text" | "code_inline":
                words.append(token.content)
            case "softbreak":
                words.append(" ")
            case "hardbreak":
                words.append("\n")
            case _:
                pass
    return "".join(words)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # HTML stays text here and is taken out by the rule for tags, as in every other format.
    return MarkdownIt("commonmark", {"html": False})
