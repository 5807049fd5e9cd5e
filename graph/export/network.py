"""Build the networkx graph of a corpus: one node an entity, one edge a subject, relation and object."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, TypeAlias

import networkx as nx

if TYPE_CHECKING:
    from graph.records import Corpus
    from ingest.records import Claim, Relation

Triple: TypeAlias = "tuple[str, Relation, str]"

OPPOSITES: dict[Relation, frozenset[Relation]] = {
    "SUPPORTED": frozenset({"OPPOSED", "EXPELLED"}),
    "OPPOSED": frozenset({"SUPPORTED"}),
    "EXPELLED": frozenset({"SUPPORTED"}),
}
"""Which affirmed relation contradicts which, for the same subject and object."""


def build_network(corpus: Corpus) -> nx.MultiDiGraph[Any]:
    """The corpus as a networkx graph; its edges are keyed by relation.

    Nodes have ``name``, ``type``, ``iso2`` (or an empty string) and ``mentions``. Edges have ``claims``
    (affirmed: neither negated nor planned), ``weight`` (all claims, so at least 1), ``outlets`` (how many)
    and ``contested``. An edge that is only denied or planned is there too, with ``claims`` 0.
    """
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    for entity in corpus.entities:
        graph.add_node(
            entity.id,
            name=entity.name,
            type=entity.type,
            iso2=entity.iso2 or "",
            mentions=entity.mentions,
        )
    contested = contested_triples(corpus)
    outlet = {article.id: article.outlet or article.id for article in corpus.articles}
    weight: Counter[Triple] = Counter(triple_of(claim) for claim in corpus.claims)
    affirmed: Counter[Triple] = Counter(triple_of(claim) for claim in corpus.claims if is_affirmed(claim))
    outlets: dict[Triple, set[str]] = {}
    for claim in corpus.claims:
        outlets.setdefault(triple_of(claim), set()).add(outlet.get(claim.document, claim.document))
    for triple in sorted(weight):
        subject, relation, object_ = triple
        graph.add_edge(
            subject,
            object_,
            key=relation,
            relation=relation,
            claims=affirmed[triple],
            weight=weight[triple],
            outlets=len(outlets[triple]),
            contested=triple in contested,
        )
    return graph


def contested_triples(corpus: Corpus) -> frozenset[Triple]:
    """The triples that one outlet affirms and another denies or contradicts.

    An article without an outlet speaks for itself alone: two such articles can contradict each other.
    What is only planned or called for contradicts nothing: it has not happened.
    """
    outlet = {article.id: article.outlet or article.id for article in corpus.articles}
    affirmed: dict[Triple, set[str]] = {}
    denied: dict[Triple, set[str]] = {}
    for claim in corpus.claims:
        if claim.modality != "hypothetical":
            side = denied if claim.negated else affirmed
            side.setdefault(triple_of(claim), set()).add(outlet.get(claim.document, claim.document))
    found: set[Triple] = set()
    for (subject, relation, object_), ours in affirmed.items():
        against = set(denied.get((subject, relation, object_), ()))
        for opposite in OPPOSITES.get(relation, ()):
            against |= affirmed.get((subject, opposite, object_), set())
        if against and len(ours | against) > 1:
            found.add((subject, relation, object_))
    return frozenset(found)


def triple_of(claim: Claim) -> Triple:
    """Subject, relation and object of a claim."""
    return (claim.subject, claim.relation, claim.object)


def is_affirmed(claim: Claim) -> bool:
    """Whether the claim counts for an edge: neither negated nor only planned."""
    return not claim.negated and claim.modality != "hypothetical"
