"""The examples are complete, different, of a readable length, and tell one affair from several sides."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from ingest.read import read_articles
from ingest.records import Article

FOLDER = Path(__file__).parents[1] / "examples"
RECORDS = tuple(read_articles([FOLDER]))
ARTICLES = tuple(record for record in RECORDS if isinstance(record, Article))
AFFAIR = (
    "Matthias Aldane",
    "Ingrid Vasslund",
    "Tomás Queirós",
    "Sigrún Hallsdóttir",
    "Fiona MacGiolla",
    "Declan Roche",
    "Fatou Sarr",
    "Cheikh Ould Bennahi",
    "Henrik Dahl-Larsen",
    "Karim El Fassi",
    "Noor Achterberg",
    "Aminata Dieng Faye",
    "Halvern Compact",
    "Norlantic Seafoods",
    "Bluewater Watch",
    "Harbour Party",
    "Coastal Workers' Federation",
    "Atlantic Institute",
    "Review Tribunal",
)


def test_every_file_is_an_article_of_its_own() -> None:
    assert len(ARTICLES) == len(RECORDS) == len(list(FOLDER.glob("[0-9]*.md"))) >= 10


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.path)
def test_front_matter_is_complete(article: Article) -> None:
    assert article.title
    assert article.outlet
    assert article.author
    assert article.published is not None
    date.fromisoformat(article.published)
    assert article.url is not None
    assert article.url.startswith("https://example.org/")


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.path)
def test_length_is_a_newspapers(article: Article) -> None:
    assert 350 <= len(article.text.split()) <= 700


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.path)
def test_cleaning_leaves_out_nothing(article: Article) -> None:
    body = (FOLDER / article.path).read_text(encoding="utf-8").split("\n---\n", 1)[1].strip()
    assert article.text == f"{article.title}\n\n{body}"
    assert article.notes == ()


def test_titles_and_addresses_are_unique() -> None:
    assert len({article.title for article in ARTICLES}) == len(ARTICLES)
    assert len({article.url for article in ARTICLES}) == len(ARTICLES)


def test_files_are_in_the_order_of_their_dates() -> None:
    days = [article.published or "" for article in ARTICLES]
    assert days == sorted(days)


def test_at_least_four_outlets_tell_it() -> None:
    assert len({article.outlet for article in ARTICLES}) >= 4


@pytest.mark.parametrize("name", AFFAIR)
def test_protagonist_is_named_by_several_outlets(name: str) -> None:
    assert len({article.outlet for article in ARTICLES if name in article.text}) >= 2


def test_no_two_articles_share_a_sentence() -> None:
    seen: dict[str, str] = {}
    for article in ARTICLES:
        for sentence in re.split(r"(?<=[.!?”\"])\s+", article.text):
            if len(sentence.split()) >= 6:
                assert seen.setdefault(sentence, article.path) == article.path
