"""The nouns of the graph: Entity, Edge, Link, Judgement and the Corpus that a project directory holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from ingest.records import Article, Claim, EntityType, Mention, Relation

Decision: TypeAlias = Literal["same", "different", "rename", "retype", "reject", "split", "undo"]
DECISIONS: Final[tuple[Decision, ...]] = get_args(Decision)


class GraphError(Exception):
    """A graph, project directory or store fails its user. One sentence: what, where, what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A person, an organization or a country: one node. ``id`` is the same on every run.

    ``iso2`` is set for countries only. ``mentions`` counts them over all articles.
    """

    id: str
    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    iso2: str | None = None
    mentions: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """All claims with one subject, relation and object that are neither negated nor hypothetical, counted.

    ``claims`` and ``articles`` are counts, ``outlets`` their sorted names, ``voices`` how many of these are
    independent (see ``graph.stories.voices``), ``first`` and ``last`` ISO dates (of the event, else of
    publication), ``confidence`` the best claim's, ``evidence`` claim ids. ``denied`` are the ids of the
    claims that deny it: they do not count, but tell where the sources disagree.
    """

    subject: str
    relation: Relation
    object: str
    claims: int
    articles: int
    outlets: tuple[str, ...]
    first: str | None
    last: str | None
    confidence: float
    roles: tuple[str, ...]
    evidence: tuple[str, ...]
    voices: int = 1
    denied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two chains that are one entity, or perhaps are, with the score (0 to 1) and the reason.

    ``left`` and ``right`` are chain ids, as ``Mention.chain`` has them. The link holds where the
    mentions of both belong to one entity; else it was weighed and found wanting.
    """

    left: str
    right: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A decision of the user. It outlives rebuilds: ``target`` and ``other`` are stable references.

    A reference is an entity id, a claim id (``reject``) or a judgement id (``undo``). ``value`` is the
    new name or type, or the alias or article id that ``split`` takes out. An entity's id can change
    when its name does, so ``anchors`` and ``other_anchors`` hold places where it is mentioned
    ("document:start-end"), which stay.
    """

    id: str
    decision: Decision
    target: str
    other: str | None = None
    value: str | None = None
    note: str = ""
    made: str = ""
    anchors: tuple[str, ...] = ()
    other_anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What a project directory holds: articles, mentions, entities and claims, each sorted and resolved.

    ``links`` are the reasons for (and doubts about) who is whom across articles; ``notes`` name, one
    sentence each, what resolution left out.
    """

    articles: tuple[Article, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()
