"""Quality has a floor, 0.02 under what was reached: a change that falls below it must say why, and lower it openly."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.evaluate import ALL, evaluate
from graph.resolve import resolve
from ingest import Article, extract, read_articles

FLOORS = {
    "gold/dev": {"f1": 0.63, "precision": 0.73},
    "challenge/gold": {"f1": 0.58, "precision": 0.69},
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
