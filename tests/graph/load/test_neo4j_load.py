"""Loading into a real Neo4j: again, after changes, beside the data of others, and after a crash."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from graph.load import build_database, load
from graph.load.dump import dump
from graph.records import Corpus
from graph.store import StoreError, open_store
from tests.graph.fixture_corpus import article_id, fixture_corpus

if TYPE_CHECKING:
    from pathlib import Path

    from tests.graph.conftest import Neo4jAddress

pytestmark = pytest.mark.neo4j


def dumped(neo4j: Neo4jAddress) -> list[str]:
    with neo4j.open() as store:
        return list(dump(store))


def loaded(neo4j: Neo4jAddress, corpus: Corpus) -> dict[str, int]:
    """Load the corpus; returns the server's counters of what changed."""
    with neo4j.open(write=True) as store:
        return dict(load(corpus, store).changes)


def without_article(corpus: Corpus, document: str) -> Corpus:
    return replace(
        corpus,
        articles=tuple(one for one in corpus.articles if one.id != document),
        mentions=tuple(one for one in corpus.mentions if one.document != document),
        claims=tuple(one for one in corpus.claims if one.document != document),
    )


def test_neo4j_holds_what_the_embedded_database_holds(empty_neo4j: Neo4jAddress, tmp_path: Path) -> None:
    report = build_database(fixture_corpus(), tmp_path / "graph.arcadedb")
    with empty_neo4j.open(write=True) as store:
        assert load(fixture_corpus(), store).counts == report.counts
    with open_store(tmp_path / "graph.arcadedb") as embedded:
        assert dumped(empty_neo4j) == list(dump(embedded))


def test_loading_twice_changes_nothing(empty_neo4j: Neo4jAddress) -> None:
    assert loaded(empty_neo4j, fixture_corpus())["nodes_created"] > 0
    assert loaded(empty_neo4j, fixture_corpus()) == {}


def test_article_that_went_takes_its_claims_along(empty_neo4j: Neo4jAddress) -> None:
    smaller = without_article(fixture_corpus(), article_id("wire-0601"))
    loaded(empty_neo4j, smaller)
    before = dumped(empty_neo4j)
    loaded(empty_neo4j, fixture_corpus())
    loaded(empty_neo4j, smaller)
    assert dumped(empty_neo4j) == before


def test_article_that_changed_has_its_claims_replaced(empty_neo4j: Neo4jAddress) -> None:
    corpus = fixture_corpus()
    first, second, *rest = corpus.claims
    assert first.document == second.document
    changed = replace(corpus, claims=(replace(first, negated=not first.negated, role="envoy"), *rest))
    loaded(empty_neo4j, changed)
    before = dumped(empty_neo4j)
    empty_neo4j.clear()
    loaded(empty_neo4j, corpus)
    changes = loaded(empty_neo4j, changed)
    assert dumped(empty_neo4j) == before
    assert changes["nodes_deleted"] == 1
    assert "nodes_created" not in changes


def test_entity_that_changed_its_type_loses_the_old_label(empty_neo4j: Neo4jAddress) -> None:
    corpus = fixture_corpus()
    loaded(empty_neo4j, corpus)
    person = next(entity for entity in corpus.entities if entity.type == "Person")
    retyped = tuple(replace(one, type="Organization") if one is person else one for one in corpus.entities)
    loaded(empty_neo4j, replace(corpus, entities=retyped))
    with empty_neo4j.open() as store:
        (row,) = store.query("MATCH (n:Entity {id: $id}) RETURN n AS node", {"id": person.id})
    assert row["node"]["_labels"] == ("Entity", "Organization")  # type: ignore[index, call-overload]


THEIRS = """
MATCH (who:Entity {id: $entity}), (doc:Article {id: $article}), (other:Entity {id: $other})
CREATE (note:Note {text: 'check this'})-[:ABOUT {since: 1}]->(who), (note)-[:ABOUT]->(doc),
       (who)-[:SUPPORTED {theirs: true}]->(other), (:Person {name: 'mine'}), (:Entity {id: 'mine'}), (:Claim)
SET who.remark = 'ask again', who:Watched
"""


