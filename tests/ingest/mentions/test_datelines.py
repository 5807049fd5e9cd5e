"""Where a report was filed is no entity of it."""

from __future__ import annotations

import pytest

from ingest.mentions.datelines import outside_datelines
from ingest.mentions.spans import Span


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("LISBON – The council of Kestria met.", "LISBON"),
        ("WASHINGTON, D.C. (Reuters) - The council met.", "WASHINGTON"),
        ("LONDON (Reuters) -- The council met.", "Reuters"),
        ("Mexico City.— The council of Kestria met.", "Mexico City"),
        ("Council meets\n\nOslo — Kestria's council met.", "Oslo"),
    ],
)
def test_name_in_a_dateline_is_left_out(text: str, name: str) -> None:
    at = text.index(name)
    assert outside_datelines(text, [Span(start=at, end=at + len(name), type="Country")]) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Norway – and only Norway – supported the council.", "Norway"),
        ("The council met in LISBON – The envoy left.", "LISBON"),
        ("LISBON – Oslo warned the council.", "Oslo"),
        ("NATO warned Kestria on Monday.", "NATO"),
        ("Norway-backed rebels left.", "Norway"),
    ],
)
def test_name_outside_a_dateline_stays(text: str, name: str) -> None:
    at = text.rindex(name)
    span = Span(start=at, end=at + len(name), type="Country")
    assert outside_datelines(text, [span]) == [span]
