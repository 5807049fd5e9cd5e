"""Two names, or a name and a part of one, relate as a reader would say; every feature has a reason."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.resolve.features import Rivals, compare, initials, relate_given, relate_part
from graph.resolve.profile import Profile, merge_profiles
from graph.resolve.score import may_reach, score, weights
from ingest.records import EntityType


def profile(
    name: str = "",
    type_: EntityType = "Person",
    *,
    parts: tuple[str, ...] = (),
    facts: tuple[str, ...] = (),
    places: tuple[str, ...] = (),
    company: tuple[str, ...] = (),
) -> Profile:
    return Profile(
        chains=(0,), type=type_, iso2=None, names=(name,) if name else (), parts=frozenset(parts),
        facts=frozenset(facts), places=frozenset(places), company=dict.fromkeys(company, 2.0),
        own=frozenset(), documents=("d",), size=1,
    )  # fmt: skip


def features(left: Profile, right: Profile, rivals: Rivals | None = None) -> dict[str, float]:
    return {found.feature: found.value for found in compare(left, right, rivals or Rivals())}


@pytest.mark.parametrize(
    ("left", "right", "feature"),
    [
        ("ilona vaszary", "ilona vaszary", "same_name"),
        ("bill okonedo", "william okonedo", "nickname"),
        ("i vaszary", "ilona vaszary", "initial"),
        ("ilona maria vaszary", "ilona vaszary", "longer_name"),
        ("ilona f de vaszary", "ilona de vaszary", "longer_name"),
        ("ilona h w vaszary", "ilona w vaszary", "given_differs"),
        ("paz ordal", "rodrigo paz ordal", "longer_name"),
        ("ilona vaszari", "ilona vaszary", "spelling"),
        ("illona vaszary", "ilona vaszary", "given_alike"),
        ("ilona vaszary", "piet vaszary", "given_differs"),
        ("george w hale", "george h w hale", "given_differs"),
        ("ilona vaszary", "tomas okello", ""),
    ],
)
def test_names_of_persons(left: str, right: str, feature: str) -> None:
    found = set(features(profile(left), profile(right)))
    assert found == ({feature} if feature else set())


@pytest.mark.parametrize(
    ("left", "right", "feature"),
    [
        ("bank of sorrel", "bank of sorrel", "same_name"),
        ("sorrel bank", "bank of sorrel", "same_words"),
        ("huff post", "huffpost", "same_words"),
        ("harbor", "harbor party", "kind_added"),
        ("harbor party", "harbor party of sorrel", "longer_name"),
        ("ministry of fisheries", "ministry of fisherees", "spelling"),
        ("bank of sorrel", "bank of tarn", "words_differ"),
        ("brigade 17", "brigade 18", "words_differ"),
    ],
)
def test_names_of_organizations(left: str, right: str, feature: str) -> None:
    assert set(features(profile(left, "Organization"), profile(right, "Organization"))) == {feature}


@pytest.mark.parametrize(
    ("part", "name", "feature"),
    [
        ("vaszary", "ilona vaszary", "last_word"),
        ("ilona", "ilona vaszary", "first_word"),
        ("paz", "rodrigo paz ordal", "inner_word"),
        ("paz ordal", "rodrigo paz ordal", "some_words"),
        ("urs", "union of river states", "acronym"),
        ("uors", "union of river states", "acronym"),
        ("okello", "ilona vaszary", ""),
    ],
)
def test_a_part_of_a_name(part: str, name: str, feature: str) -> None:
    assert relate_part(part, name)[0] == feature


def test_longer_acronyms_say_more() -> None:
    assert (
        relate_part("bs", "bank of sorrel")[1] < relate_part("burs", "bank of the union of river states")[1]
    )


def test_a_single_word_has_no_initials() -> None:
    assert initials("sorrel") == frozenset()


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [("ada", "ada", "given_same"), ("a", "ada", "initial"), ("bob", "robert", "nickname"),
     ("mohamed", "mohammad", "nickname"), ("ilona", "illona", "given_alike"), ("ada", "bo", "differs")],
)  # fmt: skip
def test_given_names(left: str, right: str, relation: str) -> None:
    assert relate_given(left, right) == relation


def test_context_speaks_for_and_against() -> None:
    bare = profile("ada brandt")
    tied = profile("ada brandt", facts=("senator", "tarn"), places=("XT",), company=("okello", "urs"))
    alike = profile("ada brandt", facts=("senator",), places=("XT",), company=("okello",))
    other = profile("ada brandt", facts=("goalkeeper", "sorrel"), places=("XS",), company=("almby",))
    assert set(features(tied, alike)) == {"same_name", "shared_facts", "shared_place", "shared_company"}
    assert set(features(tied, other)) == {"same_name", "facts_differ", "place_differs", "no_company"}
    assert set(features(tied, bare)) == {"same_name"}
    table = weights()
    ranked = [score(tied, each, Rivals(), table).value for each in (alike, bare, other)]
    assert ranked == sorted(ranked, reverse=True)


def test_rivals_count_against_a_partial_name() -> None:
    whole, part = profile("ada brandt"), profile(parts=("brandt",))
    scores = [score(whole, part, Rivals(count=n, share=1 / n), weights()).value for n in (1, 2, 5)]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 0.5 > scores[1]
    assert "1 others could be meant" not in score(whole, part, Rivals(), weights()).reason


WORDS = ("ada", "bo", "bob", "robert", "a", "brandt", "brant", "okello", "of", "bank", "tarn")
NAMES = st.lists(st.sampled_from(WORDS), min_size=1).map(" ".join)


@settings(deadline=None)
@given(left=NAMES, right=NAMES, type_=st.sampled_from(["Person", "Organization"]))
def test_comparing_is_symmetric_and_stays_within_bounds(left: str, right: str, type_: EntityType) -> None:
    a, b = profile(left, type_, company=("x",)), profile(right, type_, company=("x", "y"))
    assert features(a, b) == features(b, a)
    there, back = score(a, b, Rivals(), weights()), score(b, a, Rivals(), weights())
    assert there == back
    assert 0 <= there.value <= 1
    assert all(0 <= f.value <= 1 and f.reason for f in compare(a, b, Rivals()))


SOME = st.lists(st.sampled_from(["urs", "tarn", "halvern"]), max_size=2).map(tuple)


@given(
    left=NAMES, right=NAMES, type_=st.sampled_from(["Person", "Organization"]), context=st.tuples(*[SOME] * 6)
)
def test_whom_names_rule_out_no_context_would_have_joined(
    left: str, right: str, type_: EntityType, context: tuple[tuple[str, ...], ...]
) -> None:
    facts, places, company = context[:2], context[2:4], context[4:]
    a, b = (
        profile(name, type_, facts=facts[n], places=places[n], company=company[n])
        for n, name in enumerate((left, right))
    )
    found = score(a, b, Rivals(), weights()).value
    assert may_reach(found, a, b, weights())


def test_a_merged_profile_knows_what_its_members_knew() -> None:
    merged = merge_profiles(
        [profile("ada brandt", facts=("tarn",)), profile(parts=("brandt",), company=("urs",))]
    )
    assert merged.names == ("ada brandt",)
    assert merged.parts == frozenset({"brandt"})
    assert merged.facts == frozenset({"tarn"})
    assert "urs" in merged.company
