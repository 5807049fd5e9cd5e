"""Ten reprints are one voice: near-copies are found, named after the first of them, and counted once."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from graph.contested import contested_pairs
from graph.edges import count_edges
from graph.records import Corpus, Entity
from graph.stories import tell_stories, voices
from ingest.records import Article, Claim, content_id

WORDS = [
    f"{start}{end}"
    for start in ("ba", "ke", "lo", "mi", "ru", "ta", "vo")
    for end in ("lan", "rin", "sto", "vek")
]


def text(seed: int, words: int = 300) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) + chance.choice(WORDS) for _ in range(words))


def article(said: str, outlet: str = "", published: str | None = None) -> Article:
    return Article(id=content_id(said), path="a.txt", text=said, outlet=outlet, published=published)


def stories(*articles: Article) -> list[str]:
    return [one.story for one in tell_stories(articles)]


AGENCY = text(1)


def test_articles_of_their_own_are_their_own_story() -> None:
    one, other = article(text(2)), article(text(3))
    assert stories(one, other) == [one.id, other.id]


@pytest.mark.parametrize(
    "copy",
    [
        AGENCY + " correction appended below",
        "By our staff. " + AGENCY.upper(),
        " ".join(AGENCY.split()[:180]),
        AGENCY.replace("balan", "the balan"),
        AGENCY + " " + text(9, 200),
    ],
    ids=["appended", "headed and in capitals", "cut at its end", "edited", "updated at length"],
)
def test_a_near_copy_belongs_to_the_first(copy: str) -> None:
    first, second = article(AGENCY, published="2024-03-01"), article(copy, published="2024-03-02")
    assert stories(first, second, article(text(4)))[:2] == [first.id, first.id]


def test_what_only_quotes_another_is_a_story_of_its_own() -> None:
    quote = " ".join(AGENCY.split()[:60])
    one, other = article(AGENCY), article(f"{quote} {text(5)}")
    assert stories(one, other) == [one.id, other.id]


def test_two_briefs_with_the_same_phrases_are_not_one() -> None:
    one, other = article("Shares of the mill rose on Monday."), article("Shares of the mill rose on Tuesday.")
    assert stories(one, other) == [one.id, other.id]


def test_the_order_of_articles_changes_nothing() -> None:
    some = [article(AGENCY), article(AGENCY + " more"), article(text(6)), article("x " + AGENCY)]
    told = {one.id: one.story for one in tell_stories(some)}
    assert {one.id: one.story for one in tell_stories(some[::-1])} == told
    assert len({*told.values()}) == 2


def test_ten_reprints_are_one_voice_and_a_report_of_its_own_another() -> None:
    wire = article(AGENCY, "Agency", "2024-03-01")
    prints = [article(f"{AGENCY} {number}", f"Paper {number}", "2024-03-02") for number in range(10)]
    own = article(text(7), "Paper 3", "2024-03-03")
    heard = voices(tell_stories([wire, *prints, own]))
    assert {heard[one.id] for one in (wire, *prints)} == {"Agency"}
    assert heard[own.id] == "Paper 3"


def corpus(*pairs: tuple[Article, bool]) -> Corpus:
    """Articles, each with one claim of the same two entities, affirmed or denied."""
    articles = tell_stories([one for one, _ in pairs])
    claims = [
        Claim(
            document=one.id, subject="s", relation="SUPPORTED", object="o", evidence="x", start=0, end=1,
            subject_start=0, subject_end=1, object_start=0, object_end=1, negated=negated,
        )
        for one, negated in pairs
    ]  # fmt: skip
    entities = tuple(Entity(id=name, name=name, type="Person") for name in "os")
    return Corpus(articles=articles, entities=entities, claims=tuple(claims))


def test_an_edge_counts_independent_voices_beside_outlets() -> None:
    prints = [(article(f"{AGENCY} {n}", f"Paper {n}", f"2024-03-0{n + 1}"), False) for n in range(3)]
    (edge,) = count_edges(corpus(*prints, (article(text(8), "Gazette"), False)))
    assert (edge.articles, edge.outlets, edge.voices) == (4, ("Gazette", "Paper 0", "Paper 1", "Paper 2"), 2)


def test_an_update_that_takes_back_what_it_said_is_no_contradiction_of_sources() -> None:
    first, update = article(AGENCY, "Paper 0", "2024-03-01"), article(AGENCY + " no", "Paper 1", "2024-03-02")
    assert contested_pairs(corpus((first, False), (update, True))) == ()
    other = replace(update, id="another", text=text(9))
    assert len(contested_pairs(corpus((first, False), (other, True)))) == 1
