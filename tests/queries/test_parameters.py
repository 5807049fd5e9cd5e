"""What a user types, read as a parameter's type."""

from __future__ import annotations

import pytest

from queries.parameters import ParameterType, Value, read_value

READ: list[tuple[ParameterType, str, Value]] = [
    ("integer", " 20 ", 20),
    ("float", "0.5", 0.5),
    ("boolean", "Yes", True),
    ("boolean", "false", False),
    ("relation", "affiliated with", "AFFILIATED_WITH"),
    ("date", "2024", "2024"),
    ("date", "2024-02-29", "2024-02-29"),
    ("entity", " Ann Onymous ", "Ann Onymous"),
    ("outlet", "The Lantern", "The Lantern"),
    ("text", "coup", "coup"),
]

REFUSED: list[tuple[ParameterType, str]] = [
    ("integer", "1.5"),
    ("float", "nan"),
    ("float", "much"),
    ("boolean", "maybe"),
    ("relation", "LOVES"),
    ("date", "2024-13"),
    ("date", "24-01-01"),
    ("text", " "),
]


@pytest.mark.parametrize(("type_", "raw", "value"), READ)
def test_text_is_read_as_its_type(type_: ParameterType, raw: str, value: Value) -> None:
    assert read_value(type_, raw) == value


@pytest.mark.parametrize(("type_", "raw"), REFUSED)
def test_text_of_another_type_says_what_is_needed(type_: ParameterType, raw: str) -> None:
    with pytest.raises(ValueError, match=r"^needs "):
        read_value(type_, raw)
