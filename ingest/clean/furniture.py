"""Takes out what a site puts round its articles: share buttons, subscription calls, licence notes."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, TypeAlias, get_args

from ingest.records import IngestError

Scope: TypeAlias = Literal["paragraph", "sentence", "ending", "inline", "list"]
_KEYS: Final = frozenset({"id", "scope", "patterns", "match", "keep"})
_SENTENCES: Final = re.compile(r"(?<=[.!?:…])(?<!\b[A-Z]\.)[\"”’)]*\s+(?=[\"“‘@#(\[]?[A-Z@#])")
_GAP: Final = re.compile(r"\s+([,.;:!?”’)])")
_LISTED: Final = re.compile(r"[^.!?]{1,160}[?]?")


class FurnitureError(IngestError):
    """The table of furniture is wrong. The message names the rule and what is expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A passage that cleaning took out, and the rule that decided it."""

    rule: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A kind of furniture. ``match`` shows what it takes out, ``keep`` what looks alike and stays.

    ``scope`` says what a pattern must cover: a whole ``paragraph``, a whole ``sentence``, the ``ending`` of
    a paragraph, any words ``inline``; or a heading over a ``list`` of links, which goes with it.
    """

    id: str
    scope: Scope
    patterns: tuple[re.Pattern[str], ...]
    match: tuple[str, ...]
    keep: tuple[str, ...]


@cache
def furniture_rules() -> tuple[Rule, ...]:
    """The rules of ``furniture.toml``, checked.

    Raises:
        FurnitureError: a rule lacks a key, has an unknown one, or a pattern that is no regular expression.
    """
    table = tomllib.loads((files("ingest.clean") / "furniture.toml").read_text(encoding="utf-8"))
    rules = tuple(_rule(row) for row in table["rule"])
    if len({rule.id for rule in rules}) < len(rules):
        raise FurnitureError("furniture.toml has two rules with one id: give each its own")
    return rules


def drop_furniture(paragraphs: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[Removal, ...]]:
    """The paragraphs without furniture, and what was taken out, in the order of the text."""
    kept: list[str] = []
    removed: list[Removal] = []
    listing: str | None = None
    for paragraph in paragraphs:
        if listing and _LISTED.fullmatch(paragraph):
            removed.append(Removal(rule=listing, text=paragraph))
            continue
        listing = None
        if (rule := _covering(paragraph, "list")) is not None:
            listing = rule.id
            removed.append(Removal(rule=rule.id, text=paragraph))
            continue
        rest = _trim(paragraph, removed)
        if rest:
            kept.append(rest)
    return tuple(kept), tuple(removed)


def _trim(paragraph: str, removed: list[Removal]) -> str:
    """What is left of one paragraph; what goes is added to ``removed``."""
    # Tags come out first: "<b>Advertisement</b>" is an advertisement.
    paragraph = _cut(_cut(paragraph, "inline", removed), "ending", removed)
    if (rule := _covering(paragraph, "paragraph")) is not None:
        removed.append(Removal(rule=rule.id, text=paragraph))
        return ""
    sentences = []
    for sentence in _split(paragraph):
        # What somebody is quoted as calling for is the article's.
        quoted = sentence.rstrip().endswith(("”", '"'))
        if not quoted and (rule := _covering(sentence.strip(), "sentence")) is not None:
            removed.append(Removal(rule=rule.id, text=sentence.strip()))
        else:
            sentences.append(sentence)
    return "".join(sentences).strip()


def _cut(paragraph: str, scope: Scope, removed: list[Removal]) -> str:
    """A paragraph without what the rules of this scope find in it, closed up again."""
    for rule, pattern in _patterns(scope):
        if pattern.search(paragraph):
            removed.extend(
                Removal(rule=rule.id, text=found.group().strip()) for found in pattern.finditer(paragraph)
            )
            paragraph = _GAP.sub(r"\1", " ".join(pattern.sub(" ", paragraph).split()))
    return paragraph


def _split(paragraph: str) -> list[str]:
    cuts = [found.end() for found in _SENTENCES.finditer(paragraph)]
    return [paragraph[start:end] for start, end in zip([0, *cuts], [*cuts, len(paragraph)], strict=True)]


def _covering(text: str, scope: Scope) -> Rule | None:
    if not _any_pattern(scope).fullmatch(text):
        return None
    return next(rule for rule, pattern in _patterns(scope) if pattern.fullmatch(text))


@cache
def _any_pattern(scope: Scope) -> re.Pattern[str]:
    """All patterns of a scope in one: nearly every sentence is no furniture, and is asked once."""
    return re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in _patterns(scope)), re.IGNORECASE)


@cache
def _patterns(scope: Scope) -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    return tuple(
        (rule, pattern) for rule in furniture_rules() if rule.scope == scope for pattern in rule.patterns
    )


def _rule(row: dict[str, Any]) -> Rule:
    name = row.get("id", "without an id")
    if set(row) != _KEYS:
        raise FurnitureError(f"furniture.toml, rule {name}: expects just the keys {', '.join(sorted(_KEYS))}")
    if row["scope"] not in get_args(Scope):
        raise FurnitureError(
            f"furniture.toml, rule {name}: scope must be one of {', '.join(get_args(Scope))}"
        )
    try:
        patterns = tuple(re.compile(pattern, re.IGNORECASE) for pattern in row["patterns"])
    except re.error as error:
        raise FurnitureError(f"furniture.toml, rule {name}: no regular expression: {error}") from error
    return Rule(
        id=name, scope=row["scope"], patterns=patterns, match=tuple(row["match"]), keep=tuple(row["keep"])
    )
