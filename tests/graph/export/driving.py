"""How the tests drive the page: what is drawn, waiting, searching, taking away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page


def drawn_edges(page: Page) -> set[tuple[str, str, str]]:
    found = page.evaluate(
        "Drawing.drawn.map(e => [Corpus.entities.id[Corpus.edges.subject[e]],"
        " Corpus.relations[Corpus.edges.relation[e]], Corpus.entities.id[Corpus.edges.object[e]]])"
    )
    return {tuple(edge) for edge in found}


def until(page: Page, condition: str) -> None:
    """Wait for a condition. Playwright's own way is eval, which the page's policy forbids."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never came true: {condition}")


def search(page: Page, text: str) -> None:
    page.get_by_role("combobox", name="Search by any name").fill(text)


def taken(page: Page, button: str) -> bytes:
    page.get_by_role("button", name="Take away").click()
    with page.expect_download() as download:
        page.locator(button).click()
    content = Path(download.value.path()).read_bytes()
    page.keyboard.press("Escape")
    return content
