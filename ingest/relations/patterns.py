"""Reads a sentence with all pattern families, and knows how far to trust each."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from ingest.relations.matching import Match, matches
from ingest.relations.nouns import read_noun
from ingest.relations.offices import read_offices
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

    from ingest.relations.board import Board
    from ingest.relations.found import Found

READERS: Final = {"verb": read_verb, "noun": read_noun, "role": read_role, "adjective": read_adjective}
SENTENCE_READERS: Final = (
    read_titles,
    read_offices,
    read_party_marks,
    read_of_names,
    read_party_nouns,
    read_possessors,
)


def find(board: Board) -> Iterator[Found]:
    """Every reading between mentions of one sentence; the same pair may come more than once."""
    matched: list[Match] = list(matches(board.sentence, load_predicates()))
    for match in matched:
        yield from READERS[match.predicate.kind](board, match)
    for reader in SENTENCE_READERS:
        yield from reader(board)


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
