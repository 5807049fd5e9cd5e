"""Which names an article mentions, how they are cut, and of what type they are."""

from __future__ import annotations

import pytest

from ingest.mentions import find_mentions
from ingest.mentions.first_names import gender_of
from ingest.mentions.lexicon import LexiconError, lexicon, parse
from ingest.mentions.spans import Span, without_overlaps
from ingest.mentions.trimming import trim, without_opener


@pytest.fixture(scope="module")
def names(nlp):
    def read(text: str) -> set[tuple[str, str]]:
        with nlp.select_pipes(enable=[n for n in nlp.pipe_names if not n.startswith("whowhom")]):
            doc = nlp(text)
        return {(m.text, m.type) for m in find_mentions(doc) if m.kind == "name"}

    return read


def test_what_a_company_deals_in_ends_no_persons_name(names):
    found = names("Orvenna Seafoods sued. Orvenna said that it would win, and Orvenna did.")
    assert {type_ for name, type_ in found if name.startswith("Orvenna")} == {"Organization"}


def test_offsets_give_back_the_text(nlp):
    doc = nlp("Teresa Oquendo of the Harbour League met Bolivia’s president, Ramón Quiroga, in Oslo.")
    assert all(doc.text[m.start : m.end] == m.text for m in find_mentions(doc))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Mexican government rejected the plan of Teresa Oquendo.", ("Mexican government", "Country")),
        ("Tehran warned Teresa Oquendo on Monday.", ("Tehran", "Country")),
        ("Teresa Oquendo met the Uruguayan foreign minister.", ("Uruguayan", "Country")),
        ("Republicans blocked the bill of Senator Teresa Oquendo.", ("Republicans", "Organization")),
        ("Teresa Oquendo sued the Oquendo administration.", ("Oquendo administration", "Organization")),
    ],
)
def test_what_stands_for_a_state_or_party_is_one(names, text, expected):
    assert expected in names(text)


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("Teresa Oquendo slept in Paris.", "Paris"),
        ("A Mexican painter met Teresa Oquendo.", "Mexican"),
        ("The Moscow Times interviewed Teresa Oquendo.", "Moscow"),
        ("Latin American voters like Teresa Oquendo.", "American"),
    ],
)
def test_places_and_plain_adjectives_are_no_states(names, text, absent):
    assert absent not in {name for name, _ in names(text)}


def test_a_person_who_is_called_like_a_country_stays_a_person(names):
    found = names("Neil Chad Jordan spoke first. Then Jordan, who is 40, said that he would run.")
    assert ("Jordan", "Country") not in found


def test_type_is_one_over_the_article(names):
    found = names(
        "Dale Pruitt spoke. Pruitt denied it. The Pruitt camp was silent, and Pruitt said that he would go."
    )
    assert {type_ for name, type_ in found if "Pruitt" in name and " " not in name} == {"Person"}


@pytest.mark.parametrize(
    ("text", "type_", "name"),
    [
        ("President Teresa Oquendo", "Person", "Teresa Oquendo"),
        ("the Harbour League’s", "Organization", "Harbour League"),
        ("Sen. Dale Pruitt", "Person", "Dale Pruitt"),
        ("“Dale Pruitt,", "Person", "Dale Pruitt"),
        ("Acme Inc.", "Organization", "Acme Inc."),
        ("Dale Pruitt\nHarbour", "Person", "Dale Pruitt"),
    ],
)
def test_trimming_leaves_the_bare_name(text, type_, name):
    short = trim(text, Span(start=0, end=len(text), type=type_))
    assert short is not None
    assert text[short.start : short.end] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [("Officially Vidal is on leave.", "Vidal"), ("Ruth Vidal is on leave.", "Ruth Vidal")],
)
def test_an_adverb_that_opens_its_sentence_is_no_part_of_a_name(nlp, text, name):
    end = text.index("Vidal") + len("Vidal")
    whole = Span(start=0, end=end, type="Person", kind="name", score=1.0, origin="tagger")
    short = without_opener(nlp(text), whole)
    assert text[short.start : short.end] == name


def test_trimming_drops_what_has_no_capital():
    assert trim("the ministry", Span(start=0, end=12, type="Organization")) is None


def test_of_overlapping_spans_the_longer_stays():
    long, short = Span(start=0, end=9, type="Organization"), Span(start=4, end=9, type="Person")
    assert without_overlaps([short, long]) == [long]


def test_first_names_tell_gender_where_they_do():
    assert (gender_of("Teresa"), gender_of("Ramón"), gender_of("Qwxyz")) == ("f", "m", None)


def test_lexicon_refuses_a_form_of_two_organizations():
    text = """
    [titles]
    male = ""
    female = ""
    either = ""
    [organizations]
    nouns = ""
    business = ""
    legal = ""
    [countries]
    nouns = ""
    acting = ""
    posts = ""
    [members]
    [known]
    "Harbour League" = ["HL"]
    "Heron Laboratories" = ["HL"]
    [nothing]
    words = ""
    """
    with pytest.raises(LexiconError, match="'HL' stands for"):
        parse(text)


def test_lexicon_knows_that_mrs_is_a_woman():
    assert lexicon().titles["mrs"] == "f"
