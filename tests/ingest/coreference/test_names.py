"""Which names are one person's, and which one organization's."""

from __future__ import annotations

import pytest

from ingest.coreference.cluster import Cluster
from ingest.coreference.organizations import gather as gather_organizations
from ingest.coreference.organizations import initials_of
from ingest.coreference.persons import gather as gather_persons
from ingest.coreference.persons import words_of
from ingest.records import Mention


def persons(*names: str) -> list[set[str]]:
    """Clusters of names that stand one after the other; "Mrs. Oquendo" is a name with its title's gender."""
    mentions = []
    for place, name in enumerate(names):
        title, _, rest = name.partition(". ")
        gender = {"Mr": "m", "Mrs": "f"}.get(title, "")
        text = rest if gender else name
        mention = Mention(
            document="d",
            start=place * 1000,
            end=place * 1000 + len(text),
            text=text,
            kind="name",
            type="Person",
        )
        mentions.append((mention, gender))
    return [{m.text for m in c.mentions} for c in gather_persons(mentions)]


def organizations(text: str, *names: str) -> list[set[str]]:
    return [{m.text for m in c.mentions} for c in gather_named(text, *names)]


def gather_named(text: str, *names: str) -> list[Cluster]:
    mentions, reached = [], 0
    for name in names:
        start = text.index(name, reached)
        reached = start + len(name)
        mentions.append(
            Mention(document="d", start=start, end=reached, text=name, kind="name", type="Organization")
        )
    return gather_organizations(text, mentions, american=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Teresa Oquendo", "Oquendo"),
        ("Teresa Oquendo", "T. Oquendo"),
        ("Joseph Pruitt", "Joe Pruitt"),
        ("Ramón Quiroga", "Ramon Quiroga"),
        ("Ramón Quiroga Salas", "Ramón Quiroga"),
        ("Teresa Oquendo", "Teresa Oqendo"),
        ("Thamer al-Jubrani", "Jubrani"),
        ("Marta Solano-Ruiz", "Solano-Ruiz"),
        ("Willem van der Meer", "van der Meer"),
        ("Dale Pruitt Jr.", "Dale Pruitt"),
        ("Dale F. de Oquendo", "Dale de Oquendo"),
        ("Teresa J. Quiroga Salas", "Teresa Quiroga Salas"),
        ('William J. "Bill" Pruitt', "William J. Pruitt"),
    ],
)
def test_forms_of_one_name_are_one_person(one, other):
    assert persons(one, other) == [{one, other}]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Teresa H. W. Oquendo", "Teresa W. Oquendo"),
        ("Teresa Oquendo", "Ramón Oquendo"),
        ("Teresa Oquendo", "Teresa Quiroga"),
        ("T. Oquendo", "R. Oquendo"),
    ],
)
def test_different_names_are_different_persons(one, other):
    assert len(persons(one, other)) == 2


def test_a_title_tells_two_of_one_surname_apart():
    assert {"Teresa Oquendo", "Oquendo"} in persons("Teresa Oquendo", "Ramón Oquendo", "Mrs. Oquendo")


def test_a_doubtful_surname_belongs_to_nobody():
    found = persons(
        "Teresa Oquendo", "Ramón Oquendo", "Teresa Oquendo", "Ramón Oquendo", "Quiroga", "Oquendo"
    )
    assert sum("Oquendo" in names for names in found) <= 1


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("The Harbour League (HL) met.", "Harbour League", "HL"),
        ("The Liga del Puerto (LPX) met.", "Liga del Puerto", "LPX"),
        ("The Union of Harbour Pilots met. UHP agreed.", "Union of Harbour Pilots", "UHP"),
        ("The Harbour Pilots Federation met. The Federation agreed.", "Harbour Pilots Federation", "Federation"),
        ("Council for Harbour Pilots met. The Council of Harbour Pilots agreed.", "Council for Harbour Pilots",
         "Council of Harbour Pilots"),
    ],
)  # fmt: skip
def test_short_forms_find_their_organization(text, one, other):
    assert organizations(text, one, other) == [{one, other}]


def test_an_owner_is_no_short_form_of_what_it_owns():
    text = "The League met. The Harbour League heard the League's Appeals Board."
    found = organizations(text, "League", "Harbour League", "League's Appeals Board")
    assert found == [{"League", "Harbour League"}, {"League's Appeals Board"}]


def test_a_short_form_of_two_organizations_belongs_to_neither():
    text = "The Harbour Council met the River Council. The Council agreed."
    found = organizations(text, "Harbour Council", "River Council", "Council")
    assert found == [{"Harbour Council"}, {"River Council"}]


def test_members_are_their_party():
    assert organizations("Republicans and the GOP met.", "Republicans", "GOP") == [{"Republicans", "GOP"}]


def test_initials_with_and_without_small_words():
    assert initials_of("Union of Harbour Pilots") == ("uhp", "uohp")


def test_words_are_folded():
    assert words_of("J. R. Núñez Jr.") == ("j", "r", "nunez")


def test_two_names_that_explain_each_other_are_one():
    """The one is short for the other, which is a spelling variant of it."""
    text = "Tarnish Explorer lost to Tarnish Explorer 6, TE6 to TE."
    (found,) = gather_named(text, "Tarnish Explorer", "Tarnish Explorer 6", "TE6", "TE")
    assert len(found.mentions) == len(found.reasons) == 4
