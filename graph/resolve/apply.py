"""Turns clusters of chains into entities, and rewrites mentions and claims to refer to them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from graph.names import fold
from graph.records import Entity
from graph.resolve.naming import aliases, canonical_name
from ingest.records import UNNAMED, Chain, Claim, EntityType, Extraction, Mention, content_id

_IN_USE: Final = 0.01
"""The share of an entity's mentions from which a description of it is an alias."""


@dataclass(slots=True, kw_only=True)
class Cluster:
    """The chains of one entity, and how often each form occurs; ``name`` is set where the user renamed it."""

    chains: list[Chain]
    forms: Counter[str] = field(default_factory=Counter)
    descriptions: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    mentions: int = 0
    name: str = ""

    @property
    def type(self) -> EntityType:
        """Linking joins chains of one type only."""
        return self.chains[0].type

    @property
    def iso2(self) -> str | None:
        """A country's code, if one of its chains has it."""
        return next((chain.iso2 for chain in self.chains if chain.iso2), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """Claims that refer to entities, and how many were left out.

    ``reflexive`` ones have one entity on both sides, ``dangling`` ones none on some side, and
    ``repeated`` ones were read twice from the same words.
    """

    claims: tuple[Claim, ...]
    reflexive: int
    dangling: int
    repeated: int


def gather_clusters(extractions: Iterable[Extraction], cluster_of: Mapping[str, int]) -> dict[int, Cluster]:
    """Cluster number -> its chains and forms. ``cluster_of`` maps chain ids to numbers."""
    found: dict[int, Cluster] = {}
    for extraction in extractions:
        kinds: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        for mention in extraction.mentions:
            kinds[mention.entity][mention.kind][mention.text] += 1
        for chain in extraction.chains:
            number = cluster_of[chain.id]
            cluster = found.setdefault(number, Cluster(chains=[]))
            cluster.chains.append(chain)
            _add_forms(cluster, chain, kinds[chain.id])
    return found


def _add_forms(cluster: Cluster, chain: Chain, kinds: Mapping[str, Counter[str]]) -> None:
    names, descriptions = kinds.get("name", Counter()), kinds.get("description", Counter())
    cluster.mentions += sum(counter.total() for counter in kinds.values())
    cluster.forms.update(names)
    if chain.name not in names:
        cluster.forms[chain.name] += 1
    if chain.iso2:
        # A country's chain is named by the table of states, whatever form its article uses.
        cluster.states[chain.name] += 1
    cluster.descriptions.update(descriptions)
    for alias in chain.aliases:
        if alias not in names and alias not in descriptions:
            cluster.descriptions[alias] += 1


def make_entities(clusters: Mapping[int, Cluster]) -> dict[int, Entity]:
    """Cluster number -> entity.

    Ids hash the type and the folded name that the articles give, so that renaming keeps them; of
    namesakes, the most mentioned has the plain id.
    """
    sketches = {number: sketch(cluster) for number, cluster in clusters.items()}
    # A description of two ("the Uruguayan") identifies neither.
    owners = Counter(form for one in sketches.values() for form in one.folded)
    bearers: dict[str, list[int]] = defaultdict(list)
    for number, one in sketches.items():
        bearers[one.plain].append(number)
    found: dict[int, Entity] = {}
    for numbers in bearers.values():
        ranked = sorted(numbers, key=lambda n: (-sketches[n].mentions, sketches[n].first))
        for rank, number in enumerate(ranked):
            one = sketches[number]
            shared = {form for form in one.folded if owners[form] > 1}
            found[number] = draw(one, rank, shared, clusters[number].name)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What a cluster brings to its entity: ``plain`` is the id that it has unless a namesake has it.

    ``first`` is the least id of its chains, ``folded`` all that it is called and described as.
    """

    type: EntityType
    iso2: str | None
    name: str
    plain: str
    first: str
    mentions: int
    forms: tuple[str, ...]
    descriptions: tuple[str, ...]
    folded: frozenset[str]


def sketch(cluster: Cluster) -> Sketch:
    """What the cluster brings to its entity, before others are known."""
    used = _in_use(cluster)
    name = canonical_name(cluster.type, cluster.states or cluster.forms)
    return Sketch(
        type=cluster.type,
        iso2=cluster.iso2,
        name=name,
        plain=content_id(cluster.type, cluster.iso2 or fold(name) or name),
        first=min(chain.id for chain in cluster.chains),
        mentions=cluster.mentions,
        forms=tuple(cluster.forms),
        descriptions=tuple(used),
        folded=frozenset(fold(form) for form in (name, *cluster.forms, *used)),
    )


def _in_use(cluster: Cluster) -> list[str]:
    """The descriptions that are used often enough to be its own: of a president's thousands one is soon misread."""
    counts: Counter[str] = Counter()
    for text, count in cluster.descriptions.items():
        counts[fold(text)] += count
    return [text for text in cluster.descriptions if counts[fold(text)] >= _IN_USE * cluster.mentions]


def draw(one: Sketch, rank: int, shared: Container[str], name: str = "") -> Entity:
    """The entity: ``rank`` is 0 for the most mentioned of its namesakes, ``shared`` are forms that others use.

    ``name`` is the user's, where there is one.
    """
    unique = [text for text in one.descriptions if fold(text) not in shared]
    return Entity(
        id=one.plain if rank == 0 else content_id(one.plain, one.first),
        name=name or one.name,
        type=one.type,
        aliases=aliases(name or one.name, (one.name, *one.forms), unique),
        iso2=one.iso2,
        mentions=one.mentions,
    )


def rewrite_mentions(extractions: Iterable[Extraction], entity_of: Mapping[str, Entity]) -> Iterator[Mention]:
    """Mentions with the entity's id and type; the chain's id stays in ``chain``. Others have no entity."""
    for extraction in extractions:
        for mention in extraction.mentions:
            if entity := entity_of.get(mention.entity):
                yield _of_entity(mention, entity)


def _of_entity(mention: Mention, entity: Entity) -> Mention:
    # Field by field: there are fifty for every article, and ``replace`` takes six times as long.
    return Mention(
        document=mention.document, start=mention.start, end=mention.end, text=mention.text, kind=mention.kind,
        type=entity.type, entity=entity.id, reason=mention.reason, score=mention.score, chain=mention.entity,
    )  # fmt: skip


def rewrite_claims(extractions: Iterable[Extraction], entity_of: Mapping[str, Entity]) -> Rewritten:
    """Claims with entity ids for chain ids. One between an entity and itself says nothing, and is counted."""
    found: dict[str, Claim] = {}
    reflexive = dangling = repeated = 0
    for extraction in extractions:
        for claim in extraction.claims:
            subject, object_ = entity_of.get(claim.subject), entity_of.get(claim.object)
            if subject is None or object_ is None:
                dangling += 1
            elif subject.id == object_.id:
                reflexive += 1
            else:
                speaker = _speaker(claim.attributed_to, entity_of)
                resolved = replace(claim, subject=subject.id, object=object_.id, attributed_to=speaker)
                other = found.get(claim.id)
                repeated += other is not None
                if other is None or other.confidence < resolved.confidence:
                    found[claim.id] = resolved
    claims = sorted(found.values(), key=lambda c: (c.document, c.start, c.end, c.id))
    return Rewritten(claims=tuple(claims), reflexive=reflexive, dangling=dangling, repeated=repeated)


def _speaker(chain: str | None, entity_of: Mapping[str, Entity]) -> str | None:
    if chain is None or chain == UNNAMED:
        return chain
    # Someone speaks, even where nobody is left to name.
    return entity_of[chain].id if chain in entity_of else UNNAMED
