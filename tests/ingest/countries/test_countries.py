"""States by every way that news name them, and what only looks like a state."""

from __future__ import annotations

import pycountry
import pytest

from ingest.countries import find, lookup
from ingest.countries.table import Pitfall, read_pitfalls, read_states

# ISO 3166 also lists territories; these are the members of the United Nations and its observers among them.
TERRITORIES = frozenset(
    "AI AQ AS AW AX BL BM BQ BV CC CK CW CX EH FK FO GF GG GI GL GP GS GU HK HM IM IO JE KY MF MO MP MQ MS NC NF NU "
    "PF PM PN PR RE SH SJ SX TC TF TK UM VG VI WF YT".split()
)


def named(text: str) -> list[tuple[str, str]]:
    return [(s.country.name, s.form) for s in find(text)]


def test_every_state_of_iso_3166_is_in_the_table():
    ours = {country.iso2 for _, _, country in read_states()}
    assert {c.alpha_2 for c in pycountry.countries} - TERRITORIES <= ours


@pytest.mark.parametrize("country", [c for c in pycountry.countries if c.alpha_2 not in TERRITORIES], ids=str)
def test_common_name_in_iso_3166_leads_to_the_same_code(country):
    name = getattr(country, "common_name", country.name).split(",")[0]
    found = lookup(name)
    assert found is None or found.iso2 == country.alpha_2 or "Congo" in name or "Korea" in name


@pytest.mark.parametrize(
    ("text", "iso2"),
    [
        ("the Mexican government", "MX"), ("Tehran", "IR"), ("U.S.", "US"), ("the Government of Spain", "ES"),
        ("Perú", "PE"), ("Mexico's government", "MX"), ("The Gambia", "GM"), ("DRC", "CD"), ("UAE", "AE"),
        ("Côte d’Ivoire", "CI"), ("the Kremlin", "RU"), ("Burma", "MM"), ("the Dutch", "NL"), ("Holy See", "VA"),
    ],
)  # fmt: skip
def test_lookup_knows_names_peoples_capitals_and_governments(text, iso2):
    found = lookup(text)
    assert found is not None
    assert found.iso2 == iso2


@pytest.mark.parametrize("text", ["", "Atlantis", "Latin America", "the government", "Europe"])
def test_lookup_knows_nothing_else(text):
    assert lookup(text) is None


def test_the_longest_name_wins():
    assert named("Guinea-Bissau and Papua New Guinea") == [
        ("Guinea-Bissau", "name"),
        ("Papua New Guinea", "name"),
    ]


def test_offsets_survive_accents_and_typographic_quotes():
    text = "São Tomé’s neighbour, Côte d’Ivoire’s ally"
    (sighting,) = [s for s in find(text) if s.form == "name"]
    assert text[sighting.start : sighting.end] == "Côte d’Ivoire"


def test_part_of_a_word_is_no_country():
    assert named("Malians speak; malice and Omandi do not") == [("Mali", "people")]


@pytest.mark.parametrize("pitfall", read_pitfalls(), ids=lambda p: p.id)
def test_pitfall_blocks_its_lookalike_and_allows_the_state(pitfall: Pitfall):
    match = pitfall.pattern.search(pitfall.blocks)
    assert match is not None
    assert not [s for s in find(pitfall.blocks) if match.start() <= s.start < match.end()]
    assert find(pitfall.allows)
