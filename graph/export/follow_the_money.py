"""The graph in FollowTheMoney's terms, the data model of Aleph and OpenSanctions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from graph.edges import counts
from ingest.records import OPEN_END, content_id

if TYPE_CHECKING:
    from graph.records import Corpus, Entity
    from ingest.records import Article, Claim

_SCHEMA: Final = {"Person": "Person", "Organization": "Organization", "Country": "PublicBody"}
"""FollowTheMoney has no states; what acts in the name of one is a public body."""


def ftm_entities(corpus: Corpus) -> list[str]:
    """One JSON object a line: the entities, then the articles, then one link for each claim that counts.

    Affiliations of people are ``Membership``. For the other relations FollowTheMoney has no schema:
    they are ``UnknownLink``, which has no direction of its own, so ``role`` tells it in words.
    """
    entities = {entity.id: entity for entity in corpus.entities}
    articles = {article.id: article for article in corpus.articles}
    objects = [_thing(entity) for entity in corpus.entities]
    objects += [_article(article) for article in corpus.articles]
    objects += [_link(claim, entities, articles) for claim in corpus.claims if counts(claim)]
    return [json.dumps(one, ensure_ascii=False, sort_keys=True) + "\n" for one in objects]


def _thing(entity: Entity) -> dict[str, Any]:
    properties = {"name": [entity.name], "alias": [alias for alias in entity.aliases if alias != entity.name]}
    if entity.iso2:
        properties["country"] = [entity.iso2.lower()]
    return _object(entity.id, _SCHEMA[entity.type], properties)


def _article(article: Article) -> dict[str, Any]:
    properties: dict[str, list[Any]] = {
        "title": [article.title],
        "author": [article.author],
        "publisher": [article.outlet],
        "publishedAt": [article.published],
        "sourceUrl": [article.url],
        "fileName": [article.path],
    }
    return _object(content_id("article", article.id), "Article", properties)


def _link(claim: Claim, entities: dict[str, Entity], articles: dict[str, Article]) -> dict[str, Any]:
    article = articles.get(claim.document)
    first, _, last = (claim.date or "").replace(OPEN_END, "").partition("/")
    shared: dict[str, list[Any]] = {
        "startDate": [first],
        "endDate": [last],
        "summary": [claim.evidence],
        "recordId": [claim.id],
        "sourceUrl": [article.url if article else None],
        "proof": [content_id("article", claim.document)],
    }
    subject, object_ = entities[claim.subject], entities[claim.object]
    if claim.relation == "AFFILIATED_WITH" and object_.type != "Person":
        ends: dict[str, list[Any]] = {
            "member": [subject.id],
            "organization": [object_.id],
            "role": [claim.role],
        }
        return _object(claim.id, "Membership", {**shared, **ends})
    role = f"{subject.name} {claim.relation} {object_.name}"
    return _object(
        claim.id,
        "UnknownLink",
        {
            **shared,
            "subject": [subject.id],
            "object": [object_.id],
            "role": [role],
            "status": [claim.modality],
        },
    )


def _object(identity: str, schema: str, properties: dict[str, list[Any]]) -> dict[str, Any]:
    given = {name: [value for value in values if value] for name, values in properties.items()}
    return {
        "id": identity,
        "schema": schema,
        "properties": {name: values for name, values in given.items() if values},
    }
