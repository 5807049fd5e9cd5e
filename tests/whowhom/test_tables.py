"""Rows on a terminal: nothing is cut off, whatever the width."""

from __future__ import annotations

import io

from rich.console import Console

from whowhom.tables import draw

COLUMNS = ("who", "relation", "evidence", "claim")
ROW = (
    "Teresa Oquendo",
    "AFFILIATED_WITH",
    "Oquendo [sic] has led the league for eleven years.",
    "0123456789abcdef",
)


def drawn(width: int) -> str:
    stream = io.StringIO()
    Console(file=stream, width=width, highlight=False).print(draw(COLUMNS, [ROW, ROW], width=width))
    return stream.getvalue()


def test_a_wide_terminal_gets_a_line_a_row():
    text = drawn(140)
    assert len(text.splitlines()) == 3
    assert all(value in text for value in ROW)


def test_a_narrow_terminal_gets_column_and_value_below_each_other():
    text = drawn(70)
    assert "claim     0123456789abcdef" in text
    assert text.count("AFFILIATED_WITH") == 2


def test_an_id_is_never_broken_and_brackets_are_no_markup():
    for width in (60, 90, 120, 200):
        assert ROW[3] in drawn(width)
        assert "[sic]" in drawn(width)
