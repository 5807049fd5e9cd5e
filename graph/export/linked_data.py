"""The graph as JSON-LD: who and what in schema.org, whence in PROV-O, where in the text as Web Annotation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from ingest.records import UNNAMED

if TYPE_CHECKING:
    from graph.records import Corpus, Entity
    from ingest.records import Article, Claim

_CONTEXT: Final[dict[str, Any]] = {
    "@vocab": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "whowhom": "urn:whowhom:",
}

_AROUND: Final = 32
"""Characters before and after the sentence that find it again in a text that was cleaned otherwise."""


def linked_data(corpus: Corpus) -> str:
    """One JSON-LD document, the same for the same corpus.

    A claim is an ``rdf:Statement`` with its qualifiers, derived from its article; its sentence is a Web
    Annotation target with both selectors: by position, and by quotation with what stands around it.
    """
    articles = {article.id: article for article in corpus.articles}
    graph = [
        *(_thing(entity) for entity in corpus.entities),
        *(_article(article) for article in corpus.articles),
        *(_claim(claim, articles.get(claim.document)) for claim in corpus.claims),
    ]
    return json.dumps({"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1) + "\n"


def _thing(entity: Entity) -> dict[str, Any]:
    return _present(
        {
            "@id": f"whowhom:{entity.id}",
            "@type": entity.type,
            "name": entity.name,
            "alternateName": [alias for alias in entity.aliases if alias != entity.name],
            "identifier": entity.iso2,
        }
    )


def _article(article: Article) -> dict[str, Any]:
    return _present(
        {
            "@id": article.url or f"whowhom:article:{article.id}",
            "@type": ["NewsArticle", "prov:Entity"],
            "identifier": article.id,
            "headline": article.title,
            "author": article.author,
            "publisher": article.outlet,
            "datePublished": article.published,
        }
    )


def _claim(claim: Claim, article: Article | None) -> dict[str, Any]:
    source = (article.url if article else None) or f"whowhom:article:{claim.document}"
    speaker = claim.attributed_to
    return _present(
        {
            "@id": f"whowhom:claim:{claim.id}",
            "@type": ["rdf:Statement", "prov:Entity"],
            "rdf:subject": {"@id": f"whowhom:{claim.subject}"},
            "rdf:predicate": {"@id": f"whowhom:{claim.relation}"},
            "rdf:object": {"@id": f"whowhom:{claim.object}"},
            "whowhom:role": claim.role,
            "whowhom:act": claim.act,
            "whowhom:plover": claim.plover,
            "whowhom:cameo": claim.cameo,
            "whowhom:negated": claim.negated,
            "whowhom:modality": claim.modality,
            "whowhom:date": claim.date,
            "whowhom:confidence": claim.confidence,
            "prov:wasAttributedTo": _speaker(speaker),
            "prov:hadPrimarySource": {"@id": source},
            "prov:wasGeneratedBy": f"{claim.extractor} {claim.rule}".strip(),
            "oa:hasTarget": {
                "oa:hasSource": {"@id": source},
                "oa:hasSelector": [
                    {"@type": "oa:TextPositionSelector", "oa:start": claim.start, "oa:end": claim.end},
                    _quotation(claim, article.text if article else ""),
                ],
            },
        }
    )


def _speaker(speaker: str | None) -> dict[str, str] | str | None:
    return speaker if speaker in (None, UNNAMED) else {"@id": f"whowhom:{speaker}"}


def _quotation(claim: Claim, text: str) -> dict[str, Any]:
    return _present(
        {
            "@type": "oa:TextQuoteSelector",
            "oa:exact": claim.evidence,
            "oa:prefix": text[max(0, claim.start - _AROUND) : claim.start],
            "oa:suffix": text[claim.end : claim.end + _AROUND],
        }
    )


def _present(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", [])}
