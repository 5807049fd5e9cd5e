"""Reads and checks the table of states (``states.csv``) and of lookalikes (``pitfalls.csv``)."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal, TypeAlias

import pycountry

from ingest.records import IngestError

Form: TypeAlias = Literal["name", "adjective", "people", "capital"]
_COLUMNS: Final[tuple[tuple[str, Form], ...]] = (
    ("others", "name"),
    ("adjectives", "adjective"),
    ("people", "people"),
    ("capitals", "capital"),
)
# Kosovo has a code in use but no ISO entry; the dissolved states' codes are withdrawn (ISO 3166-3).
_WITHOUT_ISO_ENTRY: Final = frozenset({"XK", "SU", "YU", "CS", "DD"})


class CountryError(IngestError):
    """The table of states is broken. The message names the file, the row and what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A sovereign state, of today or of history. ``iso2`` is None for states older than the codes."""

    name: str
    iso2: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pitfall:
    """Text that looks like a country and is none: ``blocks`` must match, ``allows`` must not."""

    id: str
    pattern: re.Pattern[str]
    why: str
    blocks: str
    allows: str


def read_states() -> list[tuple[str, Form, Country]]:
    """Every surface form with what kind it is and whose it is; a name goes before a nationality.

    Raises:
        CountryError: an unknown ISO code, or one form that two states claim.
    """
    found: list[tuple[str, Form, Country]] = []
    owner: dict[tuple[str, Form], str] = {}
    for number, row in enumerate(_rows("states.csv"), 2):
        iso2 = row["iso2"] or None
        if iso2 and iso2 not in _WITHOUT_ISO_ENTRY and pycountry.countries.get(alpha_2=iso2) is None:
            raise CountryError(f"states.csv, line {number}: ISO 3166 has no code {iso2}; correct it")
        country = Country(name=row["name"], iso2=iso2)
        forms: list[tuple[str, Form]] = [(country.name, "name")]
        for column, kind in _COLUMNS:
            forms += [(form, kind) for form in row[column].split("|") if form]
        for form, kind in forms:
            if owner.setdefault((form, kind), country.name) != country.name:
                raise CountryError(f"states.csv, line {number}: {form!r} is taken by {owner[form, kind]}")
            found.append((form, kind, country))
    return found


@cache
def read_pitfalls() -> tuple[Pitfall, ...]:
    """The lookalikes, each proved by its own two examples.

    Raises:
        CountryError: an example that does not do what its column says.
    """
    pitfalls = []
    for row in _rows("pitfalls.csv"):
        pitfall = Pitfall(
            id=row["id"],
            pattern=re.compile(row["pattern"]),
            why=row["why"],
            blocks=row["blocks"],
            allows=row["allows"],
        )
        if not pitfall.pattern.search(pitfall.blocks) or pitfall.pattern.search(pitfall.allows):
            raise CountryError(
                f"pitfalls.csv, {pitfall.id}: its examples do not fit its pattern; correct them"
            )
        pitfalls.append(pitfall)
    return tuple(pitfalls)


def _rows(name: str) -> list[dict[str, str]]:
    text = files("ingest.countries").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
