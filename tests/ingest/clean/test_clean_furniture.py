"""Every rule of the furniture table takes out its example and keeps its counter-example."""

from __future__ import annotations

import pytest

from ingest.clean.furniture import Rule, drop_furniture, furniture_rules

MATCHES = [
    pytest.param(rule, text, id=f"{rule.id}: {text[:40]}")
    for rule in furniture_rules()
    for text in rule.match
]
KEEPS = [
    pytest.param(rule, text, id=f"{rule.id}: {text[:40]}") for rule in furniture_rules() for text in rule.keep
]


@pytest.mark.parametrize(("rule", "text"), MATCHES)
def test_rule_takes_out_its_example(rule: Rule, text: str) -> None:
    _, removed = drop_furniture((text,))
    assert rule.id in {removal.rule for removal in removed}


@pytest.mark.parametrize(("rule", "text"), KEEPS)
def test_every_rule_keeps_the_counter_example(rule: Rule, text: str) -> None:
    kept, removed = drop_furniture((text,))
    assert kept == (text,)
    assert removed == ()


def test_call_at_the_end_of_a_paragraph_goes_and_its_sentences_stay() -> None:
    kept, removed = drop_furniture(("The council fell on Tuesday. Subscribe to our weekly briefing.",))
    assert kept == ("The council fell on Tuesday.",)
    assert [removal.text for removal in removed] == ["Subscribe to our weekly briefing."]


def test_what_somebody_is_quoted_as_calling_for_stays() -> None:
    text = "The bishop told the crowd: “Follow us to the harbour, all of you.”"
    assert drop_furniture((text,))[0] == (text,)


def test_related_list_ends_where_prose_begins() -> None:
    prose = "The envoy did not comment. Her office confirmed that the talks had been broken off."
    kept, _ = drop_furniture(("Related stories:", "Port strike spreads", "Envoy recalled from Lima", prose))
    assert kept == (prose,)


def test_tag_round_a_button_does_not_save_the_button() -> None:
    assert drop_furniture(("<b>Advertisement</b>",))[0] == ()
