"""Reads a sentence with all pattern families, and makes one Claim of each pair and relation it finds."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from ingest.qualifiers.attribution import Attribution
from ingest.records import Claim
from ingest.relations.board import Board, boards
from ingest.relations.evidence import evidence_of
from ingest.relations.matching import Match, matches
from ingest.relations.nouns import read_noun
from ingest.relations.opinions import read_opinions
from ingest.relations.predicates import load_predicates
from ingest.relations.roles import read_adjective, read_role
from ingest.relations.titles import (
    read_of_names,
    read_party_marks,
    read_party_nouns,
    read_possessors,
    read_titles,
)
from ingest.relations.verbs import read_verb

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc

    from ingest.records import Mention
    from ingest.relations.found import Found

READERS: Final = {"verb": read_verb, "noun": read_noun, "role": read_role, "adjective": read_adjective}
SENTENCE_READERS: Final = (read_titles, read_party_marks, read_of_names, read_party_nouns, read_possessors)


def find(board: Board) -> Iterator[Found]:
    """Every reading between mentions of one sentence; the same pair may come more than once."""
    matched: list[Match] = list(matches(board.sentence, load_predicates()))
    for match in matched:
        yield from READERS[match.predicate.kind](board, match)
    for reader in SENTENCE_READERS:
        yield from reader(board)


def find_claims(doc: Doc, mentions: Iterable[Mention]) -> list[Claim]:
    """One Claim for each (sentence, subject, relation, object) that the patterns find in a parsed Doc."""
    claims: list[Claim] = []
    attribution = Attribution(doc)
    for board in boards(doc, mentions, least=1):
        found = find(board) if len(board.chains) > 1 else iter(())
        claims.extend(to_claim(board, row) for row in best([*found, *read_opinions(board, attribution)]))
    return claims


def best(found: Iterable[Found]) -> list[Found]:
    """The surest reading of each pair and relation; a removal is not also opposition."""
    kept: dict[tuple[str, str, str], Found] = {}
    for row in found:
        key = (row.subject.entity, row.relation, row.object.entity)
        if key not in kept or precision(row) > precision(kept[key]):
            kept[key] = row
    return [
        row for (subject, relation, target), row in kept.items()
        if not (relation == "OPPOSED" and (subject, "EXPELLED", target) in kept)
    ]  # fmt: skip


@cache
def _precisions() -> dict[str, float]:
    text = files("ingest.relations").joinpath("precision.toml").read_text(encoding="utf-8")
    return {key: float(value) for key, value in tomllib.loads(text)["precision"].items()}


def precision(found: Found) -> float:
    """How often such a reading was right on annotated articles: of its rule and family, else its family."""
    table = _precisions()
    for key in (f"{found.rule}/{found.family}", found.rule, found.family):
        if key in table:
            return table[key]
    return table["other"]


def to_claim(board: Board, found: Found) -> Claim:
    """The Claim with its evidence cut from the text; qualifiers are left at their defaults."""
    doc = board.sentence.doc
    trigger = doc[found.first : found.last + 1]
    start, end = evidence_of(board.sentence, found)
    return Claim(
        document=found.subject.document, subject=found.subject.entity, relation=found.relation,
        object=found.object.entity, evidence=doc.text[start:end], start=start, end=end,
        subject_start=found.subject.start, subject_end=found.subject.end,
        object_start=found.object.start, object_end=found.object.end,
        trigger_start=trigger.start_char, trigger_end=trigger.end_char, role=found.role,
        act=doc[found.head].lemma_.lower(), plover=found.plover, cameo=found.cameo,
        confidence=round(precision(found), 4), extractor="patterns", rule=f"{found.rule}/{found.family}: {found.wording}",
        reasons=(("relation", f"{found.wording!r} ({found.rule})"),),
    )  # fmt: skip
