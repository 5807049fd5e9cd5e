"""The page as a file: whole or not at all, the same bytes for the same corpus, and nothing outside it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from graph.contested import contested_pairs
from graph.export.layout import lay_out
from graph.export.network import build_network, contested_triples
from graph.export.page import PageError, make_page, write_page
from graph.export.page_data import page_data, percent
from tests.graph.fixture_corpus import entity_id, fixture_corpus

if TYPE_CHECKING:
    from pathlib import Path

    from graph.records import Corpus
    from ingest.records import Article


def test_the_same_corpus_gives_the_same_bytes() -> None:
    assert make_page(fixture_corpus()).html == make_page(fixture_corpus()).html


def test_no_address_stands_in_it_that_a_browser_would_load() -> None:
    html = make_page(fixture_corpus()).html
    assert not re.search(r"<(link|img|iframe|object|embed|base)\b", html.split('<script id="data"')[0])
    assert not re.search(r"<script[^>]+src=|@import|url\(\s*['\"]?https?:", html)


def test_policy_allows_exactly_the_scripts_and_styles_of_the_page() -> None:
    html = make_page(fixture_corpus()).html
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy
    parts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    wanted = {base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() for part in parts + styles}
    assert set(re.findall(r"sha256-([^&;' ]+)", policy[1])) == wanted
    assert "default-src &#x27;none&#x27;" in policy[1]


def test_page_without_its_data_stays_under_three_megabytes() -> None:
    html = make_page(fixture_corpus()).html
    data = re.search(r'application/json">(.*?)</script>', html, re.DOTALL)
    assert data
    assert len(html.encode()) - len(data[1].encode()) < 3_000_000


@pytest.mark.parametrize("count", [0, 1, 1449, 1450, 1451, 8650, 8850, 9049, 9050, 9949, 9950, 10_000])
def test_a_claim_passes_the_pages_filter_where_it_passes_the_query_for_the_database(count: int) -> None:
    confidence = count / 10_000
    for least in range(1, 101):
        asked = float(f"{(least - 0.5) / 100:.3f}")  # as ``Takeaway.cypher`` writes it
        assert (percent(confidence) >= least) == (confidence >= asked)


def test_an_unwritable_place_is_one_sentence_and_the_old_page_stays(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(PageError, match="choose another place"):
        write_page(fixture_corpus(), blocked / "graph.html")
    old = tmp_path / "graph.html"
    old.mkdir()
    with pytest.raises(PageError, match="cannot be written"):
        write_page(fixture_corpus(), old)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "graph.html"]


def test_a_claim_of_an_unknown_entity_is_refused_and_not_dropped(tmp_path: Path) -> None:
    corpus = fixture_corpus()
    with pytest.raises(PageError, match="entity that is not"):
        write_page(replace(corpus, entities=corpus.entities[1:]), tmp_path / "graph.html")


def test_a_half_character_in_an_article_does_not_stop_the_page(tmp_path: Path) -> None:
    corpus = fixture_corpus()
    broken = replace(corpus.articles[0], title="torn \ud83d")
    path = write_page(replace(corpus, articles=(broken, *corpus.articles[1:])), tmp_path / "graph.html")
    assert "torn ?" in path.read_text("utf-8")


def test_in_a_notebook_the_page_shows_itself_in_a_frame_of_its_own() -> None:
    shown = make_page(fixture_corpus(), title='A "quoted" title')._repr_html_()
    assert shown.startswith("<iframe srcdoc=")
    assert "<script" not in shown
    assert "allow-same-origin" not in shown


def test_every_entity_has_a_place_of_its_own() -> None:
    places = lay_out(build_network(fixture_corpus()))
    assert len(places) == len(fixture_corpus().entities)
    assert len(set(places.values())) == len(places)
    assert places == lay_out(build_network(fixture_corpus()))


def test_entities_beyond_the_core_stand_near_their_neighbours() -> None:
    graph = build_network(fixture_corpus())
    places = lay_out(graph, core=5)
    felix, party = places[entity_id("fholt")], places[entity_id("kwp")]
    assert abs(felix[0] - party[0]) + abs(felix[1] - party[1]) < 400


def test_contested_edges_are_those_of_the_contested_pairs() -> None:
    pairs = {(pair.subject, pair.object) for pair in contested_pairs(fixture_corpus())}
    assert {(subject, object_) for subject, _, object_ in contested_triples(fixture_corpus())} == pairs


def test_claims_stand_newest_first_and_the_undated_last() -> None:
    corpus = fixture_corpus()
    graph = build_network(corpus)
    data = page_data(corpus, graph, lay_out(graph))
    published = {article.id: article.published or "" for article in corpus.articles}
    by_id = {claim.id: claim.date or published[claim.document] for claim in corpus.claims}
    dates = [by_id[claim] for claim in data["claims"]["id"]]
    assert dates == sorted(dates, reverse=True)
    assert len(dates) == len(corpus.claims)
    json.dumps(data)


def test_a_reprint_in_another_outlet_is_the_voice_of_the_first() -> None:
    corpus = fixture_corpus()
    herald = next(article for article in corpus.articles if article.outlet == "Kestria Herald")
    lantern = next(article for article in corpus.articles if article.outlet == "The Lantern")
    assert not _one_voice(corpus, herald, lantern)
    reprint = replace(lantern, story=herald.id)
    articles = tuple(reprint if article is lantern else article for article in corpus.articles)
    assert _one_voice(replace(corpus, articles=articles), herald, reprint)


def _one_voice(corpus: Corpus, left: Article, right: Article) -> bool:
    graph = build_network(corpus)
    documents = page_data(corpus, graph, lay_out(graph))["documents"]
    voice = dict(zip(documents["id"], documents["voice"], strict=True))
    return bool(voice[left.id] == voice[right.id])
