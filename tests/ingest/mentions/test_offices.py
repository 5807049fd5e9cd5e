"""Titles that stand for a body: each row of the table reads its example and not its counterexample."""

from __future__ import annotations

import pytest
from spacy.language import Language

from ingest.mentions.offices import Office, find, offices


@pytest.mark.parametrize("office", offices(), ids=lambda o: o.id)
def test_every_row_reads_its_example_and_not_its_counterexample(office: Office) -> None:
    assert [found.id for *_, found in find(office.match)] == [office.id]
    assert not list(find(office.reject))


@pytest.mark.parametrize(
    "text",
    [
        "The Philippine Sen. Ramon Abad left.",
        "In Mexico City the Mexican Senator Ana Kesh left.",
        "Ohio state Rep. Bo Lind left.",
        "The senator left.",
    ],
)
def test_other_countries_and_states_have_their_own(text: str) -> None:
    assert not list(find(text))


def affiliations(nlp: Language, text: str) -> set[tuple[str, str]]:
    doc = nlp(text)
    names = {chain.id: chain.name for chain in doc._.whowhom_chains}
    return {
        (names[c.subject], names[c.object]) for c in doc._.whowhom_claims if c.relation == "AFFILIATED_WITH"
    }


def test_a_senator_is_of_the_senate_in_the_news_of_the_united_states(nlp: Language) -> None:
    text = "In the United States, Sen. Dale Pruitt of Ohio met Rep. Tova Lindgren on Monday."
    assert {
        ("Dale Pruitt", "U.S. Senate"),
        ("Tova Lindgren", "U.S. House of Representatives"),
    } <= affiliations(nlp, text)


def test_not_in_the_news_of_other_countries(nlp: Language) -> None:
    text = "In Chile, Senator Dale Pruitt spoke. Chile and the Chilean press listened."
    assert "U.S. Senate" not in {body for _, body in affiliations(nlp, text)}


def test_a_title_is_no_alias(nlp: Language) -> None:
    doc = nlp("In the United States, Sen. Dale Pruitt left the U.S. Senate.")
    (senate,) = [c for c in doc._.whowhom_chains if c.name == "U.S. Senate"]
    assert "Sen." not in senate.aliases


def test_both_parties_tell_the_news_of_the_united_states_about_another_country(nlp: Language) -> None:
    text = (
        "Israel and Israeli ministers listened. Republicans and Democrats spoke of Israel, "
        "and so did Sen. Dale Pruitt."
    )
    assert ("Dale Pruitt", "U.S. Senate") in affiliations(nlp, text)


def test_a_title_does_nothing_itself(nlp: Language) -> None:
    doc = nlp("In the United States, Sen. Dale Pruitt attacked Mayor Tova Lindgren and endorsed Bo Lind.")
    names = {chain.id: chain.name for chain in doc._.whowhom_chains}
    said = {(names[c.subject], c.relation, names[c.object]) for c in doc._.whowhom_claims}
    assert ("Dale Pruitt", "OPPOSED", "Tova Lindgren") in said
    assert not [s for s in said if s[0] == "U.S. Senate"]
    assert ("Tova Lindgren", "AFFILIATED_WITH", "U.S. Senate") not in said
