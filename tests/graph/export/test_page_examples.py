"""Every feature of the page on the graph of ``examples/`` as ``whowhom build`` makes it, and not on an invented one.

What the articles say is certain, what is extracted from them may change: expectations come from the project's records.
"""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graph.edges import count_edges
from graph.project import Project
from graph.store import open_store
from tests.graph.export.driving import drawn_edges, search, taken, until
from tests.graph.export.test_page_queries import compare

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from graph.records import Claim, Corpus

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[3]
HERO, RIVAL = "Matthias Aldane", "Tomás Queirós"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project of the examples, built once by the command."""
    folder = tmp_path_factory.mktemp("examples") / "examples.whowhom"
    command = [sys.executable, "-m", "whowhom", "build", str(ROOT / "examples"), "-o", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return Project.open(folder)


@pytest.fixture(scope="session")
def corpus(built: Project) -> Corpus:
    return built.read()


@pytest.fixture
def page(visit: Callable[..., Page], built: Project) -> Page:
    return visit(built.page)


def named(corpus: Corpus, name: str) -> str:
    return next(entity.id for entity in corpus.entities if entity.name == name)


def affirmed(corpus: Corpus) -> list[Claim]:
    return [claim for claim in corpus.claims if not claim.negated and claim.modality != "hypothetical"]


def told(page: Page) -> int:
    """The number of claims that the page says remain."""
    return int(page.locator("#summary").inner_text().split()[0].replace(",", ""))


def choose(page: Page, name: str) -> None:
    search(page, name)
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel .claim")


def test_first_sight_is_still_and_shows_what_is_counted(page: Page, corpus: Corpus) -> None:
    assert drawn_edges(page) == {(e.subject, e.relation, e.object) for e in count_edges(corpus)}
    before = page.evaluate("Drawing.network.getPositions()")
    page.wait_for_timeout(300)
    assert page.evaluate("Drawing.network.getPositions()") == before
    inside = page.evaluate(
        "Drawing.shown.every(n => { const p = Drawing.network.canvasToDOM(Drawing.network.getPositions([n])[n]);"
        " const b = document.getElementById('graph'); return p.x > 0 && p.y > 0 && p.x < b.clientWidth"
        " && p.y < b.clientHeight; })"
    )
    assert inside
    assert page.locator("#rail [data-toggle^=types]").count() == 3
    assert page.locator("#rail [data-toggle^=relations]").count() == 4


def test_a_click_on_a_node_tells_every_claim_with_its_sentence(page: Page, corpus: Corpus) -> None:
    hero = named(corpus, HERO)
    x, y = page.evaluate(
        "id => { const n = Corpus.entityById().get(id); const r = document.getElementById('graph')"
        ".getBoundingClientRect(); const p = Drawing.network.canvasToDOM(Drawing.network.getPositions([n])[n]);"
        " return [p.x + r.x, p.y + r.y]; }",
        hero,
    )
    page.mouse.click(x, y)
    page.wait_for_selector("#panel .claim")
    assert page.locator(".panel-title").inner_text() == HERO
    texts = {article.id: article.text for article in corpus.articles}
    mine = {claim.id: claim for claim in corpus.claims if hero in (claim.subject, claim.object)}
    shown = page.evaluate("[...document.querySelectorAll('#panel .claim')].map(c => c.dataset.claim)")
    assert shown
    assert set(shown) <= set(mine)
    sentences = page.locator("#panel .claim .evidence").all_inner_texts()
    whole = " ".join(" ".join(text.split()) for text in texts.values())
    assert all(" ".join(sentence.split()) in whole for sentence in sentences)
    assert page.locator("#panel .claim").first.locator("mark").count() >= 2


def test_a_click_on_a_line_tells_outlet_date_and_address(page: Page, corpus: Corpus) -> None:
    x, y, edge = page.evaluate(
        "() => { const r = document.getElementById('graph').getBoundingClientRect();"
        " for (const e of Drawing.drawn) { const p = Drawing.network.canvasToDOM(Drawing.middle(e));"
        " if (Drawing.network.getNodeAt(p) === undefined && Drawing.network.getEdgeAt(p) === Corpus.keyOfEdge(e))"
        " return [p.x + r.x, p.y + r.y, e]; } }"
    )
    page.mouse.click(x, y)
    page.wait_for_selector("#panel .claim")
    assert page.evaluate("State.now.selected.edge") == edge
    card = page.locator("#panel .claim").first
    assert any(article.outlet and article.outlet in card.inner_text() for article in corpus.articles)
    assert "20" in card.locator(".claim-head").inner_text()
    assert (card.locator("a").get_attribute("href") or "").startswith("https://example.org/")


def test_sources_that_disagree_stand_beside_each_other(page: Page) -> None:
    page.locator(".glance .edge-link").first.click()
    sides = page.locator(".contested .side")
    assert sides.count() == 2
    assert all(sides.nth(at).locator(".outlets q").count() for at in range(2))
    page.locator("[data-toggle=disagree]").click()
    until(page, "State.now.disagree && Drawing.drawn.length > 0")
    assert page.evaluate("Drawing.drawn.every(e => Corpus.edges.contested[e] === 1)")


def test_search_finds_whoever_the_articles_name(page: Page) -> None:
    for typed, name in (("tomas queiros", RIVAL), ("ALDANE", HERO), ("queirós", RIVAL)):
        search(page, typed)
        assert any(name in option for option in page.get_by_role("option").all_inner_texts())


def test_filters_leave_what_the_records_say_and_combine(page: Page, corpus: Corpus) -> None:
    counted = affirmed(corpus)
    assert told(page) == len(counted)
    page.locator("[data-toggle='relations-3']").click()
    counted = [claim for claim in counted if claim.relation != "AFFILIATED_WITH"]
    until(page, f"App.result.claims === {len(counted)}")
    outlets = {article.id: article.outlet for article in corpus.articles}
    outlet = next(one for one in outlets.values() if one)
    page.locator(".check", has_text=outlet).locator("input").check()
    counted = [claim for claim in counted if outlets[claim.document] == outlet]
    until(page, f"App.result.claims === {len(counted)}")
    page.locator("#speaker").select_option(label="the article itself")
    counted = [claim for claim in counted if claim.attributed_to is None]
    until(page, f"App.result.claims === {len(counted)}")
    page.get_by_role("slider", name="Confidence at least").fill("70")
    until(page, "State.now.confidence === 70")
    page.locator("[data-toggle='types-2']").click()
    countries = {entity.id for entity in corpus.entities if entity.type == "Country"}
    assert not [edge for edge in drawn_edges(page) if {edge[0], edge[2]} & countries]
    page.locator("#reset").click()
    until(page, f"App.result.claims === {len(affirmed(corpus))}")
    page.locator("[data-toggle='status-2']").click()
    page.locator("[data-toggle='status-3']").click()
    until(page, f"App.result.claims === {len(corpus.claims)}")


def test_dates_and_number_of_voices_filter(page: Page, corpus: Corpus) -> None:
    slider = page.get_by_role("slider", name="From month")
    slider.fill(str(2024 * 12 + 3))
    until(page, "State.now.from === '2024-04'")
    assert 0 < told(page) < len(affirmed(corpus))
    assert page.locator(".histogram .outside").count() > 0
    page.locator("#reset").click()
    page.get_by_role("slider", name="Told by at least").fill("2")
    until(page, "State.now.minVoices === 2")
    several = {(e.subject, e.relation, e.object) for e in count_edges(corpus) if e.voices >= 2}
    assert drawn_edges(page) == several


def test_only_what_someone_did_and_the_way_to_another(page: Page, corpus: Corpus) -> None:
    choose(page, HERO)
    page.get_by_role("button", name="Only what they did").click()
    assert {edge[0] for edge in drawn_edges(page)} == {named(corpus, HERO)}
    page.get_by_role("button", name="Remove this filter").click()
    page.get_by_role("button", name="Only what was done to them").click()
    assert {edge[2] for edge in drawn_edges(page)} == {named(corpus, HERO)}
    page.locator("#reset").click()
    page.get_by_role("combobox", name="Between").fill("Fatou Sarr")
    page.keyboard.press("Enter")
    page.get_by_role("combobox", name="and").fill("Karim El Fassi")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel .panel-title")
    ends = page.evaluate("State.now.path.map(n => Corpus.entities.name[n])")
    assert ends == ["Fatou Sarr", "Karim El Fassi"]
    assert page.locator(".step .evidence").count() >= page.locator(".step").count()


def test_a_view_travels_in_its_address(page: Page, visit: Callable[..., Page], built: Project) -> None:
    page.locator("[data-toggle='relations-0']").click()
    choose(page, RIVAL)
    until(page, "location.hash.includes('open=')")
    other = visit(built.page, "#" + page.url.split("#")[1])
    assert drawn_edges(other) == drawn_edges(page)
    assert other.locator(".panel-title").inner_text() == RIVAL


def test_what_is_taken_away_is_what_is_seen(page: Page, built: Project, corpus: Corpus) -> None:
    assert taken(page, "#take-png").startswith(b"\x89PNG")
    assert HERO in taken(page, "#take-svg").decode()
    rows = list(csv.DictReader(io.StringIO(taken(page, "#take-csv").decode("utf-8-sig"))))
    assert {row["claim"] for row in rows} == {claim.id for claim in affirmed(corpus)}
    assert "https://example.org/" in taken(page, "#take-citations").decode()
    with open_store(built.database) as store:
        compare(page, store)
        page.evaluate("State.change({ minVoices: 2, relations: [true, true, false, true] })")
        compare(page, store)


def test_keyboard_table_and_help_suffice_without_a_mouse(page: Page, corpus: Corpus) -> None:
    page.locator("#graph").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel .claim")
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    caption = page.locator("#table-view caption").inner_text()
    assert caption.startswith(f"{len(count_edges(corpus)):,} ")
    page.keyboard.press("t")
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()


def test_paper_is_light_and_the_screen_stays_dark(visit: Callable[..., Page], built: Project) -> None:
    page = visit(built.page, color_scheme="dark")
    page.evaluate(
        "() => { window.printed = null; addEventListener('beforeprint', () => {"
        " printed = document.documentElement.dataset.theme; }); }"
    )
    assert page.pdf(format="A4").startswith(b"%PDF")
    assert page.evaluate("printed") == "light"
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


@pytest.mark.parametrize("options", [{"color_scheme": "dark"}, {"viewport": {"width": 375, "height": 740}}])
def test_dark_and_phone_show_the_same_graph(
    visit: Callable[..., Page], built: Project, corpus: Corpus, options: dict[str, Any]
) -> None:
    page = visit(built.page, reduced_motion="reduce", **options)
    assert len(drawn_edges(page)) == len(count_edges(corpus))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate("App.open(Drawing.shown[0])")
    page.wait_for_selector("#panel .claim")
