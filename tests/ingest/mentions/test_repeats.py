"""A name that the tagger knew once is found wherever the article repeats it."""

from __future__ import annotations

from ingest.mentions.repeats import propose
from ingest.mentions.spans import Span

TEXT = (
    "Teresa Oquendo resigned. Critics of Oquendo cheered. The Oquendo Tower stayed shut. Brand Oquendo lost."
)


def named(text: str, form: str, type_: str = "Person", score: float = 0.95) -> Span:
    start = text.index(form)
    return Span(start=start, end=start + len(form), type=type_, score=score)  # type: ignore[arg-type]


def found(text: str, *spans: Span) -> list[str]:
    return [text[s.start - 11 : s.end] for s in propose(text, list(spans))]


def test_a_surname_is_found_where_it_stands_alone():
    assert found(TEXT, named(TEXT, "Teresa Oquendo"))[0] == "Critics of Oquendo"


def test_a_part_of_another_name_is_not_a_repetition():
    assert len(found(TEXT, named(TEXT, "Teresa Oquendo"))) == 2


def test_what_the_tagger_doubts_is_not_repeated():
    assert found(TEXT, named(TEXT, "Teresa Oquendo", score=0.7)) == []


def test_a_word_that_is_also_written_small_is_no_name():
    text = "Ramón Winter sued. Last winter was cold. Then Winter won."
    assert propose(text, [named(text, "Ramón Winter")]) == []


def test_the_repetition_has_the_type_of_the_name():
    text = "Nordhavn Seafoods sued. He blamed Nordhavn Seafoods."
    (span,) = propose(text, [named(text, "Nordhavn Seafoods", "Organization")])
    assert (text[span.start : span.end], span.type) == ("Nordhavn Seafoods", "Organization")
