"""A corpus of several transactions, and the graph of its undisturbed load, for all that goes wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.generate import news_corpus
from graph.load import load
from graph.load.dump import dump

if TYPE_CHECKING:
    from graph.records import Corpus
    from tests.graph.conftest import Neo4jAddress


@pytest.fixture(scope="session")
def news() -> Corpus:
    """Two transactions of articles, one of each type of entity, and edges."""
    return news_corpus(articles=60, entities=60, claims=1_200)


@pytest.fixture(scope="session")
def undisturbed(neo4j: Neo4jAddress, news: Corpus) -> list[str]:
    """The dump after an undisturbed load; the server is left with something else than before."""
    neo4j.clear()
    with neo4j.open(write=True) as store:
        load(news, store, analysis={})
        return list(dump(store))
