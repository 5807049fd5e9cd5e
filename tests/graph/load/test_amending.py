"""The database of the build before, brought up to date, is the one that would have been built anew."""

from __future__ import annotations

import json
import os
import random
import shutil
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from graph.load import build_database, embedded
from graph.load.contents import NAME, contents_of
from graph.load.dump import dump
from graph.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import TypeAlias

    from graph.records import Corpus

    Change: TypeAlias = Callable[[Corpus], Corpus]

_SEARCH = "CALL db.index.fulltext.queryNodes($index, $word) YIELD node RETURN node.id AS id"


def held(path: Path) -> list[str]:
    """All rows, and what full-text search finds of them."""
    with EmbeddedStore(path) as store:
        found = [
            f"{index} {word}: {sorted(map(str, store.query(_SEARCH, {'index': index, 'word': word}).rows))}"
            for index in ("Claim[evidence]", "Entity[names]")
            for word in ("condemned", "praised", "renamed", "union", "marrek")
        ]
        return [*dump(store), *found]


@pytest.fixture(scope="module")
def old(news: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("old") / "graph.arcadedb"
    build_database(news, path)
    return path


@contextmanager
def forbidden(step: str) -> Iterator[None]:
    """Within, a build that takes this step fails."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(embedded, step, pytest.fail)
        yield


def without(corpus: Corpus, documents: set[str]) -> Corpus:
    return replace(
        corpus,
        articles=tuple(one for one in corpus.articles if one.id not in documents),
        mentions=tuple(one for one in corpus.mentions if one.document not in documents),
        claims=tuple(one for one in corpus.claims if one.document not in documents),
    )


def fewer_articles(corpus: Corpus) -> Corpus:
    return without(corpus, {article.id for article in corpus.articles[3:8]})


def other_confidence(corpus: Corpus) -> Corpus:
    return replace(corpus, claims=(replace(corpus.claims[0], confidence=0.123), *corpus.claims[1:]))


def reversed_claim(corpus: Corpus) -> Corpus:
    first, *rest = corpus.claims
    return replace(corpus, claims=(replace(first, subject=first.object, object=first.subject), *rest))


def renamed_entity(corpus: Corpus) -> Corpus:
    first, *rest = corpus.entities
    return replace(corpus, entities=(replace(first, name="Renamed Marrek", aliases=("Marrek",)), *rest))


def retyped_entity(corpus: Corpus) -> Corpus:
    first, *rest = corpus.entities
    other = "Person" if first.type == "Organization" else "Organization"
    return replace(corpus, entities=(replace(first, type=other), *rest))


def half_of_the_articles(corpus: Corpus) -> Corpus:
    return without(corpus, {one.id for one in corpus.articles[::2]})


def other_outlet(corpus: Corpus) -> Corpus:
    first, *rest = corpus.articles
    return replace(corpus, articles=(replace(first, outlet="Tarn Renamed"), *rest))


def entity_added(corpus: Corpus) -> Corpus:
    """Somebody new in one article, which opposes whom it spoke of before."""
    new = replace(corpus.entities[0], id="f" * 16, name="Nobody Before", aliases=())
    first, *rest = corpus.claims
    entities = tuple(sorted((*corpus.entities, new), key=lambda one: one.id))
    return replace(corpus, entities=entities, claims=(replace(first, subject=new.id), *rest))


def nothing(corpus: Corpus) -> Corpus:
    return corpus


CHANGES = [
    fewer_articles, other_confidence, reversed_claim, renamed_entity, entity_added, other_outlet, nothing,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_what_differs_is_all_that_is_written(change: Change, news: Corpus, old: Path, tmp_path: Path) -> None:
    changed = change(news)
    build_database(changed, tmp_path / "anew")
    with forbidden("_build"):
        report = build_database(changed, tmp_path / "amended", earlier=old)
    assert held(tmp_path / "amended") == held(tmp_path / "anew")
    assert report.count("Claim") == len(changed.claims)


def test_articles_that_are_new_are_added(news: Corpus, tmp_path: Path) -> None:
    build_database(fewer_articles(news), tmp_path / "old")
    build_database(news, tmp_path / "anew")
    with forbidden("_build"):
        build_database(news, tmp_path / "amended", earlier=tmp_path / "old")
    assert held(tmp_path / "amended") == held(tmp_path / "anew")


def test_an_entity_that_nobody_names_any_more_goes(news: Corpus, old: Path, tmp_path: Path) -> None:
    build_database(entity_added(news), tmp_path / "more")
    with forbidden("_build"):
        build_database(news, tmp_path / "amended", earlier=tmp_path / "more")
    assert held(tmp_path / "amended") == held(old)


def test_reading_changes_nothing_that_counts(old: Path) -> None:
    held(old)
    assert contents_of(old) is not None


def test_a_damaged_database_is_built_anew(news: Corpus, old: Path, tmp_path: Path) -> None:
    """Its files have the size and the time that they had, as after a failure of the disk."""
    path = tmp_path / "graph.arcadedb"
    shutil.copytree(old, path)
    for file in path.glob("*_0.*.bucket"):
        stat = file.stat()
        file.write_bytes(bytes(stat.st_size))
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert contents_of(path) is not None
    changed = other_confidence(news)
    build_database(changed, path, earlier=path)
    build_database(changed, tmp_path / "anew")
    assert held(path) == held(tmp_path / "anew")


def test_amended_again_and_again_it_stays_what_it_would_be(news: Corpus, old: Path, tmp_path: Path) -> None:
    chance = random.Random(8)
    path = tmp_path / "graph.arcadedb"
    shutil.copytree(old, path)
    for _ in range(4):
        some = without(news, {one.id for one in chance.sample(news.articles, 5)})
        corpus = chance.choice(CHANGES)(some)
        build_database(corpus, path, earlier=path)
    build_database(corpus, tmp_path / "anew")
    assert held(path) == held(tmp_path / "anew")


def spoil_by_hand(path: Path) -> None:
    with EmbeddedStore(path, write=True) as store:
        store.query("MATCH (n:Claim) WITH n LIMIT 1 SET n.evidence = 'renamed by hand' RETURN n.id AS id")


def spoil_the_list(path: Path) -> None:
    (path / NAME).write_text("nonsense\n", encoding="ascii")


def spoil_by_loss(path: Path) -> None:
    next(path.glob("Claim_0.*.bucket")).unlink()


@pytest.mark.parametrize("spoil", [spoil_by_hand, spoil_the_list, spoil_by_loss])
def test_nothing_is_taken_over_from_what_is_not_as_it_was_left(
    spoil: Callable[[Path], None], news: Corpus, old: Path, tmp_path: Path
) -> None:
    path = tmp_path / "graph.arcadedb"
    shutil.copytree(old, path)
    spoil(path)
    assert contents_of(path) is None
    build_database(other_confidence(news), path, earlier=path)
    build_database(other_confidence(news), tmp_path / "anew")
    assert held(path) == held(tmp_path / "anew")


@pytest.mark.parametrize("change", [half_of_the_articles, retyped_entity])
def test_what_differs_in_much_is_built_anew(change: Change, news: Corpus, old: Path, tmp_path: Path) -> None:
    with forbidden("carry_out"):
        build_database(change(news), tmp_path / "new", earlier=old)
    build_database(change(news), tmp_path / "anew")
    assert held(tmp_path / "new") == held(tmp_path / "anew")


def test_what_has_grown_to_twice_its_size_is_built_anew(old: Path, tmp_path: Path) -> None:
    path = tmp_path / "graph.arcadedb"
    shutil.copytree(old, path)
    assert contents_of(path) is not None
    *rows, last = (path / NAME).read_text(encoding="ascii").splitlines()
    told = json.loads(last)
    told["first_size"] //= 3
    (path / NAME).write_text("\n".join([*rows, json.dumps(told)]), encoding="ascii")
    assert contents_of(path) is None
