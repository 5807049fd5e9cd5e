"""Characters as the author meant them: mojibake, invisible marks and odd spaces are mended."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ftfy import TextFixerConfig

_SPACES: Final = (
    "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_BREAKS: Final = "\v\f\u2028\u2029"
# Zero-width joiners stay: families and flags are made of them.
_INVISIBLE: Final = (
    "\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\ufffc"
)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
# What ftfy mends leaves one of these: control characters, entities, ligatures, wide letters, and the
# first bytes of UTF-8 as another encoding shows them.
_SUSPECT: Final = re.compile(
    r"[ÂÃÄÅÎÏÐÑâãåæèéêëìíïðŒœ][^\x00-\x7f]|"
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufb00-\ufb06\uff01-\uffdc]|&[A-Za-z#]"
)
_TABLE: Final = str.maketrans(
    {
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(_BREAKS, "\n\n"),
        **dict.fromkeys(_INVISIBLE, None),
        "\u2010": "-",
        "\u2011": "-",
    }
)


def repair_characters(text: str) -> str:
    """Text in NFC with plain spaces and line feeds, without soft hyphens and text decoded twice."""
    if _SURROGATE.search(text):
        # Halves of a character, from broken JSON: no file can hold them, whole pairs become what they mean.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if _SUSPECT.search(text):
        from ftfy import fix_text

        text = fix_text(text, _config())
    return unicodedata.normalize("NFC", text).translate(_TABLE)


@cache
def _config() -> TextFixerConfig:
    from ftfy import TextFixerConfig

    # Curly quotation marks stay: they say which side a quotation opens on.
    return TextFixerConfig(uncurl_quotes=False, explain=False)
