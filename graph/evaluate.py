"""Scores a corpus against gold annotations: precision, recall and F1 over the triples of each document."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from graph.names import fold
from graph.records import Corpus, Entity, GraphError
from ingest.records import RELATIONS, Claim

ALL: Final = "all claims"

Triple = tuple[str, str, str, bool]
"""Subject, relation, object (gold names), negated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts for one relation, or for all. ``right`` of the ``predicted``; ``found`` of the ``required``."""

    label: str
    predicted: int
    right: int
    required: int
    found: int

    @property
    def precision(self) -> float:
        """The share of the predicted triples that the gold accepts; 0 where there are none."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of the required triples that were found; 0 where there are none."""
        return self.found / self.required if self.required else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def evaluate(corpus: Corpus, gold: Path) -> tuple[Score, ...]:
    """Score the corpus on every document of ``gold`` that it holds: all claims first, then each relation.

    ``gold`` holds one JSON file a document, named after the article's file, with ``entities`` (name, type,
    aliases) and ``claims`` (subject, relation, object, negated, ``required``, ``accept_subject``,
    ``accept_object``). A predicted triple is right when the gold accepts it under any of its readings;
    recall is over the required ones. Entities match by name, else by alias, and must have the gold's type.

    Raises:
        GraphError: there is no gold, a file of it is broken, or the corpus holds none of its documents.
    """
    documents = {PurePosixPath(article.path).stem: article.id for article in corpus.articles}
    entities = {entity.id: entity for entity in corpus.entities}
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in corpus.claims:
        claims[claim.document].append(claim)
    counts: dict[str, list[int]] = {label: [0, 0, 0, 0] for label in (ALL, *RELATIONS)}
    seen = 0
    for path in _gold_files(gold):
        if path.stem not in documents:
            continue
        seen += 1
        _count(_read(path), claims[documents[path.stem]], entities, counts)
    if not seen:
        raise GraphError(f"none of the documents of {gold} is in the project: build it of the gold's texts")
    return tuple(
        Score(label=label, predicted=p, right=r, required=q, found=f)
        for label, (p, r, q, f) in counts.items()
    )


def _gold_files(folder: Path) -> list[Path]:
    found = sorted(folder.glob("*.json"))
    if not found:
        raise GraphError(f"{folder} holds no gold: give a folder with one JSON file a document")
    return found


def _read(path: Path) -> dict[str, Any]:
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(read["entities"], list) or not isinstance(read["claims"], list):
            raise TypeError("entities and claims must be lists")
    except (ValueError, KeyError, TypeError) as error:
        raise GraphError(f"{path} is no gold annotation ({error}): see docs/trust.md for its form") from error
    return dict(read)


def _count(
    gold: Mapping[str, Any],
    claims: Iterable[Claim],
    entities: Mapping[str, Entity],
    counts: dict[str, list[int]],
) -> None:
    names = _names(gold["entities"])
    types = {entity["name"]: entity["type"] for entity in gold["entities"]}
    required: dict[Triple, set[Triple]] = defaultdict(set)
    accepted: set[Triple] = set()
    for claim in gold["claims"]:
        readings = _readings(claim)
        accepted |= readings
        if claim.get("required", True):
            required[(claim["subject"], claim["relation"], claim["object"], claim["negated"])] |= readings
    hits: set[Triple] = set()
    for subject, relation, object_, negated in sorted(
        {(c.subject, c.relation, c.object, c.negated) for c in claims}
    ):
        left, right = (_matching(entities[one], names, types) for one in (subject, object_))
        found = {(a, relation, b, negated) for a in left for b in right} & accepted
        hits |= found
        for label in (ALL, relation):
            counts[label][0] += 1
            counts[label][1] += bool(found)
    for triple, alike in required.items():
        for label in (ALL, triple[1]):
            counts[label][2] += 1
            counts[label][3] += bool(alike & hits)


def _readings(claim: Mapping[str, Any]) -> set[Triple]:
    subjects = (claim["subject"], *claim.get("accept_subject", ()))
    objects = (claim["object"], *claim.get("accept_object", ()))
    return {(s, claim["relation"], o, claim["negated"]) for s in subjects for o in objects}


def _names(entities: Iterable[Mapping[str, Any]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for entity in entities:
        for form in (entity["name"], *entity.get("aliases", ())):
            found[fold(form)].add(entity["name"])
    found.pop("", None)
    return found


def _matching(entity: Entity, names: Mapping[str, set[str]], types: Mapping[str, str]) -> set[str]:
    by_name = names.get(fold(entity.name), set())
    matched = by_name or {name for alias in entity.aliases for name in names.get(fold(alias), ())}
    return {name for name in matched if types[name] == entity.type}
