"""One invented affair told by four outlets that contradict each other: the corpus every query is asked of."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Final, cast

from graph.records import Corpus, Entity
from ingest.records import Article, Claim, Mention, MentionKind, content_id
from tests.graph.affair import ACTS, CAST, PIECES, Piece, Says

_MARKUP: Final = re.compile(r"\{(?P<key>\w+)\|(?P<surface>[^|}]+)(?:\|(?P<kind>\w+))?\}")


def entity_id(key: str) -> str:
    """The id of a character of the affair by its short key: ``entity_id("marrek")``."""
    return content_id("entity", CAST[key][1], CAST[key][0])


def claim_id(stem: str, subject: str, relation: str, object: str) -> str:  # noqa: A002
    """The id of the one claim that the article ``stem`` makes of these two, by their short keys."""
    (found,) = (
        claim.id
        for claim in fixture_corpus().claims
        if claim.document == article_id(stem)
        and (claim.subject, claim.relation, claim.object) == (entity_id(subject), relation, entity_id(object))
    )
    return found


def article_id(stem: str) -> str:
    """The id of the article whose file has this stem: ``article_id("wire-0601")``."""
    (found,) = (article.id for article in fixture_corpus().articles if article.path == f"affair/{stem}.txt")
    return found


UPDATES = {"affair/wire-0310.txt": "affair/wire-0203.txt"}
"""An article that is a later version of another."""


@cache
def fixture_corpus() -> Corpus:
    """The whole affair: 14 articles, 15 entities, sorted as a project directory is."""
    told = [_tell(piece) for piece in PIECES]
    ids = {article.path: article.id for article, _, _ in told}
    mentions = tuple(mention for _, spoken, _ in told for mention in spoken)
    return Corpus(
        articles=tuple(
            sorted((_in_story(article, ids) for article, _, _ in told), key=lambda article: article.id)
        ),
        mentions=tuple(sorted(mentions, key=lambda mention: (mention.document, mention.start, mention.end))),
        entities=tuple(sorted((_entity(key, mentions) for key in CAST), key=lambda entity: entity.id)),
        claims=tuple(
            sorted(
                (claim for _, _, claims in told for claim in claims),
                key=lambda claim: (claim.document, claim.start, claim.id),
            )
        ),
    )


def _in_story(article: Article, ids: dict[str, str]) -> Article:
    return replace(article, story=ids[UPDATES.get(article.path, article.path)])


def _entity(key: str, mentions: tuple[Mention, ...]) -> Entity:
    name, type_, aliases, iso2 = CAST[key]
    count = sum(mention.entity == entity_id(key) for mention in mentions)
    return Entity(
        id=entity_id(key),
        name=name,
        type=type_,
        aliases=tuple(sorted({name, *aliases})),
        iso2=iso2,
        mentions=count,
    )


def _tell(piece: Piece) -> tuple[Article, list[Mention], list[Claim]]:
    text, mentions, claims = "", list[Mention](), list[Claim]()
    for marked, says in piece.sentences:
        start = len(text)
        plain, spans = _unmark(marked, start)
        text += plain + "\n"
        mentions += spans
        claims += [_claim(said, plain, start, spans) for said in says]
    document = content_id(text)
    article = Article(
        id=document, path=f"affair/{piece.stem}.txt", text=text, title=piece.title, outlet=piece.outlet,
        author="A. Quill" if piece.outlet else "", published=piece.published,
        url=f"https://news.example/{piece.stem}" if piece.outlet else None,
    )  # fmt: skip
    return (
        article,
        [replace(mention, document=document) for mention in mentions],
        [replace(claim, document=document, id="") for claim in claims],
    )


def _unmark(marked: str, start: int) -> tuple[str, list[Mention]]:
    plain, cursor, spans = "", 0, list[Mention]()
    for match in _MARKUP.finditer(marked):
        plain += marked[cursor : match.start()]
        at = start + len(plain)
        plain += match["surface"]
        kind = cast(MentionKind, match["kind"] or "name")
        spans.append(
            Mention(
                document="", start=at, end=at + len(match["surface"]), text=match["surface"], kind=kind,
                type=CAST[match["key"]][1], entity=entity_id(match["key"]), reason="marked up by hand",
            )
        )  # fmt: skip
        cursor = match.end()
    return plain + marked[cursor:], spans


def _claim(said: Says, plain: str, start: int, spans: list[Mention]) -> Claim:
    subject = next(span for span in spans if span.entity == entity_id(said.subject))
    object_ = next(span for span in spans if span.entity == entity_id(said.object))
    trigger = start + plain.index(said.trigger)
    more = dict(said.more)
    if (source := more.get("attributed_to")) in CAST:
        more["attributed_to"] = entity_id(cast(str, source))
    plover, cameo = ACTS[said.act] if said.act else (None, None)
    return Claim(
        document="", subject=subject.entity, relation=said.relation, object=object_.entity,
        evidence=plain, start=start, end=start + len(plain),
        subject_start=subject.start, subject_end=subject.end,
        object_start=object_.start, object_end=object_.end,
        trigger_start=trigger, trigger_end=trigger + len(said.trigger),
        act=said.act, plover=plover, cameo=cameo, extractor="hand", rule=f"hand:{said.act or 'role'}",
        reasons=(("relation", f"marked up by hand at “{said.trigger}”"),), **more,
    )  # fmt: skip
