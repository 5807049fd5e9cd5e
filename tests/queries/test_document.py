"""The page of all questions is the one that their headers write."""

from __future__ import annotations

from pathlib import Path

from queries import library
from queries.document import document

PAGE = Path(__file__).parents[2] / "docs" / "queries.md"


def test_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == document(), "run: python -m queries.document docs/queries.md"


def test_page_has_every_question_with_a_line_to_type() -> None:
    page = document()
    for query in library().values():
        assert f"### {query.name}\n" in page
        assert f"whowhom ask {query.name}" in page
