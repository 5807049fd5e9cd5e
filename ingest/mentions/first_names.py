"""Which gender a first name tells (``first_names.tsv``, made by ``training/first_names.py``)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from ingest.gazetteer import fold
from ingest.mentions.lexicon import Gender


@cache
def _genders() -> dict[str, Gender]:
    text = files("ingest.mentions").joinpath("first_names.tsv").read_text(encoding="utf-8")
    genders: dict[str, Gender] = {}
    for line in text.splitlines():
        name, gender = line.split("\t")
        genders[fold(name)] = "m" if gender == "m" else "f" if gender == "f" else ""
    return genders


def gender_of(first_name: str) -> Gender | None:
    """ "m", "f", "" where both genders bear the name, None where it is no known first name."""
    return _genders().get(fold(first_name).lower())
