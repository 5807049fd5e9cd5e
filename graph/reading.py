"""A corpus read piece by piece, whatever holds it: what a loader needs, in memory that does not grow with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter
from sys import intern
from typing import Protocol, TypeVar

from graph.records import Corpus, Entity
from ingest.records import Article, Claim, Mention

Told = TypeVar("Told", Claim, Mention)


class Reader(Protocol):
    """The records of a resolved corpus as streams; every call begins its stream anew.

    Articles and entities come sorted by id, mentions and claims by document. Each method raises GraphError
    where what it reads is damaged.
    """

    def articles(self) -> Iterator[Article]:
        """The articles."""
        ...

    def entities(self) -> Iterator[Entity]:
        """The entities."""
        ...

    def mentions(self) -> Iterator[Mention]:
        """The mentions."""
        ...

    def claims(self) -> Iterator[Claim]:
        """The claims."""
        ...


@dataclass(frozen=True, slots=True)
class InMemory:
    """A corpus that is in memory already."""

    corpus: Corpus

    def articles(self) -> Iterator[Article]:
        """See Reader."""
        return iter(sorted(self.corpus.articles, key=attrgetter("id")))

    def entities(self) -> Iterator[Entity]:
        """See Reader."""
        return iter(sorted(self.corpus.entities, key=attrgetter("id")))

    def mentions(self) -> Iterator[Mention]:
        """See Reader."""
        return iter(_by_document(self.corpus.mentions))

    def claims(self) -> Iterator[Claim]:
        """See Reader."""
        return iter(_by_document(self.corpus.claims))


def reader_of(source: Corpus | Reader) -> Reader:
    """A corpus as a reader; a reader as it is."""
    return InMemory(source) if isinstance(source, Corpus) else source


def frame(source: Corpus | Reader) -> Corpus:
    """The articles, without their texts, and the entities: all that is known before the claims are read.

    A corpus that is in memory already is its own frame.
    """
    reader = reader_of(source)
    if isinstance(reader, InMemory):
        return reader.corpus
    return Corpus(
        articles=tuple(replace(article, text="", notes=()) for article in reader.articles()),
        entities=tuple(reader.entities()),
    )


def outline(source: Corpus | Reader) -> Corpus:
    """What counting and analysis need: no mentions, no texts, and claims without sentences and places.

    A corpus that is in memory already is its own outline.
    """
    reader = reader_of(source)
    if isinstance(reader, InMemory):
        return reader.corpus
    return replace(frame(reader), claims=tuple(slim(claim) for claim in reader.claims()))


def slim(claim: Claim) -> Claim:
    """The claim without its sentence, places and reasons; what many claims have in common is shared."""
    return Claim(
        id=claim.id,
        document=intern(claim.document),
        subject=intern(claim.subject),
        relation=claim.relation,
        object=intern(claim.object),
        role=intern(claim.role) if claim.role else None,
        act=intern(claim.act) if claim.act else None,
        negated=claim.negated,
        modality=claim.modality,
        attributed_to=intern(claim.attributed_to) if claim.attributed_to else None,
        date=intern(claim.date) if claim.date else None,
        confidence=claim.confidence,
        evidence="",
        start=0,
        end=0,
        subject_start=0,
        subject_end=0,
        object_start=0,
        object_end=0,
    )


def _by_document(records: Sequence[Told]) -> Sequence[Told]:
    """The records sorted by document: as they are in a project, so that no copy is made of them."""
    if all(left.document <= right.document for left, right in pairwise(records)):
        return records
    return sorted(records, key=attrgetter("document"))
