"""Candidates are few, whatever the corpus looks like, and the right ones are among them."""

from __future__ import annotations

from graph.resolve.block import candidate_pairs, index_of_parts
from graph.resolve.profile import Profile
from tests.graph.resolve.test_features import profile


def pairs(*profiles: Profile) -> list[tuple[int, int]]:
    return list(candidate_pairs(profiles))


def test_variants_of_a_name_meet() -> None:
    assert pairs(profile("bill okonedo"), profile("william okonedo")) == [(0, 1)]
    assert pairs(profile("moammar gaddafi"), profile("muammar qaddafi")) == [(0, 1)]
    bank, sorrel = profile("bank of sorrel", "Organization"), profile("sorrel bank", "Organization")
    assert pairs(bank, sorrel) == [(0, 1)]


def test_types_do_not_meet() -> None:
    assert pairs(profile("ada brandt"), profile("ada brandt", "Organization")) == []


def test_a_common_surname_makes_no_quadratic_block() -> None:
    many = [profile(f"{chr(97 + n % 26)}{n:04} kim") for n in range(2000)]
    assert len(pairs(*many)) < 40 * len(many)


def test_a_word_that_all_share_makes_no_quadratic_block() -> None:
    many = [profile(f"bank of town{n:04}", "Organization") for n in range(2000)]
    assert len(pairs(*many)) < 40 * len(many)


def test_parts_lead_to_all_whom_they_can_mean() -> None:
    index = index_of_parts([
        profile("rodrigo paz ordal"), profile("ada ordal"), profile("senate of sorrel", "Organization"),
        profile("union of river states", "Organization"),
    ])  # fmt: skip
    assert index["Person", "ordal"] == (1, 0)
    assert index["Person", "paz ordal"] == (0,)
    assert index["Organization", "senate"] == (2,)
    assert index["Organization", "urs"] == (3,)
