"""Claims counted: one edge for every subject, relation and object that some article affirms."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from graph.records import Corpus, Edge
from graph.stories import voices
from ingest.records import OPEN_END, RELATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ingest.records import Article, Claim, Relation

Key: TypeAlias = "tuple[str, Relation, str]"
"""Subject, relation and object."""


def count_edges(corpus: Corpus) -> tuple[Edge, ...]:
    """The edges of a resolved corpus, sorted by subject, relation and object; see ``edges_of``."""
    return edges_of(corpus.claims, {article.id: article for article in corpus.articles})


def edges_by_relation(corpus: Corpus) -> Iterator[tuple[Relation, tuple[Edge, ...]]]:
    """The edges of a corpus, one relation after the other, so that a quarter of them is held at a time."""
    articles = {article.id: article for article in corpus.articles}
    for relation in RELATIONS:
        yield relation, edges_of((one for one in corpus.claims if one.relation == relation), articles)


def edges_of(claims: Iterable[Claim], articles: Mapping[str, Article]) -> tuple[Edge, ...]:
    """One edge for each subject, relation and object of the claims that count, sorted by these three.

    Negated and hypothetical claims do not count: a denial or a threat is no act, though the claim itself
    stays in the graph. An edge's ``evidence`` begins with its most certain claim. ``articles`` gives
    outlet, date of publication and story by article id.
    """
    grouped: dict[Key, list[Claim]] = defaultdict(list)
    denied: dict[Key, list[str]] = defaultdict(list)
    for claim in claims:
        if counts(claim):
            grouped[claim.subject, claim.relation, claim.object].append(claim)
        elif claim.negated:
            denied[claim.subject, claim.relation, claim.object].append(claim.id)
    voice = voices(articles.values())
    return tuple(_edge(key, grouped[key], denied.get(key, ()), articles, voice) for key in sorted(grouped))


def counts(claim: Claim) -> bool:
    """Whether the claim affirms its relation, so that an edge may rest on it."""
    return not claim.negated and claim.modality != "hypothetical"


def claim_dates(claim: Claim, article: Article | None) -> tuple[str, str] | None:
    """First and last ISO date of what the claim tells, else of its article's publication, else None.

    Of a term whose end the text leaves open only the other end is known, and counts for both.
    """
    date = claim.date or (article.published if article else None)
    if not date:
        return None
    known = [end for end in date.split("/") if end != OPEN_END]
    return (known[0], known[-1]) if known else None


def _edge(
    key: Key,
    claims: Sequence[Claim],
    denied: Sequence[str],
    articles: Mapping[str, Article],
    voice: Mapping[str, str],
) -> Edge:
    subject, relation, object_ = key
    told_in = {claim.document for claim in claims}
    dates = [dates for claim in claims if (dates := claim_dates(claim, articles.get(claim.document)))]
    outlets = {articles[document].outlet for document in told_in if document in articles}
    best_first = sorted(claims, key=lambda claim: (-claim.confidence, claim.id))
    return Edge(
        subject=subject,
        relation=relation,
        object=object_,
        claims=len(claims),
        articles=len(told_in),
        outlets=tuple(sorted(outlet for outlet in outlets if outlet)),
        first=min((first for first, _ in dates), default=None),
        last=max((last for _, last in dates), default=None),
        confidence=best_first[0].confidence,
        roles=tuple(sorted({claim.role for claim in claims if claim.role})),
        evidence=tuple(claim.id for claim in best_first),
        voices=len({voice.get(document, document) for document in told_in}),
        denied=tuple(sorted(denied)),
    )
