"""Everything of a corpus into an empty embedded database: nodes first, then the relationships that join them.

The engine writes in a thread of its own, so that rows are made, and the graph is analysed, while it writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from graph.analysis import properties
from graph.edges import count_edges
from graph.load.batches import batches
from graph.load.bundle import bundles
from graph.load.contents import ContentsFile
from graph.load.counts import Expected
from graph.load.mentioned import Mentioned
from graph.load.rows import edge_row, entity_row, outlet_id, outlet_row, outlets_of, present
from graph.reading import InMemory, Reader, frame, reader_of, slim
from graph.store.schema import ARTICLE, CLAIM, ENTITY, OUTLET
from ingest.records import ENTITY_TYPES, RELATIONS, UNNAMED, Article, Claim, Mention

if TYPE_CHECKING:
    from graph.load.report import Progress
    from graph.load.rows import Analysis
    from graph.records import Corpus, Entity
    from graph.store.bulk import EdgeRow, EmbeddedWriter

_ROWS = 2_000
_ARTICLES = 50
"""So few at a time that what waits for the engine is small."""


def fill(
    writer: EmbeddedWriter,
    source: Corpus | Reader,
    analysis: Analysis | None,
    progress: Progress,
    contents: ContentsFile,
) -> Expected:
    """Write all of it; returns how many nodes and relationships of each kind there must be in the end."""
    expected = Expected()
    shape = frame(source)
    outlets = [outlet_row(name) for name in outlets_of(shape)]
    for row in outlets:
        contents.add(OUTLET, row["id"], row)
    writer.add_nodes(OUTLET, outlets)
    heard = Hearing(reader_of(source))
    mentioned = Mentioned([one.id for one in shape.entities], [one.id for one in shape.articles])
    done = 0
    for some in batches(bundles(heard, shape), _ARTICLES):
        writer.add_nodes(ARTICLE, [present(bundle.article) for bundle in some])
        writer.add_nodes(CLAIM, [present(claim) for bundle in some for claim in bundle.claims])
        for bundle in some:
            contents.note(ARTICLE, bundle.id, bundle.hash)
            expected.add_bundle(bundle)
            mentioned.add(bundle)
        done += len(some)
        progress("articles", done, len(shape.articles))
    whole = replace(shape, claims=heard.told())
    writer.index_texts(CLAIM)
    edges = count_edges(whole)
    found = properties(whole, edges=edges) if analysis is None else analysis
    _add_entities(writer, whole.entities, found, contents)
    writer.index_texts(ENTITY)
    expected.add_entities(whole.entities)
    writer.add_edges("PUBLISHED_BY", _published(whole.articles))
    writer.add_edges("STATED_IN", ((claim.id, claim.document, {}) for claim in whole.claims))
    writer.add_edges("SUBJECT", ((claim.id, claim.subject, {}) for claim in whole.claims))
    writer.add_edges("OBJECT", ((claim.id, claim.object, {}) for claim in whole.claims))
    writer.add_edges("ATTRIBUTED_TO", _attributed(whole.claims))
    writer.add_edges("MENTIONED_IN", mentioned.edges())
    expected.add_edges(edges)
    done = 0
    for relation in RELATIONS:
        for part in batches((one for one in edges if one.relation == relation), _ROWS):
            rows = [edge_row(one) for one in part]
            for row in rows:
                contents.add(relation, row["id"], row)
            ends = ((one.subject, one.object) for one in part)
            writer.add_edges(relation, [(*end, present(row)) for end, row in zip(ends, rows, strict=True)])
            done += len(part)
            progress("edges", done, len(edges))
    return expected


@dataclass(frozen=True, slots=True)
class Hearing:
    """A reader that keeps, of the claims that pass, what counting and analysis need."""

    reader: Reader
    kept: list[Claim] = field(default_factory=list)

    def articles(self) -> Iterator[Article]:
        """See Reader."""
        return self.reader.articles()

    def entities(self) -> Iterator[Entity]:
        """See Reader."""
        return self.reader.entities()

    def mentions(self) -> Iterator[Mention]:
        """See Reader."""
        return self.reader.mentions()

    def claims(self) -> Iterator[Claim]:
        """See Reader."""
        for claim in self.reader.claims():
            if not isinstance(self.reader, InMemory):
                self.kept.append(slim(claim))
            yield claim

    def told(self) -> tuple[Claim, ...]:
        """The claims that passed; those of a corpus in memory are there already."""
        return self.reader.corpus.claims if isinstance(self.reader, InMemory) else tuple(self.kept)


def _add_entities(
    writer: EmbeddedWriter, entities: Iterable[Entity], analysis: Analysis, contents: ContentsFile
) -> None:
    for type_ in ENTITY_TYPES:
        for some in batches((one for one in entities if one.type == type_), _ROWS):
            rows = [entity_row(entity, analysis) for entity in some]
            for row in rows:
                contents.add(type_, row["id"], row)
            writer.add_nodes(type_, [present(row) for row in rows])


def _published(articles: Iterable[Article]) -> Iterator[EdgeRow]:
    return ((one.id, outlet_id(one.outlet), {}) for one in articles if one.outlet)


def _attributed(claims: Iterable[Claim]) -> Iterator[EdgeRow]:
    for claim in claims:
        if claim.attributed_to not in (None, UNNAMED):
            yield claim.id, claim.attributed_to, {}
