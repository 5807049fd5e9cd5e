"""Loads and checks the predicate table: which wording means which relation, in which direction."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, TypeAlias, get_args

from ingest.records import ENTITY_TYPES, RELATIONS, IngestError, Relation
from ingest.relations.phrases import Phrase, parse_phrase

Kind: TypeAlias = Literal["verb", "noun", "role", "adjective"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
PREPOSITIONS: Final = frozenset(
    [
        "about",
        "after",
        "against",
        "among",
        "around",
        "as",
        "at",
        "before",
        "behind",
        "beneath",
        "beside",
        "between",
        "beyond",
        "by",
        "for",
        "from",
        "in",
        "inside",
        "into",
        "of",
        "off",
        "on",
        "onto",
        "out",
        "over",
        "past",
        "round",
        "through",
        "to",
        "toward",
        "towards",
        "under",
        "upon",
        "with",
        "within",
        "without",
        "alongside",
    ]
)
_KEYS: Final = frozenset({"id", "kind", "phrases", "relation", "match", "reject"})
_OPTIONAL: Final = frozenset("plover cameo mutual swap host deeds role heads object".split())
_EXAMPLE: Final = re.compile(r"\[[^\[\]]+\].*\{[^{}]+\}|\{[^{}]+\}.*\[[^\[\]]+\]", re.DOTALL)


class PredicateError(IngestError):
    """The predicate table is wrong. The message names the row and says what is expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """One row: wordings that share relation, codes and syntax.

    ``mutual`` claims both directions ("rival of"); ``swap`` makes the governed entity the subject ("drew
    fire from"); ``host`` are prepositions whose object removed the subject of an agentless passive ("was
    expelled from"); ``objects`` are the types that the object may have; ``deeds`` lets
    the object be reached through what it did or owns ("rejected X's plan").
    ``match`` and ``reject`` mark the subject with ``[]`` and the object with ``{}``.
    """

    id: str
    kind: Kind
    phrases: tuple[Phrase, ...]
    relation: Relation
    match: str
    reject: str
    plover: str | None = None
    cameo: str | None = None
    mutual: bool = False
    swap: bool = False
    host: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset(ENTITY_TYPES)
    deeds: bool = True
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """All predicates, and where to find them: head lemma -> the phrases of each kind, longest first."""

    predicates: tuple[Predicate, ...]
    by_head: dict[str, tuple[tuple[Phrase, Predicate], ...]]


@cache
def load_predicates() -> Table:
    """The table that ships with the package, checked; read once.

    Raises:
        PredicateError: a row lacks a key, has an unknown one, or an example without both marks.
    """
    text = files("ingest.relations").joinpath("predicates.toml").read_text(encoding="utf-8")
    return read_table(text)


def read_table(text: str) -> Table:
    """Check the text of a predicate table and index it by head lemma.

    Raises:
        PredicateError: as ``load_predicates``.
    """
    try:
        rows = tomllib.loads(text).get("predicate", [])
    except tomllib.TOMLDecodeError as error:
        raise PredicateError(f"predicates.toml is not TOML: {error}") from error
    predicates = tuple(_read_row(row) for row in rows)
    seen: set[str] = set()
    for predicate in predicates:
        if predicate.id in seen:
            raise PredicateError(f"predicate {predicate.id!r} stands twice in predicates.toml: rename one")
        seen.add(predicate.id)
    by_head: dict[str, list[tuple[Phrase, Predicate]]] = defaultdict(list)
    for predicate in predicates:
        for phrase in predicate.phrases:
            by_head[phrase.head].append((phrase, predicate))
    ordered = {head: tuple(sorted(found, key=lambda row: -row[0].size)) for head, found in by_head.items()}
    return Table(predicates, ordered)


def _read_row(row: dict[str, Any]) -> Predicate:
    name = row.get("id", "without an id")
    if missing := sorted(_KEYS - row.keys()):
        raise PredicateError(f"predicate {name!r} lacks {', '.join(missing)}: add them to predicates.toml")
    if unknown := sorted(row.keys() - _KEYS - _OPTIONAL):
        raise PredicateError(
            f"predicate {name!r} has the unknown key {', '.join(unknown)}: remove or correct it"
        )
    if row["relation"] not in RELATIONS:
        raise PredicateError(
            f"predicate {name!r} has relation {row['relation']!r}: one of {', '.join(RELATIONS)}"
        )
    if row["kind"] not in KINDS:
        raise PredicateError(f"predicate {name!r} has kind {row['kind']!r}: one of {', '.join(KINDS)}")
    for key in ("match", "reject"):
        if not _EXAMPLE.search(row[key]):
            raise PredicateError(f"predicate {name!r}: its {key} example must mark [subject] and {{object}}")
    try:
        phrases = tuple(parse_phrase(phrase, PREPOSITIONS) for phrase in _wordings(row))
    except ValueError as error:
        raise PredicateError(f"predicate {name!r}: {error}") from error
    rest = {key: row[key] for key in (_OPTIONAL - {"heads", "object"}) & row.keys()}
    rest["host"] = frozenset(row.get("host", ()))
    rest["objects"] = frozenset(row.get("object", ENTITY_TYPES))
    return Predicate(
        id=row["id"], kind=row["kind"], phrases=phrases, relation=row["relation"],
        match=row["match"], reject=row["reject"], **rest,
    )  # fmt: skip


def _wordings(row: dict[str, Any]) -> list[str]:
    """The phrases, each with "~" replaced by every one of the row's heads."""
    found: list[str] = []
    for phrase in row["phrases"]:
        if "~" in phrase:
            found.extend(phrase.replace("~", head) for head in row.get("heads", ()))
        else:
            found.append(phrase)
    return found
