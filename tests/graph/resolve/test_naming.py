"""An entity is called by its fullest name in frequent use; aliases say by themselves who is meant."""

from __future__ import annotations

from collections import Counter

import pytest

from graph.resolve.naming import aliases, canonical_name, is_specific, tidy_name
from graph.resolve.profile import bare_name, is_acronym, is_name
from ingest.records import EntityType


@pytest.mark.parametrize(
    ("type_", "forms", "name"),
    [
        ("Person", {"Vászary": 40, "Ilona Vászary": 3, "Ilona Maria Vászary": 1}, "Ilona Vászary"),
        ("Person", {"President Ilona Vászary": 2, "Vászary": 9}, "Ilona Vászary"),
        ("Person", {"ILONA VASZARY": 1, "Ilona Vászary": 1}, "Ilona Vászary"),
        ("Person", {"Ilona “Ili” Vászary": 3, "Ilona Vászary": 2}, "Ilona Vászary"),
        ("Person", {"Vászary’s": 2}, "Vászary"),
        ("Organization", {"URS": 30, "the Union of River States": 1}, "Union of River States"),
        ("Organization", {"Brandt": 8, "Brandt administration": 2}, "Brandt administration"),
        ("Organization", {"Tarnol": 20, "Tarnol Europe": 1}, "Tarnol"),
        ("Organization", {"Marrek campaign": 74, "Campaign for Marrek": 1}, "Marrek campaign"),
        ("Organization", {"Senate": 9, "Senate of Sorrel": 1}, "Senate of Sorrel"),
        ("Country", {"Sorrel": 3, "Republic of Sorrel": 1}, "Sorrel"),
        ("Organization", {"—": 1}, "—"),
    ],
)  # fmt: skip
def test_the_canonical_name(type_: EntityType, forms: dict[str, int], name: str) -> None:
    assert canonical_name(type_, Counter(forms)) == name


def test_aliases_are_the_other_names_and_telling_descriptions() -> None:
    found = aliases(
        "Ilona Vászary",
        ["Ilona Vászary", "Vászary’s", "U.R.S.", "Union of", "“Ili”", "—"],
        ["the president", "the Secretary General", "the URS chief", "Sorrel's first woman minister"],
    )
    assert found == ("Ili", "Sorrel's first woman minister", "U.R.S.", "Vászary", "the URS chief")


@pytest.mark.parametrize(
    ("surface", "type_", "tidy"),
    [
        ("Prime Minister Ilona Vászary-Brandt", "Person", "Ilona Vászary-Brandt"),
        ("Femi Okello Jr.", "Person", "Femi Okello Jr"),
        ("the Bank of Sorrel", "Organization", "Bank of Sorrel"),
        ("The Gambling Board", "Organization", "Gambling Board"),
        ("The Sorrels", "Country", "The Sorrels"),
        ("the", "Organization", "the"),
    ],
)
def test_a_name_is_tidied(surface: str, type_: EntityType, tidy: str) -> None:
    assert tidy_name(surface, type_) == tidy


@pytest.mark.parametrize(
    ("text", "specific"),
    [
        ("the president", False),
        ("the Prime Minister", False),
        ("the Sorrel envoy", True),
        ("the bank", False),
    ],
)
def test_a_description_is_specific_where_it_names_somebody(text: str, specific: bool) -> None:
    assert is_specific(text) is specific


@pytest.mark.parametrize(
    ("surface", "named"),
    [
        ("Bank of Sorrel", True), ("al-Nur", True), ("van der Tarn", True), ("the Liberals", True),
        ("G77", True), ("the bank", False), ("Prime Minister", False), ("his Party", False),
        ("Sorrel spokesman", False), ("", False),
    ],
)  # fmt: skip
def test_what_is_written_as_a_name(surface: str, named: bool) -> None:
    assert is_name(surface) is named


@pytest.mark.parametrize(
    ("surface", "acronym"), [("URS", True), ("U.N.", True), ("Urs", False), ("A", False)]
)
def test_acronyms(surface: str, acronym: bool) -> None:
    assert is_acronym(surface) is acronym


def test_bare_names_lose_what_comes_and_goes() -> None:
    assert bare_name("Senator Ada Brandt III", "Person") == "ada brandt"
    assert bare_name("Tarnol Holdings Ltd.", "Organization") == "tarnol holdings"
    assert bare_name("President", "Person") == ""
