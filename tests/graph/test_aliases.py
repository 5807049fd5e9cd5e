"""Each alias can say why it belongs to its entity."""

from __future__ import annotations

from dataclasses import replace

from graph.aliases import explain_aliases
from graph.resolve import resolve
from tests.graph.resolve.told import tell


def test_an_alias_names_its_reasons_within_and_across_articles() -> None:
    first = tell("[Ilona Vászary|p1] spoke. [Vászary|p1] smiled, and [she|p1~] left.")
    first = replace(
        first, mentions=(first.mentions[0], replace(first.mentions[1], reason="surname"), first.mentions[2])
    )
    corpus = resolve([first, tell("[Vászary|p1] came back.")])
    (entity,) = corpus.entities
    name, surname = explain_aliases(corpus, entity)
    assert (name.alias, name.mentions, name.articles) == ("Ilona Vászary", 1, 1)
    assert (surname.alias, surname.mentions, surname.articles) == ("Vászary", 2, 2)
    assert surname.in_articles == ("surname",)
    assert "'vaszary' is the last word of 'ilona vaszary'" in surname.across[0].reason
