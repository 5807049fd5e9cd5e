"""Attributions: whose words, which words say so, and what is attributed."""

from __future__ import annotations

import pytest

from ingest.qualifiers.sources import attributions, cues


@pytest.fixture(scope="module")
def said(nlp):
    def read(text: str) -> set[tuple[str, str]]:
        return {(text[slice(*a.source)], text[slice(*a.cue)]) for a in attributions(nlp(text), least=0.3)}

    return read


def test_the_subject_of_a_verb_of_saying_is_the_source(said):
    assert ("Teresa Oquendo", "said") in said("Teresa Oquendo said that the docks would stay shut.")


def test_the_source_is_the_whole_phrase(said):
    found = said("Two officials of the harbour board said that the docks would stay shut.")
    assert ("Two officials of the harbour board", "said") in found


def test_according_to_names_a_source(said):
    assert ("Teresa Oquendo", "according to") in said(
        "The docks will stay shut, according to Teresa Oquendo."
    )


def test_a_quotation_has_its_source_behind_it(said):
    assert ("Oquendo", "said") in said("“The docks will stay shut,” Oquendo said.")


def test_what_nobody_says_has_no_source(said):
    assert said("Teresa Oquendo ate a pear.") == set()


def test_the_table_of_cues_knows_saying_and_not_eating():
    assert cues().likely("say", "clause") > 0.7
    assert cues().likely("eat", "object") == 0.0
