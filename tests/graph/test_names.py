"""Names that a reader takes for one fold to one form."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.names import fold, words

SHARED = Path(__file__).parents[3] / "shared"


@pytest.mark.parametrize(
    ("spelling", "folded"),
    [
        ("Ilona Vászary", "ilona vaszary"),
        ("ILONA VASZARY", "ilona vaszary"),
        ("Vászary’s", "vaszary"),
        ("the Liberals'", "liberals"),
        ("The U.S.", "us"),
        ("U.S.-backed", "us backed"),
        ("al-Qaeda", "al qaeda"),
        ("O’Hara", "o hara"),
        ("J. R. Sorrel", "j r sorrel"),
        ("Łukasz Żuk", "lukasz zuk"),
        ("Đặng Thị", "dang thi"),
        ("Straße", "strasse"),
        ("Theresa", "theresa"),
        ("the", "the"),
        ("—", ""),
        ("", ""),
    ],
)
def test_spellings_of_one_name_fold_alike(spelling: str, folded: str) -> None:
    assert fold(spelling) == folded


def test_other_scripts_are_transliterated() -> None:
    assert fold("Нина") == "nina"


def test_words_are_those_of_the_folded_name() -> None:
    assert words("The Bank of Sorrel") == ("bank", "of", "sorrel")


@settings(deadline=None)  # the first name in another script loads the transliterator
@given(st.text(max_size=40))
def test_a_folded_name_is_plain_and_tidy(name: str) -> None:
    folded = fold(name)
    assert folded == " ".join(folded.split())
    assert all(c.isascii() and (c.islower() or c.isdigit() or c == " ") for c in folded)


@pytest.mark.shared
def test_folds_plain_names_as_the_scorer_does() -> None:
    scorer = SHARED / "eval" / "score.py"
    if not scorer.exists():
        pytest.skip(f"no shared folder at {SHARED}")
    spec = importlib.util.spec_from_file_location("score", scorer)
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    names = {
        form
        for path in sorted((SHARED / "gold" / "articles").glob("*.json"))
        for entity in json.loads(path.read_text(encoding="utf-8"))["entities"]
        for form in (entity["name"], *entity["aliases"])
    }
    assert len(names) > 1000
    # Where a letter has no plain form in Unicode ("ø", "ł") the scorer drops it; we keep its nearest letter.
    assert [n for n in names if n.isascii() and fold(n) != score.fold(n)] == []
