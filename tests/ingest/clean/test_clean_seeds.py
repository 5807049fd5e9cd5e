"""Real saved pages, read by a person line by line: the site's own lines go, and every line of the article stays.

Lines are named by number, and the files by their hash: no text is copied here.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from ingest.read import read_articles
from ingest.records import Article

FURNITURE = {
    "000": ("f9f65344", ()),
    "001": ("581c0a42", (118, 120)),
    "002": ("84b4efee", (9, 11, 13, 15, 17, 51, 55, 57, 59, 61, 63, 65, 67, 69)),
    "003": ("2f70ff78", (70,)),
    "004": ("4188829d", ()),
}
"""By the file's number: how its SHA-256 begins, and the lines that belong to the site. Separators of stars
have no word, and are not listed."""

REMOVED_WITHIN = {("001", 7): r"\([A-Z]+ [A-Z]+/AFP .*\)$", ("003", 5): r"\[\d\]"}
"""A picture's credit behind its caption, and the mark of a note."""

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def words(text: str) -> str:
    """The bare words, so that mended quotation marks, links and emphasis make no difference."""
    plain = _LINK.sub(r"\1", text.replace("\\", "")).replace("_", " ")
    return f" {' '.join(_WORD.findall(plain.casefold()))} "


@pytest.mark.shared
@pytest.mark.parametrize("number", FURNITURE)
def test_the_sites_lines_go_and_the_articles_stay(shared: Path, number: str) -> None:
    (path,) = (shared / "articles" / "seeds").glob(f"{number}_*")
    start, furniture = FURNITURE[number]
    assert hashlib.sha256(path.read_bytes()).hexdigest().startswith(start)
    (article,) = (found for found in read_articles([path]) if isinstance(found, Article))
    cleaned = words(article.text)
    lost, left = [], []
    for at, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        kept = re.sub(REMOVED_WITHIN.get((number, at), r"\Z"), "", line)
        for sentence in _SENTENCE.split(kept):
            said = words(sentence)
            if not any(letter.isalpha() for letter in said):
                continue
            if at in furniture and said in cleaned:
                left.append((at, len(said)))
            if at not in furniture and said not in cleaned:
                lost.append((at, len(said)))
    assert (lost, left) == ([], [])


@pytest.mark.shared
def test_what_was_removed_within_a_line_is_gone(shared: Path) -> None:
    for (number, at), pattern in REMOVED_WITHIN.items():
        (path,) = (shared / "articles" / "seeds").glob(f"{number}_*")
        line = path.read_text(encoding="utf-8").splitlines()[at - 1]
        found = re.search(pattern, line)
        (article,) = (one for one in read_articles([path]) if isinstance(one, Article))
        assert found is not None
        assert found.group() not in article.text
