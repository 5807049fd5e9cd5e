"""The component whowhom_relations as spaCy makes it: with the shipped model, other weights, or patterns alone."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from ingest.pipeline import STEPS, load_pipeline
from ingest.relations import claims
from ingest.relations.combine import load_weights
from ingest.relations.model import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language
    from spacy.tokens import Doc

TEXT = """Ruta Palmgren fired Oskar Lindqvist on Monday. Denmark stands with Norway against the Halvern Compact.
Palmgren, the chair of Norsk Kraft, said that Lindqvist had lied to her. Lindqvist is Palmgren's fiercest critic.
For Norway, the Halvern Compact is poison. To Lindqvist, Norsk Kraft means home."""


def read(steps: Language, text: str = TEXT) -> Doc:
    return steps(text)


def remade(folder: Path) -> Language:
    """The pipeline with the relation step made anew on this folder's weights."""
    made = load_pipeline(STEPS[:2])
    made.add_pipe("whowhom_relations", config={"model": str(folder)})
    return made


def test_a_copy_of_the_weights_reads_what_the_shipped_ones_read(nlp: Language, tmp_path: Path) -> None:
    copy = tmp_path / "weights"
    shutil.copytree(FOLDER, copy)
    shipped, copied = (
        {(c.subject, c.relation, c.object, c.confidence) for c in read(steps)._.whowhom_claims}
        for steps in (nlp, remade(copy))
    )
    assert copied == shipped
    assert copied


def test_a_folder_without_weights_leaves_the_patterns_alone(tmp_path: Path) -> None:
    found = read(remade(tmp_path))._.whowhom_claims
    assert {claim.extractor for claim in found} == {"patterns"}


def test_a_claim_without_a_word_that_carries_it_needs_more(
    nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(least: float) -> list[tuple[float, bool]]:
        import dataclasses

        weights = dataclasses.replace(load_weights(), wordless=least)
        monkeypatch.setattr(claims, "load_weights", lambda: weights)
        return [(c.confidence, c.trigger_start is None) for c in read(nlp)._.whowhom_claims]

    lenient, strict = found(0.0), found(1.0)
    assert [row for row in lenient if not row[1]] == strict
    assert len(strict) < len(lenient)
