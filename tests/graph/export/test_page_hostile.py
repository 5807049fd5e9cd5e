"""What articles may contain is text, never markup: hostile names, headlines and links stay harmless."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from graph.export.page import SCRIPTS, make_page, write_page
from graph.records import Corpus, Entity
from ingest.records import Article, Claim

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

SCRIPT = "</script><script>alert('script')</script>"
HANDLER = "<img src=x onerror=alert('image')><svg onload=alert('svg')>"
COMMENT = "<!--<script>"
REVERSED = "\u202egnihton dias yenmuR\u202c\u200f"
LONG = "Aubrey " * 1_430
FORMULA = '=HYPERLINK("https://evil.example")'


def hostile_corpus() -> Corpus:
    evidence = f"\U0001f600 {SCRIPT} backed {HANDLER} & {REVERSED}, {COMMENT} said."
    start = 10
    left, right = evidence.index(SCRIPT), evidence.index(HANDLER)
    article = Article(
        id="a1", path=f"{SCRIPT}.txt", text="x" * start + evidence, title=f"Headline {SCRIPT}",
        outlet=HANDLER, author=REVERSED, published="2024-02-03", url="javascript:alert('link')",
    )  # fmt: skip
    claim = Claim(
        document="a1", subject="e1", relation="SUPPORTED", object="e2", evidence=evidence, start=start,
        end=start + len(evidence), subject_start=start + left, subject_end=start + left + len(SCRIPT),
        object_start=start + right, object_end=start + right + len(HANDLER),
        trigger_start=start + evidence.index("backed"), trigger_end=start + evidence.index("backed") + 6,
        role=SCRIPT, act="back", attributed_to="e3", confidence=0.9,
    )  # fmt: skip
    entities = (
        Entity(id="e1", name=SCRIPT, type="Person", aliases=(HANDLER, FORMULA)),
        Entity(id="e2", name=HANDLER, type="Organization"),
        Entity(id="e3", name=REVERSED, type="Person"),
        Entity(id="e4", name=LONG, type="Country", iso2="<b"),
        Entity(id="e5", name="", type="Person"),
    )
    return Corpus(
        articles=(article,),
        entities=entities,
        claims=(
            claim,
            replace(claim, id="c2", subject="e3", object="e4"),
            replace(claim, id="c3", subject="e5", object="e5", negated=True),
        ),
    )


def test_no_text_can_leave_its_script_element() -> None:
    html = make_page(hostile_corpus(), title=SCRIPT).html
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert html.count("</script") == len(SCRIPTS) + 2


@pytest.mark.browser
def test_hostile_text_is_shown_and_does_nothing(visit: Callable[..., Page], tmp_path: Path) -> None:
    page = visit(write_page(hostile_corpus(), tmp_path / "graph.html", title=f"Title {SCRIPT}"))
    assert page.locator("h1").inner_text() == f"Title {SCRIPT}"
    for entity in range(5):
        page.evaluate("n => App.open(n)", entity)
        page.wait_for_selector("#panel .panel-title")
        assert (
            page.evaluate("document.querySelectorAll('#panel img, #panel svg[onload], #panel script').length")
            == 0
        )
        assert page.evaluate("document.getElementById('panel').scrollWidth <= 410")
    page.get_by_role("button", name="Table").click()
    page.get_by_role("button", name="Take away").click()
    assert page.evaluate("document.querySelectorAll('a[href^=javascript]').length") == 0


@pytest.mark.browser
def test_marks_sit_right_behind_an_emoji(visit: Callable[..., Page], tmp_path: Path) -> None:
    page = visit(write_page(hostile_corpus(), tmp_path / "graph.html"))
    page.evaluate("App.open(0)")
    marks = page.locator("#panel .evidence").first.locator("mark")
    assert marks.all_inner_texts() == [SCRIPT, "backed", HANDLER]


@pytest.mark.browser
def test_right_to_left_marks_stay_in_their_own_name(visit: Callable[..., Page], tmp_path: Path) -> None:
    page = visit(write_page(hostile_corpus(), tmp_path / "graph.html"))
    page.evaluate("App.open(0)")
    assert "\u202e" not in page.locator("#panel .who").first.inner_text()


@pytest.mark.browser
def test_a_formula_in_an_article_is_no_formula_in_a_spreadsheet(
    visit: Callable[..., Page], tmp_path: Path
) -> None:
    corpus = hostile_corpus()
    named = replace(corpus.entities[1], name=FORMULA)
    page = visit(
        write_page(
            replace(corpus, entities=(corpus.entities[0], named, *corpus.entities[2:])), tmp_path / "g.html"
        )
    )
    assert "'=HYPERLINK" in page.evaluate("Takeaway.csv(App.result)")


@pytest.mark.browser
@pytest.mark.parametrize("corpus", [Corpus(), Corpus(entities=(Entity(id="e", name="Ann", type="Person"),))])
def test_a_corpus_without_claims_says_so(visit: Callable[..., Page], tmp_path: Path, corpus: Corpus) -> None:
    page = visit(write_page(corpus, tmp_path / "graph.html"))
    assert "Nothing remains" in page.locator("#panel").inner_text()