def test_what_others_keep_there_is_left_alone(empty_neo4j: Neo4jAddress) -> None:
    corpus = fixture_corpus()
    loaded(empty_neo4j, corpus)
    article = article_id("wire-0601")
    who = next(one.entity for one in corpus.mentions if one.document == article)
    other = next(one.id for one in corpus.entities if one.id != who)
    with empty_neo4j.open(write=True) as store:
        store.update([(THEIRS, {"entity": who, "article": article, "other": other})])
    assert loaded(empty_neo4j, corpus) == {}
    nothing = Corpus(articles=corpus.articles[:1])
    with empty_neo4j.open(write=True) as store:
        report = load(nothing, store, replace=True)
        assert set(report.kept) == {f"Entity {who}", f"Entity {other}", f"Article {article}"}
        (row,) = store.query(
            "MATCH (n)-[r:ABOUT]->(e:Watched)-[:SUPPORTED {theirs: true}]->() RETURN e.remark AS said"
        )
        assert row == {"said": "ask again"}
        ((left,),) = store.query("MATCH (n) RETURN count(n) AS n").rows
        article_and_outlet, theirs = 2, 4
        assert left == article_and_outlet + len(report.kept) + theirs
        assert load(nothing, store).changes == ()
    loaded(empty_neo4j, corpus)
    with empty_neo4j.open() as store:
        ((left,),) = store.query("MATCH (n:Note)-[:ABOUT]->(x) RETURN count(x) AS n").rows
    assert left == 2


def test_node_of_others_under_our_id_stops_the_load(empty_neo4j: Neo4jAddress) -> None:
    taken = fixture_corpus().entities[0].id
    with empty_neo4j.open(write=True) as store:
        store.update([("CREATE (:Entity {id: $id, name: 'theirs'})", {"id": taken})])
        with pytest.raises(StoreError, match="someone else"):
            load(fixture_corpus(), store)
        (row,) = store.query("MATCH (n:Entity {id: $id}) RETURN n AS node", {"id": taken})
    assert row["node"] == {"_labels": ("Entity",), "id": taken, "name": "theirs"}


def test_graph_of_another_project_is_not_overwritten(empty_neo4j: Neo4jAddress) -> None:
    corpus = fixture_corpus()
    loaded(empty_neo4j, corpus)
    before = dumped(empty_neo4j)
    stranger = Corpus(articles=(replace(corpus.articles[0], id="feedfeedfeedfeed"),))
    with empty_neo4j.open(write=True) as store, pytest.raises(StoreError, match="another project"):
        load(stranger, store)
    assert dumped(empty_neo4j) == before


@pytest.mark.parametrize(
    "damage",
    [
        "MATCH (c:Claim) WITH c ORDER BY c.id LIMIT 3 DETACH DELETE c",
        "MATCH (e:Entity) WITH e ORDER BY e.id LIMIT 2 DETACH DELETE e",
        "MATCH (a:Article) WITH a ORDER BY a.id LIMIT 2 DETACH DELETE a",
        "MATCH (:Claim)-[r:OBJECT]->() WITH r LIMIT 3 DELETE r",
        "MATCH ()-[r:OPPOSED]->() WITH r LIMIT 2 DELETE r",
    ],
)
def test_what_was_deleted_by_hand_comes_back(empty_neo4j: Neo4jAddress, damage: str) -> None:
    loaded(empty_neo4j, fixture_corpus())
    before = dumped(empty_neo4j)
    with empty_neo4j.open(write=True) as store:
        store.update([(damage, {})])
    loaded(empty_neo4j, fixture_corpus())
    assert dumped(empty_neo4j) == before


HOSTILE = (
    "`x`) DETACH DELETE n //",
    "'; MATCH (n) DETACH DELETE n; //",
    "</script><b>",
    "\u202eנסה\u0000 \\u0027 $id {}",
)


def test_hostile_names_are_only_names(empty_neo4j: Neo4jAddress, tmp_path: Path) -> None:
    corpus = fixture_corpus()
    named = tuple(
        replace(entity, name=name, aliases=(name,))
        for entity, name in zip(corpus.entities, HOSTILE, strict=False)
    )
    hostile = replace(corpus, entities=(*named, *corpus.entities[len(named) :]))
    loaded(empty_neo4j, hostile)
    build_database(hostile, tmp_path / "graph.arcadedb")
    with open_store(tmp_path / "graph.arcadedb") as embedded:
        assert dumped(empty_neo4j) == list(dump(embedded))
        for store in (embedded, empty_neo4j.open()):
            with store:
                for entity in named:
                    (row,) = store.query(
                        "MATCH (n:Entity {name: $name}) RETURN n.id AS id", {"name": entity.name}
                    )
                    assert row["id"] == entity.id
