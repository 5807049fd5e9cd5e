"""Extractions written by hand: an article is a text with its chains marked, "[Ilona Vászary|p1]"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ingest.records import (
    Article,
    Chain,
    Claim,
    EntityType,
    Extraction,
    Mention,
    MentionKind,
    Relation,
    content_id,
)

_MARK: Final = re.compile(r"\[(?P<text>[^|\]]+)\|(?P<key>\w+)(?P<kind>[.~]?)\]")
_KINDS: Final[dict[str, MentionKind]] = {"": "name", ".": "description", "~": "pronoun"}
_TYPES: Final[dict[str, EntityType]] = {"p": "Person", "o": "Organization", "c": "Country"}


def tell(
    marked: str,
    *claims: tuple[str, Relation, str],
    iso2: Mapping[str, str] | None = None,
    titles: Mapping[str, tuple[str, ...]] | None = None,
    said_by: str | None = None,
    path: str = "",
) -> Extraction:
    """An extraction of the marked text.

    A key's first letter is the type (p, o, c); "." marks a description, "~" a pronoun. A chain is named
    by its longest name, a country by its shortest; a claim is (key, relation, key).
    """
    text, spans = "", []
    at = 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        spans.append((len(text), mark["text"], mark["key"], _KINDS[mark["kind"]]))
        text += mark["text"]
        at = mark.end()
    text += marked[at:]
    document = content_id(text)
    ids = {key: content_id(document, key) for _, _, key, _ in spans}
    chains = []
    for key, chain_id in ids.items():
        forms = {(surface, kind) for _, surface, k, kind in spans if k == key and kind != "pronoun"}
        named = [surface for surface, kind in forms if kind == "name"] or [surface for surface, _ in forms]
        chains.append(
            Chain(
                id=chain_id,
                document=document,
                name=min(named, key=len) if key in (iso2 or {}) else max(named, key=lambda n: (len(n), n)),
                type=_TYPES[key[0]],
                aliases=tuple(sorted({surface for surface, _ in forms})),
                iso2=(iso2 or {}).get(key),
                titles=(titles or {}).get(key, ()),
            )
        )
    types = {chain.id: chain.type for chain in chains}
    mentions = tuple(
        Mention(
            document=document, start=start, end=start + len(surface), text=surface, kind=kind,
            type=types[ids[key]], entity=ids[key],
        )
        for start, surface, key, kind in spans
    )  # fmt: skip
    return Extraction(
        article=Article(id=document, path=path or f"{document}.txt", text=text),
        mentions=mentions,
        chains=tuple(chains),
        claims=tuple(_claim(document, text, spans, ids, said_by, *claim) for claim in claims),
    )


def _claim(
    document: str,
    text: str,
    spans: list[tuple[int, str, str, MentionKind]],
    ids: Mapping[str, str],
    said_by: str | None,
    subject: str,
    relation: Relation,
    object_: str,
) -> Claim:
    places = {key: (start, start + len(surface)) for start, surface, key, _ in reversed(spans)}
    return Claim(
        document=document, subject=ids[subject], relation=relation, object=ids[object_], evidence=text,
        start=0, end=len(text), subject_start=places[subject][0], subject_end=places[subject][1],
        object_start=places[object_][0], object_end=places[object_][1],
        attributed_to=ids[said_by] if said_by else None,
    )  # fmt: skip
