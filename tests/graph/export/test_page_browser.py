"""Clicks through every feature of the page in a real browser."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from graph.edges import count_edges
from tests.graph.export.driving import drawn_edges, search, taken, until
from tests.graph.fixture_corpus import entity_id, fixture_corpus

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


ON_SCREEN = (
    "const r = document.getElementById('graph').getBoundingClientRect(); return [p.x + r.x, p.y + r.y];"
)


def number_of(key: str) -> int:
    return [entity.id for entity in fixture_corpus().entities].index(entity_id(key))


def place_of(page: Page, key: str) -> tuple[float, float]:
    found = page.evaluate(
        "n => { const p = Drawing.network.canvasToDOM(Drawing.network.getPositions([n])[n]);"
        f" {ON_SCREEN} }}",
        number_of(key),
    )
    return found[0], found[1]


def test_first_sight_draws_the_counted_edges_and_nothing_else(affair: Page) -> None:
    assert drawn_edges(affair) == {(e.subject, e.relation, e.object) for e in count_edges(fixture_corpus())}


def test_a_click_on_a_node_opens_its_evidence_newest_first(affair: Page) -> None:
    affair.mouse.click(*place_of(affair, "sorrel"))
    affair.wait_for_selector("#panel .claim")
    assert affair.locator(".panel-title").inner_text() == "Pia Sorrel"
    dates = affair.evaluate(
        "[...document.querySelectorAll('.claim-group-0 .claim')].map(c => c.dataset.claim)"
        ".map(id => Corpus.claim(Corpus.claimsOfEdge().items.find(i => Corpus.claim(i).id === id)).date)"
    )
    assert dates == sorted(dates, reverse=True)


def test_dates_are_told_in_words(affair: Page) -> None:
    dates = ["2019-05-04", "2015/2020", "2015-03/..", "../2019", ""]
    assert affair.evaluate("dates => dates.map(Words.date)", dates) == [
        "4 May 2019", "2015 – 2020", "from March 2015", "until 2019", "undated",
    ]  # fmt: skip


def test_a_click_on_a_line_opens_its_sentences_with_their_words_marked(affair: Page) -> None:
    middle = affair.evaluate(
        "([s, o]) => { const e = Corpus.edgeByKey().get(`${s}-EXPELLED-${o}`);"
        f" const p = Drawing.network.canvasToDOM(Drawing.middle(e)); {ON_SCREEN} }}",
        [number_of("assembly"), number_of("marrek")],
    )
    affair.mouse.click(*middle)
    affair.wait_for_selector("#panel .claim")
    assert "expelled" in affair.locator(".panel-title").inner_text()
    claims = [
        c for c in fixture_corpus().claims if c.subject == entity_id("assembly") and c.relation == "EXPELLED"
    ]
    marked = set(affair.locator("#panel .claim mark").all_inner_texts())
    for claim in claims:
        assert claim.evidence[claim.subject_start - claim.start : claim.subject_end - claim.start] in marked
        assert claim.evidence[claim.object_start - claim.start : claim.object_end - claim.start] in marked


def test_every_card_names_outlet_author_date_and_link(affair: Page) -> None:
    search(affair, "Norvane")
    affair.keyboard.press("Enter")
    card = affair.locator("#panel .claim", has=affair.locator("a")).first
    text = card.inner_text()
    assert "A. Quill" in text
    assert "2024" in text
    assert "Says " in text
    assert (card.locator("a").get_attribute("href") or "").startswith("https://news.example/")


def test_denied_and_planned_claims_are_told_apart_and_draw_no_line(affair: Page) -> None:
    negated = next(claim for claim in fixture_corpus().claims if claim.negated)
    affair.evaluate("id => App.open(Corpus.entityById().get(id))", negated.subject)
    group = affair.locator(".claim-group-2")
    group.wait_for()
    assert group.locator(f"[data-claim='{negated.id}'] .badge-3").inner_text() == "Denied"
    affair.locator("[data-toggle='status-3']").click()
    affair.locator("[data-toggle='status-2']").click()
    until(affair, "Drawing.drawn.length > 0 && App.result.claims === Corpus.size.claims")


def test_contested_sides_stand_beside_each_other_by_outlet(affair: Page) -> None:
    affair.locator(".glance .edge-link").first.click()
    sides = affair.locator(".contested .side")
    assert sides.count() == 2
    for at in range(2):
        assert sides.nth(at).locator(".outlets strong").count() >= 1


def test_only_where_sources_disagree_leaves_contested_edges(affair: Page) -> None:
    affair.locator("[data-toggle='disagree']").click()
    until(affair, "State.now.disagree")
    edges = drawn_edges(affair)
    assert edges
    assert affair.evaluate("Drawing.drawn.every(e => Corpus.edges.contested[e] === 1)")
    affair.locator("#reset").click()
    assert len(drawn_edges(affair)) > len(edges)


@pytest.mark.parametrize(
    "typed", ["kwp", "workers' party", "KESTRIAN WORK", "verran", "Secretary General Verr"]
)
def test_search_finds_by_any_alias_whatever_case_and_accents(affair: Page, typed: str) -> None:
    search(affair, typed)
    options = affair.get_by_role("option").all_inner_texts()
    assert any("Kestrian Workers' Party" in text or "Tomás Verrán" in text for text in options)


def test_search_says_when_nobody_is_called_that(affair: Page) -> None:
    search(affair, "xyzzy")
    assert "Nobody" in affair.get_by_role("listbox").inner_text()


def test_legend_hides_and_shows_by_a_click(affair: Page) -> None:
    affair.locator("[data-toggle='relations-1']").click()
    assert not [edge for edge in drawn_edges(affair) if edge[1] == "OPPOSED"]
    affair.locator("[data-toggle='types-2']").click()
    countries = {entity.id for entity in fixture_corpus().entities if entity.type == "Country"}
    assert not [edge for edge in drawn_edges(affair) if edge[0] in countries or edge[2] in countries]
    affair.locator("[data-toggle='relations-1']").click()
    assert [edge for edge in drawn_edges(affair) if edge[1] == "OPPOSED"]


def test_outlet_and_speaker_filters_combine_and_show_what_remains(affair: Page) -> None:
    corpus = fixture_corpus()
    affair.locator(".check", has_text="Norvane Post").locator("input").check()
    post = {article.id for article in corpus.articles if article.outlet == "Norvane Post"}
    counted = [
        c for c in corpus.claims if c.document in post and not c.negated and c.modality != "hypothetical"
    ]
    assert (
        affair.locator("#summary").inner_text().startswith(f"{len(counted)} of {len(corpus.claims)} claims")
    )
    affair.locator("#speaker").select_option(label="the article itself")
    own = [claim for claim in counted if claim.attributed_to is None]
    assert affair.locator("#summary").inner_text().startswith(f"{len(own)} of {len(corpus.claims)} claims")


def test_dates_confidence_and_number_of_voices_filter(affair: Page) -> None:
    affair.get_by_role("slider", name="From month").fill(str(2024 * 12 + 4))
    until(affair, "State.now.from === '2024-05'")
    dates = affair.evaluate(
        "Drawing.drawn.flatMap(e => [...Corpus.claimsOfEdge().of(e)])"
        ".filter(c => App.result.passed[c]).map(c => Corpus.claim(c).date)"
    )
    assert dates
    assert min(dates) >= "2024-05"
    affair.get_by_role("slider", name="Confidence at least").fill("80")
    until(affair, "State.now.confidence === 80")
    affair.locator("#reset").click()
    affair.get_by_role("slider", name="Told by at least").fill("2")
    until(affair, "State.now.minVoices === 2")
    several = {(e.subject, e.relation, e.object) for e in count_edges(fixture_corpus()) if e.voices >= 2}
    assert drawn_edges(affair) == several


def test_only_what_someone_did_and_what_was_done_to_them(affair: Page) -> None:
    search(affair, "Norvane")
    affair.keyboard.press("Enter")
    affair.get_by_role("button", name="Only what they did").click()
    assert {edge[0] for edge in drawn_edges(affair)} == {entity_id("norvane")}
    affair.get_by_role("button", name="Remove this filter").click()
    affair.get_by_role("button", name="Only what was done to them").click()
    assert {edge[2] for edge in drawn_edges(affair)} == {entity_id("norvane")}


def test_shortest_connection_shows_the_steps_with_their_evidence(affair: Page) -> None:
    affair.get_by_role("combobox", name="Between").fill("Felix Holt")
    affair.keyboard.press("Enter")
    affair.get_by_role("combobox", name="and").fill("Juno")
    affair.keyboard.press("Enter")
    affair.wait_for_selector(".steps .step")
    assert affair.locator(".step").count() == 3
    assert affair.locator(".step .evidence").count() >= 3
    assert affair.evaluate("Drawing.shown.length") == 4
    affair.get_by_role("button", name="Show everything again").click()
    until(affair, "Drawing.shown.length > 4")


def test_a_view_is_shared_by_its_address(affair: Page, visit: Callable[..., Page], affair_file: Path) -> None:
    affair.locator("[data-toggle='relations-3']").click()
    affair.locator(".check", has_text="The Lantern").locator("input").check()
    search(affair, "Marrek")
    affair.keyboard.press("Enter")
    until(affair, "location.hash.includes('open=')")
    other = visit(affair_file, "#" + affair.url.split("#")[1])
    assert drawn_edges(other) == drawn_edges(affair)
    assert other.locator(".panel-title").inner_text() == affair.locator(".panel-title").inner_text()


def test_table_has_a_row_for_every_edge(affair: Page) -> None:
    affair.get_by_role("button", name="Table").click()
    assert affair.locator("#table-view tbody tr").count() == len(count_edges(fixture_corpus()))
    affair.locator("#table-view tbody tr td button").first.click()
    affair.wait_for_selector("#panel .claim")


def test_pictures_are_taken_away(affair: Page) -> None:
    assert taken(affair, "#take-png").startswith(b"\x89PNG")
    drawing = taken(affair, "#take-svg").decode()
    assert drawing.startswith("<svg")
    assert "Ilse Marrek" in drawing


def test_csv_holds_the_visible_claims(affair: Page) -> None:
    rows = list(csv.DictReader(io.StringIO(taken(affair, "#take-csv").decode("utf-8-sig"))))
    counted = {c.id for c in fixture_corpus().claims if not c.negated and c.modality != "hypothetical"}
    assert {row["claim"] for row in rows} == counted
    evidence = {claim.id: claim.evidence for claim in fixture_corpus().claims}
    assert all(row["evidence"] == evidence[row["claim"]] for row in rows)


def test_citations_list_each_article_once_with_its_sentences(affair: Page) -> None:
    text = taken(affair, "#take-citations").decode()
    titles = [f"“{article.title}”" for article in fixture_corpus().articles if article.outlet]
    assert all(text.count(title) <= 1 for title in titles)
    assert "https://news.example/" in text


def test_keyboard_alone_walks_opens_and_closes(affair: Page) -> None:
    affair.locator("#graph").focus()
    affair.keyboard.press("ArrowRight")
    first = affair.evaluate("Drawing.cursor")
    affair.keyboard.press("ArrowLeft")
    assert affair.evaluate("Drawing.cursor") != first
    affair.keyboard.press("Enter")
    affair.wait_for_selector("#panel .claim")
    affair.keyboard.press("e")
    until(affair, "State.now.selected && State.now.selected.edge !== undefined")
    affair.keyboard.press("Escape")
    assert affair.evaluate("State.now.selected") is None
    affair.keyboard.press("t")
    assert affair.locator("#table-view").is_visible()
    affair.keyboard.press("t")
    affair.keyboard.press("/")
    affair.keyboard.type("norvane")
    affair.keyboard.press("Enter")
    assert affair.locator(".panel-title").inner_text() == "Norvane"
    affair.locator("#graph").focus()
    affair.keyboard.press("?")
    assert affair.locator("#help").is_visible()


def test_tab_reaches_every_control(affair: Page) -> None:
    reached = set()
    for _ in range(120):
        affair.keyboard.press("Tab")
        reached.add(
            affair.evaluate(
                "(a => a.dataset.toggle || a.dataset.action || a.id)(document.activeElement)",
            )
        )
    assert {
        "graph",
        "table",
        "takeaway",
        "theme",
        "help",
        "relations-0",
        "types-0",
        "disagree",
        "speaker",
        "fit",
    } <= reached


def test_dark_and_light_follow_system_and_button(visit: Callable[..., Page], affair_file: Path) -> None:
    page = visit(affair_file, color_scheme="dark")
    background = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(background)
    page.locator("[data-action=theme]").click()
    assert page.evaluate(background) != dark
    assert visit(affair_file, color_scheme="light").evaluate(background) == page.evaluate(background)


def test_phone_has_no_sideways_scroll_and_a_drawer_of_filters(
    visit: Callable[..., Page], affair_file: Path
) -> None:
    page = visit(affair_file, viewport={"width": 375, "height": 740}, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    page.get_by_role("button", name="Filters", exact=True).click()
    page.locator("[data-toggle='relations-0']").click()
    assert not [edge for edge in drawn_edges(page) if edge[1] == "SUPPORTED"]
    page.get_by_role("button", name="Close").click()


def test_reduced_motion_is_respected(visit: Callable[..., Page], affair_file: Path) -> None:
    page = visit(affair_file, reduced_motion="reduce")
    page.keyboard.press("+")
    scale = page.evaluate("Drawing.network.getScale()")
    page.wait_for_timeout(200)
    assert page.evaluate("Drawing.network.getScale()") == scale


def test_opposite_directions_bend_to_their_own_sides(affair: Page) -> None:
    points: Any = affair.evaluate(
        "() => { const { subject, object } = Corpus.edges;"
        " const pair = (a, b) => Drawing.drawn.find(e => subject[e] === a && object[e] === b);"
        " const both = Drawing.drawn.find(e => pair(object[e], subject[e]) !== undefined);"
        " const back = pair(object[both], subject[both]);"
        " return [Drawing.middle(both), Drawing.middle(back)]; }"
    )
    apart = abs(points[0]["x"] - points[1]["x"]) + abs(points[0]["y"] - points[1]["y"])
    assert apart > 10, json.dumps(points)
