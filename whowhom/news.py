"""Tells what articles claim that a project did not have before, one line an edge."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby

from graph.records import Corpus
from ingest.records import Article, Claim


def tell_news(corpus: Corpus, added: Collection[str]) -> Iterator[str]:
    """Yield "Orland OPPOSED Ana Kesh (The Longshore)" for the claims of the added articles, sorted.

    What says the same is told once: "(Telesur, 3 claims)". A denial or a plan is called so.
    """
    names = {entity.id: entity.name for entity in corpus.entities}
    articles = {article.id: article for article in corpus.articles}
    told = sorted(
        (names[claim.subject], claim.relation, names[claim.object], _source(claim, articles[claim.document]))
        for claim in corpus.claims
        if claim.document in added
    )
    for (subject, relation, object_, source), same in groupby(told):
        count = sum(1 for _ in same)
        more = f", {count} claims" if count > 1 else ""
        yield f"{subject} {relation} {object_} ({source}{more})"


def _source(claim: Claim, article: Article) -> str:
    said = [article.outlet or article.path]
    if claim.negated:
        said.append("denied")
    if claim.modality == "hypothetical":
        said.append("planned")
    return ", ".join(said)
