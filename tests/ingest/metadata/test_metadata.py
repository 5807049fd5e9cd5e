"""Title, outlet, author and date of publication, from whatever says them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.metadata import describe
from ingest.metadata.bylines import Byline, BylineRule, byline_rules, read_line
from ingest.metadata.dates import future_told_as_past, parse_date
from ingest.metadata.filenames import read_file_name
from ingest.read import read_articles
from ingest.records import Article

BODY = "The council of Kestria met on Monday. It did not vote."


@pytest.mark.parametrize("rule", byline_rules(), ids=lambda rule: rule.id)
def test_rule_reads_its_example_and_no_other_line(rule: BylineRule) -> None:
    assert read_line(rule.match) == (rule.expect, "")
    assert read_line(rule.reject) == (Byline(), "")


@pytest.mark.parametrize(
    ("line", "author", "outlet", "published"),
    [
        ("By Ada Coyle", "Ada Coyle", "", None),
        ("By Ada Coyle and Ines Tavares", "Ada Coyle and Ines Tavares", "", None),
        ("Ada Coyle March 3, 2021", "Ada Coyle", "", "2021-03-03"),
        (
            "Ada Coyle / Harbour Gazette / March 3, 2021 – The council met.",
            "Ada Coyle",
            "Harbour Gazette",
            "2021-03-03",
        ),
        ("March 3, 2021 by Harbour Gazette", "", "Harbour Gazette", "2021-03-03"),
        ("Harbour Gazette, 3 March 2021", "", "Harbour Gazette", "2021-03-03"),
        ("Wednesday, March 3, 2021", "", "", "2021-03-03"),
        ("Published on March 2021", "", "", "2021-03"),
        ("ANSELM (Reuters) - The council met.", "", "Reuters", None),
        ("By Monday the council had met.", "", "", None),
    ],
)
def test_byline_below_the_title(line: str, author: str, outlet: str, published: str | None) -> None:
    found = describe(f"The vote\n\n{line}\n\n{BODY}", path="x.txt")
    assert (found.author, found.outlet, found.published) == (author, outlet, published)


def test_name_with_a_date_is_the_outlet_where_somebody_else_wrote() -> None:
    found = describe(f"The vote\n\nBy Ada Coyle\n\nLa Marea, March 3, 2021\n\n{BODY}", path="x.txt")
    assert (found.author, found.outlet) == ("Ada Coyle", "La Marea")


def test_what_the_file_states_wins_over_byline_and_name() -> None:
    found = describe(
        f"The vote\n\nBy Ada Coyle\n\nMarch 3, 2021\n\n{BODY}",
        path="gazette_2020-01-01_vote.txt",
        outlet="La Marea",
        author="By Ines Tavares",
        published="2021-03-04",
    )
    assert (found.outlet, found.author, found.published) == ("La Marea", "Ines Tavares", "2021-03-04")


def test_stated_title_heads_the_text() -> None:
    found = describe(BODY, path="x.txt", title="Council meets")
    assert found.text == f"Council meets\n\n{BODY}"
    assert describe(found.text, path="x.txt", title="Council meets").text == found.text


def test_first_paragraph_is_the_title() -> None:
    assert describe(f"Council meets\n\n{BODY}", path="x.txt").title == "Council meets"


def test_long_first_paragraph_gives_its_first_sentence_as_title() -> None:
    assert describe(f"{BODY} " * 8, path="x.txt").title == "The council of Kestria met on Monday."


@pytest.mark.parametrize(
    ("path", "outlet", "day"),
    [
        ("gazette_2021-03-04_the-vote.txt", "gazette", "2021-03-04"),
        ("harbour-post_2021-03-04_x.html", "harbour-post", "2021-03-04"),
        ("2021-03-04_gazette_the-vote.md", "gazette", "2021-03-04"),
        ("2021-03-04 the vote.txt", "", "2021-03-04"),
        ("the-vote-2021-03-04.pdf", "", "2021-03-04"),
        ("20210304-vote.txt", "", "20210304"),
        ("news/2021/03/04/vote.html", "", "2021-03-04"),
        ("news/2021/03/vote.html", "", "2021-03"),
        ("dump.zip#news/2021/03/04/vote.html", "", ""),
        ("vote.txt", "", ""),
        ("004_68684f203250a23d.txt", "", ""),
    ],
)
def test_file_name(path: str, outlet: str, day: str) -> None:
    assert read_file_name(path) == Byline(outlet=outlet, date=day)


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2021-03-04", "2021-03-04"),
        ("2021-03-04T10:20:30+02:00", "2021-03-04"),
        ("20210304", "2021-03-04"),
        ("March 4, 2021", "2021-03-04"),
        ("4th of March 2021", "2021-03-04"),
        ("Thu, 04 Mar 2021 10:20:30 GMT", "2021-03-04"),
        ("4 de marzo de 2021", "2021-03-04"),
        ("March 2021", "2021-03"),
        ("2021", "2021"),
        ("13/03/2021", "2021-03-13"),
        ("03/13/2021", "2021-03-13"),
        ("03/04/2021", "2021"),
        ("2021-02-30", None),
        ("yesterday", None),
        ("3 hours ago", None),
        ("", None),
    ],
)
def test_date_to_iso(written: str, iso: str | None) -> None:
    assert parse_date(written) == iso


def test_date_that_the_text_refutes_is_not_believed() -> None:
    text = "The vote\n\nMarch 3, 2011\n\nThe council was dissolved in 2018. In 2019 it expelled Ada Coyle."
    found = describe(text, path="x.txt")
    assert found.published is None
    assert found.notes == (
        "the byline dates it 2011-03-03, but it tells of 2019 as past: that date is not believed",
    )


def test_refuted_byline_gives_way_to_the_file_name() -> None:
    text = "The vote\n\nMarch 3, 2011\n\nThe council was dissolved in 2018. In 2019 it expelled Ada Coyle."
    assert describe(text, path="gazette_2021-03-03_vote.txt").published == "2021-03-03"


@pytest.mark.parametrize(
    "text",
    [
        "She will be elected in 2024. He had planned the port until 2030.",
        "The treaty was signed in 2018 and expires in 2024.",
        "The fine was $2025 and 2030 people were hurt.",
        "It was decided in 2024.",
    ],
)
def test_years_that_lie_ahead_refute_nothing(text: str) -> None:
    assert future_told_as_past(text, "2021-03-03") is None


def test_unreadable_date_is_noted() -> None:
    found = describe(BODY, path="x.txt", published="last spring")
    assert found.published is None
    assert "'last spring'" in found.notes[0]


@pytest.mark.shared
def test_metadata_of_the_seeds(shared: Path) -> None:
    """Author, outlet and day of each seed, as their bylines say; the first one's year is a misprint."""
    found = [
        record for record in read_articles([shared / "articles" / "seeds"]) if isinstance(record, Article)
    ]
    assert [(bool(a.author), bool(a.outlet), a.published) for a in found] == [
        (True, True, None),
        (True, False, "2019-11-21"),
        (True, True, "2022-01-17"),
        (False, False, None),
        (False, True, "2020-10-25"),
    ]
    assert "not believed" in found[0].notes[0]
