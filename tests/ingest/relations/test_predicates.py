"""Every row of the predicate table reads its own example, and not its look-alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ingest.relations.claims import find_claims
from ingest.relations.predicates import PredicateError, load_predicates, read_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

    from ingest.relations.predicates import Predicate

TABLE = load_predicates()
ROW = """
[[predicate]]
id = "wave-at"
kind = "verb"
relation = "SUPPORTED"
phrases = ["wave at"]
match = "[Ana] waved at {Bo}."
reject = "[Ana] waved off {Bo}."
"""


def types_of(predicate: Predicate) -> dict[str, str]:
    target = "Organization" if "Organization" in predicate.objects else min(predicate.objects)
    return {"s": "Organization" if predicate.host else "Person", "o": target}


@pytest.mark.parametrize("predicate", TABLE.predicates, ids=lambda p: p.id)
def test_example_of_a_predicate_is_found(predicate: Predicate, marked: Callable[..., Doc]) -> None:
    doc = marked(predicate.match, **types_of(predicate))
    found = [(c.subject, c.relation, c.object) for c in find_claims(doc, doc._.whowhom_mentions)]
    assert ("s", predicate.relation, "o") in found


@pytest.mark.parametrize("predicate", TABLE.predicates, ids=lambda p: p.id)
def test_look_alike_of_a_predicate_is_not_found(predicate: Predicate, marked: Callable[..., Doc]) -> None:
    doc = marked(predicate.reject, **types_of(predicate))
    found = [(c.subject, c.relation, c.object) for c in find_claims(doc, doc._.whowhom_mentions)]
    assert ("s", predicate.relation, "o") not in found


def test_table_is_large_and_covers_every_relation() -> None:
    assert sum(len(p.phrases) for p in TABLE.predicates) > 1000
    assert {p.relation for p in TABLE.predicates} == {"SUPPORTED", "OPPOSED", "EXPELLED", "AFFILIATED_WITH"}


def test_stances_have_codes() -> None:
    assert all(p.plover and p.cameo for p in TABLE.predicates if p.relation != "AFFILIATED_WITH")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('relation = "SUPPORTED"\n', ""), "lacks relation"),
        (('"SUPPORTED"', '"LIKED"'), "LIKED"),
        (('"verb"', '"verbal"'), "verbal"),
        (('id = "wave-at"', 'id = "wave-at"\ncolour = "red"'), "colour"),
        (("{Bo}.", "Bo."), "match example"),
        (('["wave at"]', '["wave * at *"]'), "at most one"),
        (("[[predicate]]", "[[predicate"), "not TOML"),
    ],
)
def test_wrong_row_is_named(change: tuple[str, str], message: str) -> None:
    with pytest.raises(PredicateError, match=message.replace("*", r"\*")):
        read_table(ROW.replace(change[0], change[1], 1))


def test_same_id_twice_is_refused() -> None:
    with pytest.raises(PredicateError, match="stands twice"):
        read_table(ROW + ROW)
