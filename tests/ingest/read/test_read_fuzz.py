"""Files mutated at random: none crashes, none hangs, and each that gives no article is named.

A sample: ``python -m benchmarks.fuzz --times 1000`` makes a thousand.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.read.mutations import SOUND, fuzz

ROUNDS = 12


@pytest.mark.parametrize("name", SOUND)
def test_no_mutation_crashes_or_hangs(name: str, tmp_path: Path) -> None:
    outcome = fuzz(name, ROUNDS, tmp_path)
    assert outcome.read + outcome.refused == ROUNDS
