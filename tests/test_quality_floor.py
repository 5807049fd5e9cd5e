"""Quality has floors, 0.02 under what was reached: a change that falls below one must say why, and lower it openly."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import coreference, entities, mentions, quality, sources
from graph.evaluate import ALL, evaluate
from graph.resolve import resolve
from ingest import Article, extract, read_articles

FLOORS = {
    # 0.750 and 0.821 were reached when every word was read to the end.
    "gold/dev": {"f1": 0.708, "precision": 0.771},
    # 0.743 and 0.811 were, before the relation model learned DSE's stances and 778 passages of near-misses besides.
    "challenge/gold": {"f1": 0.705, "precision": 0.766},
}


def texts_of(shared: Path, gold: str) -> list[Path]:
    """The articles that the annotations are of: in the folder beside them, or among the seeds."""
    names = {path.stem for path in (shared / gold).glob("*.json")}
    found = {path for path in shared.rglob("*.txt") if path.stem in names and "corpora" not in path.parts}
    return sorted({path.stem: path for path in sorted(found)}.values())


@pytest.mark.shared
@pytest.mark.parametrize("gold", FLOORS)
def test_claims_are_as_good_as_they_were(nlp, shared, gold):
    articles = [found for found in read_articles(texts_of(shared, gold)) if isinstance(found, Article)]
    corpus = resolve(extract(articles, nlp))
    score = next(score for score in evaluate(corpus, shared / gold) if score.label == ALL)
    assert score.required > 100
    assert score.f1 >= FLOORS[gold]["f1"]
    assert score.precision >= FLOORS[gold]["precision"]


@pytest.mark.shared
def test_names_are_tagged_as_well_as_they_were(shared):
    assert mentions.figure(shared) >= 0.832  # now 0.852


@pytest.mark.shared
def test_an_articles_aliases_are_joined_as_well_as_they_were(nlp, shared):
    assert entities.figure("dev") >= 0.95  # 0.983 before the taught models, now 0.970


@pytest.mark.shared
def test_pronouns_are_given_to_names_as_well_as_they_were(shared):
    assert coreference.figure(shared) >= 0.72


@pytest.mark.shared
def test_sources_are_found_as_well_as_they_were(shared):
    assert sources.figure(shared, 12) >= 0.612


@pytest.mark.shared
def test_what_is_said_by_whom_and_how_surely_is_read_as_well_as_it_was(shared):
    found = quality.measure("dev")
    assert found["entities_in_claims"]["f1"] >= 0.881
    assert found["attribution_accuracy"] >= 0.938
    assert found["modality_accuracy"] >= 0.953
