"""A removal that only the model saw needs a word that removes, and no verb that takes it back."""

from __future__ import annotations

import pytest

from ingest.records import Mention
from ingest.relations.removals import is_removal, removes_another
from ingest.relations.triggers import Trigger


def trigger(doc, word):
    (place,) = [token.i for token in doc if token.text == word]
    return Trigger(head=place, first=place, last=place, rule="test", wording=word)


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("The harbour board ordered the dismissal of Teresa Oquendo.", "dismissal"),
        ("The league expelled Dale Pruitt and suspended its treasurer.", "expelled"),
        ("Dale Pruitt's removal by the league surprised nobody.", "removal"),
    ],
)
def test_a_word_that_removes_bears_a_removal_out(parser, sentence, word):
    doc = parser(sentence)
    assert is_removal(doc, trigger(doc, word))


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("The court annulled the dismissal of Teresa Oquendo.", "dismissal"),
        ("The harbour board overturned Dale Pruitt's expulsion from the league.", "expulsion"),
    ],
)
def test_a_removal_that_is_taken_back_is_none(parser, sentence, word):
    doc = parser(sentence)
    assert not is_removal(doc, trigger(doc, word))


def test_a_removal_without_a_word_for_it_is_a_guess(parser):
    assert not is_removal(parser("The board reinstated Teresa Oquendo."), None)


def person(doc, name):
    start = doc.text.index(name)
    return Mention(
        document="a", start=start, end=start + len(name), text=name, kind="name", type="Person", entity=name
    )


@pytest.mark.parametrize(
    ("sentence", "other", "is_his"),
    [
        ("The council suspended Teresa Oquendo and put Dale Pruitt in charge.", "Dale Pruitt", False),
        ("The council suspended Teresa Oquendo and Dale Pruitt.", "Dale Pruitt", True),
        ("The council suspended Teresa Oquendo.", "Teresa Oquendo", True),
    ],
)
def test_a_word_removes_its_object_and_who_is_named_in_one_breath(parser, sentence, other, is_his):
    doc = parser(sentence)
    word = trigger(doc, "suspended")
    agreed = [(word, person(doc, "Teresa Oquendo"))]
    assert removes_another(doc, word, person(doc, other), agreed) is not is_his
    assert not removes_another(doc, word, person(doc, other), [])
