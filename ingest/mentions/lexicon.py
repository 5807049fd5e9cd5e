"""Reads and checks ``lexicon.toml``: titles, words of organizations, parties' members, known abbreviations."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias

from ingest.records import IngestError

Gender: TypeAlias = Literal["m", "f", ""]


class LexiconError(IngestError):
    """``lexicon.toml`` is broken. The message says where and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """``titles`` tell gender (empty: either); ``canonical`` maps a form to the organization's full name."""

    titles: dict[str, Gender]
    organization_nouns: frozenset[str]
    business: frozenset[str]
    legal: frozenset[str]
    country_nouns: frozenset[str]
    acting: frozenset[str]
    posts: frozenset[str]
    members: dict[str, str]
    canonical: dict[str, str]
    nothing: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once.

    Raises:
        LexiconError: a section is missing, or one form stands for two organizations.
    """
    text = files("ingest.mentions").joinpath("lexicon.toml").read_text(encoding="utf-8")
    try:
        return parse(text)
    except (KeyError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(
            f"ingest/mentions/lexicon.toml cannot be read ({error}); restore the section"
        ) from error


def parse(text: str) -> Lexicon:
    """The lexicon that a TOML text spells out; raises like ``lexicon``."""
    data = tomllib.loads(text)
    titles: dict[str, Gender] = dict.fromkeys(data["titles"]["either"].split(), "")
    titles |= dict.fromkeys(data["titles"]["male"].split(), "m")
    titles |= dict.fromkeys(data["titles"]["female"].split(), "f")
    canonical: dict[str, str] = {}
    for name, forms in data["known"].items():
        for form in (name, *forms):
            if canonical.setdefault(form, name) != name:
                raise LexiconError(
                    f"lexicon.toml: {form!r} stands for {canonical[form]} and {name}; keep one"
                )
    return Lexicon(
        titles=titles,
        organization_nouns=frozenset(data["organizations"]["nouns"].split()),
        business=frozenset(data["organizations"]["business"].split()),
        legal=frozenset(data["organizations"]["legal"].split()),
        country_nouns=frozenset(data["countries"]["nouns"].split()),
        acting=frozenset(data["countries"]["acting"].split()),
        posts=frozenset(data["countries"]["posts"].split()),
        members=dict(data["members"]),
        canonical=canonical,
        nothing=frozenset(data["nothing"]["words"].split()),
    )
