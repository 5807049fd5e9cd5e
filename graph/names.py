"""Folds names, so that spelling keeps no name apart: case, accents, punctuation, article, possessive."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

# Where the apostrophe ends a name it is the possessive of the sentence, not part of the name.
_POSSESSIVE: Final = re.compile(r"'s?$")
_PUNCTUATION: Final = re.compile(r"[^a-z0-9]+")
_ARTICLE: Final = re.compile(r"^(?:the|a|an) ")
_APOSTROPHES: Final = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'", "´": "'"})


@lru_cache(maxsize=262_144)
def fold(name: str) -> str:
    """The form under which two spellings of a name are equal: ASCII words in lower case, one space between.

    "The U.S.", "us" and "US's" are one; so are "Irarrázaval" and "IRARRAZAVAL", "Łukasz" and "Lukasz".
    Other scripts are transliterated. Empty where the name holds no letter and no digit.
    """
    plain = name.translate(_APOSTROPHES).strip()
    plain = (plain if plain.isascii() else _to_ascii(plain)).lower()
    plain = _POSSESSIVE.sub("", plain.strip())
    # Points vanish ("U.S." is "us"), every other sign separates words ("al-Qaeda" is "al qaeda").
    plain = _PUNCTUATION.sub(" ", plain.replace(".", "")).strip()
    return _ARTICLE.sub("", plain)


def words(name: str) -> tuple[str, ...]:
    """The words of the folded name, in order."""
    return tuple(fold(name).split())


def _to_ascii(text: str) -> str:
    # Loading the transliterator takes 0.1 s, and most names of an English text do without it.
    from rigour.text import ascii_text

    return ascii_text(text)
