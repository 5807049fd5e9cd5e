"""A graph too large to be drawn at once: the page begins with the most connected, and unfolds from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.generated import generated_corpus
from graph.export.page import write_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_the_most_connected_are_shown_and_a_choice_unfolds_neighbours(
    visit: Callable[..., Page], tmp_path: Path
) -> None:
    page = visit(write_page(generated_corpus(entities=400, claims=1_500), tmp_path / "graph.html"))
    assert page.evaluate("Drawing.shown.length") == 150
    assert page.evaluate("Drawing.drawn.length") <= 320
    assert "weaker connections are not drawn" in page.locator("#notice").inner_text()
    page.evaluate(
        "App.open([...Array(Corpus.size.entities).keys()].find(e => !Drawing.shown.includes(e)"
        " && [...Corpus.edgesOfEntity().of(e)].some(x => App.result.edgeClaims[x])))"
    )
    page.wait_for_selector("[data-action=fold]")
    assert page.evaluate("Drawing.shown.length") > 150
    apart = page.evaluate(
        "(() => { const p = Object.values(Drawing.network.getPositions(Drawing.shown)); let least = 1e9;"
        " p.forEach((a, i) => p.slice(i + 1).forEach(b => { least = Math.min(least,"
        " Math.hypot(a.x - b.x, a.y - b.y)); })); return least; })()"
    )
    assert apart > 20
    page.locator("[data-action=fold]").click()
    page.wait_for_selector("[data-action=fold]", state="detached")


def test_table_holds_what_is_not_drawn(visit: Callable[..., Page], tmp_path: Path) -> None:
    path = write_page(generated_corpus(entities=400, claims=1_500), tmp_path / "graph.html")
    page = visit(path, "#view=table")
    told = page.locator("#table-view caption").inner_text().split()[0].replace(",", "")
    assert int(told) == page.evaluate("App.result.edges")
    assert int(told) > 320
