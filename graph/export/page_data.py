"""Turn a corpus into the page's data: columns of numbers and tables of strings, compact, quick to index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from graph.export.network import triple_of
from graph.stories import voices
from ingest.records import ENTITY_TYPES, MODALITIES, OPEN_END, RELATIONS, UNNAMED

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx

    from graph.export.layout import Plane
    from graph.records import Corpus
    from ingest.records import Article, Claim

Columns: TypeAlias = dict[str, list[Any]]

ARTICLE_ITSELF, UNNAMED_SOURCE = -2, -1
"""Who says so, where it is no entity: the article's own voice, and "sources say"."""


class Strings:
    """A table of strings in which each stands once; ``at`` gives its place."""

    def __init__(self) -> None:
        """Start with the empty string at 0, so that 0 means: nothing given."""
        self.table: list[str] = [""]
        self._places: dict[str, int] = {"": 0}

    def at(self, text: str | None) -> int:
        """The place of ``text`` in the table, which it joins if it is new."""
        text = text or ""
        place = self._places.get(text)
        if place is None:
            place = self._places[text] = len(self.table)
            self.table.append(text)
        return place


def page_data(corpus: Corpus, graph: nx.MultiDiGraph[Any], places: Plane) -> dict[str, Any]:
    """The corpus as columns: ``entities``, ``documents``, ``sentences``, ``edges``, ``claims``, ``strings``.

    ``graph`` is what ``build_network`` makes of the corpus. Claims stand newest first, and
    offsets count UTF-16 units of the sentence, as JavaScript does.
    """
    strings = Strings()
    entity_at = {entity.id: index for index, entity in enumerate(corpus.entities)}
    article_at = {article.id: index for index, article in enumerate(corpus.articles)}
    published = {article.id: article.published or "" for article in corpus.articles}
    claims = sorted(corpus.claims, key=lambda claim: (claim.document, claim.start, claim.id))
    claims.sort(key=lambda claim: _day(claim, published.get(claim.document, "")), reverse=True)
    triples = sorted({triple_of(claim) for claim in claims})
    return {
        "relations": list(RELATIONS),
        "types": list(ENTITY_TYPES),
        "modalities": list(MODALITIES),
        "entities": {
            "id": [entity.id for entity in corpus.entities],
            "name": [entity.name for entity in corpus.entities],
            "type": [ENTITY_TYPES.index(entity.type) for entity in corpus.entities],
            "aliases": [[a for a in entity.aliases if a != entity.name] for entity in corpus.entities],
            "iso2": [entity.iso2 or "" for entity in corpus.entities],
            "mentions": [entity.mentions for entity in corpus.entities],
            "x": [places[entity.id][0] for entity in corpus.entities],
            "y": [places[entity.id][1] for entity in corpus.entities],
        },
        "documents": _documents(corpus.articles, strings),
        "edges": {
            "subject": [entity_at[subject] for subject, _, _ in triples],
            "relation": [RELATIONS.index(relation) for _, relation, _ in triples],
            "object": [entity_at[object_] for _, _, object_ in triples],
            "contested": [
                int(graph.edges[subject, object_, relation]["contested"])
                for subject, relation, object_ in triples
            ],
        },
        **_claims(claims, entity_at, article_at, {triple: at for at, triple in enumerate(triples)}, strings),
        "strings": strings.table,
    }


def _day(claim: Claim, published: str) -> str:
    return (claim.date or published).removeprefix(f"{OPEN_END}/")


def _documents(articles: Sequence[Article], strings: Strings) -> Columns:
    keys = ("id", "title", "outlet", "author", "published", "url", "path", "voice")
    columns: Columns = {key: [] for key in keys}
    voice = voices(articles)
    number = {name: at for at, name in enumerate(sorted({*voice.values()}))}
    for article in articles:
        columns["voice"].append(number[voice[article.id]])
        columns["id"].append(article.id)
        columns["title"].append(article.title)
        columns["url"].append(article.url or "")
        columns["path"].append(article.path)
        columns["outlet"].append(strings.at(article.outlet))
        columns["author"].append(strings.at(article.author))
        columns["published"].append(strings.at(article.published))
    return columns


def _claims(
    claims: list[Claim],
    entity_at: dict[str, int],
    article_at: dict[str, int],
    edge_at: dict[Any, int],
    strings: Strings,
) -> dict[str, Columns]:
    sentences: Columns = {"text": [], "document": [], "start": []}
    sentence_at: dict[tuple[str, int, str], int] = {}
    columns: Columns = {
        key: []
        for key in (
            "id", "edge", "sentence", "marks", "role", "act", "plover", "cameo", "negated", "modality",
            "speaker", "date", "confidence", "extractor", "rule",
        )
    }  # fmt: skip
    speakers: dict[str, int] = {UNNAMED: UNNAMED_SOURCE, **entity_at}
    for claim in claims:
        key = (claim.document, claim.start, claim.evidence)
        if key not in sentence_at:
            sentence_at[key] = len(sentence_at)
            sentences["text"].append(claim.evidence)
            sentences["document"].append(article_at.get(claim.document, -1))
            sentences["start"].append(claim.start)
        columns["id"].append(claim.id)
        columns["edge"].append(edge_at[triple_of(claim)])
        columns["sentence"].append(sentence_at[key])
        columns["marks"].extend(_marks(claim))
        for field in ("role", "act", "plover", "cameo", "date", "extractor", "rule"):
            columns[field].append(strings.at(getattr(claim, field)))
        columns["negated"].append(int(claim.negated))
        columns["modality"].append(MODALITIES.index(claim.modality))
        said = claim.attributed_to
        columns["speaker"].append(ARTICLE_ITSELF if said is None else speakers.get(said, UNNAMED_SOURCE))
        columns["confidence"].append(percent(claim.confidence))
    return {"claims": columns, "sentences": sentences}


def percent(confidence: float) -> int:
    """Whole percents, a half upwards, as the page's query asks the database: 0.905 passes from 91 on.

    Confidences have four decimals, so that they are counted in ten-thousandths; their product with 100 is not exact.
    """
    return (round(confidence * 10_000) + 50) // 100


def _marks(claim: Claim) -> list[int]:
    """Six offsets into the sentence: of subject, object and trigger; -1 twice for what lies outside it.

    A speaker named a sentence earlier is outside: the page says so instead of marking a wrong word.
    """
    marks: list[int] = []
    spans = (
        (claim.subject_start, claim.subject_end),
        (claim.object_start, claim.object_end),
        (claim.trigger_start, claim.trigger_end),
    )
    astral = max(claim.evidence, default="") > "\uffff"
    for start, end in spans:
        if start is None or end is None or not claim.start <= start < end <= claim.end:
            marks += [-1, -1]
            continue
        inside = (start - claim.start, end - claim.start)
        marks += [_utf16(claim.evidence, at) if astral else at for at in inside]
    return marks


def _utf16(text: str, at: int) -> int:
    return len(text[:at].encode("utf-16-le", "surrogatepass")) // 2
