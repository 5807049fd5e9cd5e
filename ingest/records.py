"""The nouns of extraction: Article, Mention, Chain, Claim and the Extraction that binds them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias, get_args

EntityType: TypeAlias = Literal["Person", "Organization", "Country"]
MentionKind: TypeAlias = Literal["name", "description", "pronoun"]
Relation: TypeAlias = Literal["SUPPORTED", "OPPOSED", "EXPELLED", "AFFILIATED_WITH"]
Modality: TypeAlias = Literal["asserted", "reported", "hypothetical"]

ENTITY_TYPES: Final[tuple[EntityType, ...]] = get_args(EntityType)
MENTION_KINDS: Final[tuple[MentionKind, ...]] = get_args(MentionKind)
RELATIONS: Final[tuple[Relation, ...]] = get_args(Relation)
MODALITIES: Final[tuple[Modality, ...]] = get_args(Modality)

UNNAMED: Final = "unnamed"
"""Value of ``Claim.attributed_to`` where the article names no one: "sources say"."""
OPEN_END: Final = ".."
"""The end of a ``Claim.date`` that the text leaves open, as in ISO 8601-2: "2015/..", "../2019"."""


class IngestError(Exception):
    """An article cannot be read. The message is one sentence: what, where, what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text with its metadata. Offsets of mentions and claims index ``text``, which never changes.

    ``published`` is ISO 8601, a day, a month or a year, or None where the article does not say.
    """

    id: str
    path: str
    text: str
    title: str = ""
    outlet: str = ""
    author: str = ""
    published: str | None = None
    url: str | None = None
    notes: tuple[str, ...] = ()
    """What cleaning and dating found odd, for the report: one short sentence each."""
    story: str = ""
    """The id of the first of the article's near-copies in the corpus, its own where it has none; empty until
    the corpus is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A source that could not be used, and why: it is named in the report, never dropped in silence."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """A source whose text is another's, word for word: it is named in the report and counted once."""

    path: str
    original: str
    """The path of the article that has this text and was read first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span of an article that refers to an entity: ``article.text[start:end] == text``.

    ``entity`` is empty until coreference, then the id of a chain, then (after resolution across
    articles) the id of an entity, while ``chain`` keeps the chain's. ``reason`` says why the mention
    belongs there.
    """

    document: str
    start: int
    end: int
    text: str
    kind: MentionKind
    type: EntityType
    entity: str = ""
    reason: str = ""
    score: float = 1.0
    chain: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """One entity as one article knows it: the mentions that corefer, under one name and one type.

    ``aliases`` are the surface forms of its names, and of its descriptions, sorted; never pronouns.
    ``titles`` are posts and apposed descriptions ("foreign minister"), evidence for linking.
    """

    id: str
    document: str
    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    iso2: str | None = None
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Subject, relation and object as one sentence of one article states them, with qualifiers.

    ``subject``, ``object`` and ``attributed_to`` hold chain ids as extracted, entity ids once resolved.
    ``attributed_to`` is None where the article itself speaks and ``UNNAMED`` for unnamed sources.
    All offsets are characters of the article's text; ``text[start:end] == evidence``. The trigger's
    offsets are None where no single word carries the relation. ``date`` is an ISO 8601 day, month,
    year, or interval ``start/end``, of which one side may be ``OPEN_END``. ``confidence`` is calibrated:
    of the claims at 0.8, four in five are right. ``reasons`` pairs a field with what decided it.
    """

    document: str
    subject: str
    relation: Relation
    object: str
    evidence: str
    start: int
    end: int
    subject_start: int
    subject_end: int
    object_start: int
    object_end: int
    trigger_start: int | None = None
    trigger_end: int | None = None
    role: str | None = None
    act: str | None = None
    plover: str | None = None
    cameo: str | None = None
    negated: bool = False
    modality: Modality = "asserted"
    attributed_to: str | None = None
    date: str | None = None
    confidence: float = 0.5
    extractor: str = ""
    rule: str = ""
    reasons: tuple[tuple[str, str], ...] = ()
    id: str = field(default="")

    def __post_init__(self) -> None:
        """Give the claim its id: a hash of what the article says, so that merging entities keeps it."""
        if not self.id:
            said = (
                self.document, self.relation, self.start, self.end,
                self.subject_start, self.subject_end, self.object_start, self.object_end,
            )  # fmt: skip
            object.__setattr__(self, "id", content_id(*said))


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """Everything that extraction found in one article. ``claims`` and ``mentions`` refer to ``chains``."""

    article: Article
    mentions: tuple[Mention, ...] = ()
    chains: tuple[Chain, ...] = ()
    claims: tuple[Claim, ...] = ()


def content_id(*parts: object) -> str:
    """The first 16 hex digits of the SHA-256 of the parts: equal parts, equal id, on every machine."""
    joined = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8")).hexdigest()[:16]
