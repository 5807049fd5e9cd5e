"""Sovereign states and how news call them: names, nationalities, capitals that stand for governments."""

from ingest.countries.finder import Sighting, find, lookup
from ingest.countries.table import Country, CountryError, Form

__all__ = ["Country", "CountryError", "Form", "Sighting", "find", "lookup"]
