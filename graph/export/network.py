"""Build the networkx graph of a corpus: one node an entity, one edge a subject, relation and object."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, TypeAlias

import networkx as nx

from graph.contested import contested_pairs
from graph.edges import counts
from graph.stories import voices

if TYPE_CHECKING:
    from graph.records import Corpus
    from ingest.records import Claim, Relation

Triple: TypeAlias = "tuple[str, Relation, str]"


def build_network(corpus: Corpus) -> nx.MultiDiGraph[Any]:
    """The corpus as a networkx graph; its edges are keyed by relation.

    Nodes have ``name``, ``type``, ``iso2`` (or an empty string) and ``mentions``. Edges have ``claims``
    (affirmed: neither negated nor planned), ``weight`` (all claims, so at least 1), ``outlets`` (how many
    independent ones) and ``contested``. An edge that is only denied or planned is there too, with ``claims`` 0.
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
    outlet = voices(corpus.articles)
    weight: Counter[Triple] = Counter(triple_of(claim) for claim in corpus.claims)
    affirmed: Counter[Triple] = Counter(triple_of(claim) for claim in corpus.claims if counts(claim))
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
    """The triples with claims that other sources deny or contradict, as ``contested_pairs`` finds them."""
    disputed = {claim for pair in contested_pairs(corpus) for claim in (*pair.affirmed, *pair.contradicted)}
    return frozenset(triple_of(claim) for claim in corpus.claims if claim.id in disputed)


def triple_of(claim: Claim) -> Triple:
    """Subject, relation and object of a claim."""
    return (claim.subject, claim.relation, claim.object)
