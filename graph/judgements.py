"""The user's decisions on who is whom: made here, kept in judgements.jsonl, replayed on every build."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from graph.names import fold
from graph.records import Corpus, Decision, Entity, GraphError, Judgement
from graph.resolve.decide import standing
from ingest.records import ENTITY_TYPES, Mention, content_id

__all__ = [
    "JudgementError", "anchors_of", "keep_apart", "make_judgement", "merge", "reject", "rename", "retype",
    "split", "standing", "undo",
]  # fmt: skip

# So many places keep a reference alive when some of their articles go.
_ANCHORS: Final = 5


class JudgementError(GraphError):
    """A decision refers to what is not there, or changes nothing."""


def merge(corpus: Corpus, target: str, other: str, *, note: str = "", made: str = "") -> Judgement:
    """Decide that two entities (ids) are one. ``made`` is the time in ISO 8601, for the reader.

    Raises JudgementError where one is not there, or both are the same already.
    """
    if _entity(corpus, target).id == _entity(corpus, other).id:
        raise JudgementError(f"{target}: is that entity already; name two different ones.")
    return _pair(corpus, "same", target, other, note, made)


def keep_apart(corpus: Corpus, target: str, other: str, *, note: str = "", made: str = "") -> Judgement:
    """Decide that two entities (ids) are not one, whatever later articles suggest. Raises JudgementError."""
    if _entity(corpus, target).id == _entity(corpus, other).id:
        raise JudgementError(f"{target}: is one entity; split it instead.")
    return _pair(corpus, "different", target, other, note, made)


def split(corpus: Corpus, target: str, part: str, *, note: str = "", made: str = "") -> Judgement:
    """Decide that an alias of an entity, or what an article (id) says of it, is another's.

    Raises JudgementError where the entity has no such alias or article, or nothing else would be left.
    """
    entity = _entity(corpus, target)
    mine = [m for m in corpus.mentions if m.entity == target]
    is_part = _splitter(corpus, part)
    taken = [m for m in mine if is_part(m)]
    kept = [m for m in mine if not is_part(m) and m.kind != "pronoun"]
    if not taken:
        raise JudgementError(f"{entity.name}: has no alias and no article '{part}'; see whowhom show.")
    if not kept:
        raise JudgementError(f"{entity.name}: nothing would be left without '{part}'.")
    return make_judgement("split", target, value=part, note=note, made=made, anchors=_anchors(kept))


def rename(corpus: Corpus, target: str, name: str, *, note: str = "", made: str = "") -> Judgement:
    """Decide what an entity is called; its other names stay aliases, and its id stays.

    Raises JudgementError where it is not there, or the name is empty.
    """
    _entity(corpus, target)
    if not fold(name):
        raise JudgementError("A name needs a letter or a digit.")
    return _one(corpus, "rename", target, " ".join(name.split()), note, made)


def retype(corpus: Corpus, target: str, type_: str, *, note: str = "", made: str = "") -> Judgement:
    """Decide whether an entity is a Person, an Organization or a Country. Raises JudgementError."""
    entity = _entity(corpus, target)
    if type_ not in ENTITY_TYPES:
        raise JudgementError(f"'{type_}' is no type of entity; choose one of {', '.join(ENTITY_TYPES)}.")
    if type_ == entity.type:
        raise JudgementError(f"{entity.name}: is a {type_} already.")
    return _one(corpus, "retype", target, type_, note, made)


def reject(corpus: Corpus, target: str, *, note: str = "", made: str = "") -> Judgement:
    """Decide that a claim (id) is wrong, or that an entity (id) is none and goes with its claims.

    Raises JudgementError where there is neither.
    """
    if any(claim.id == target for claim in corpus.claims):
        return make_judgement("reject", target, note=note, made=made)
    _entity(corpus, target)
    return _one(corpus, "reject", target, None, note, made)


def undo(judgements: Sequence[Judgement], target: str, *, note: str = "", made: str = "") -> Judgement:
    """Take back a judgement (id) that holds. Raises JudgementError where none of that id does."""
    if all(judgement.id != target for judgement in standing(judgements)):
        raise JudgementError(f"{target}: no judgement that holds has this id; see judgements.jsonl.")
    return make_judgement("undo", target, note=note, made=made)


def anchors_of(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """Places that keep a reference to whom the mentions mean, best first: names before descriptions."""
    return _anchors([m for m in mentions if m.kind != "pronoun"])


def _pair(corpus: Corpus, decision: Decision, target: str, other: str, note: str, made: str) -> Judgement:
    both: dict[str, list[Mention]] = {target: [], other: []}
    for mention in corpus.mentions:
        if mention.entity in both:
            both[mention.entity].append(mention)
    return make_judgement(
        decision, target, other=other, note=note, made=made,
        anchors=anchors_of(both[target]), other_anchors=anchors_of(both[other]),
    )  # fmt: skip


def _one(
    corpus: Corpus, decision: Decision, target: str, value: str | None, note: str, made: str
) -> Judgement:
    anchors = anchors_of(m for m in corpus.mentions if m.entity == target)
    return make_judgement(decision, target, value=value, note=note, made=made, anchors=anchors)


def make_judgement(
    decision: Decision,
    target: str,
    *,
    other: str | None = None,
    value: str | None = None,
    note: str = "",
    made: str = "",
    anchors: tuple[str, ...] = (),
    other_anchors: tuple[str, ...] = (),
) -> Judgement:
    """A judgement with its id, a hash of all that it says. The functions above check what it refers to."""
    return Judgement(
        id=content_id(decision, target, other, value, made, *anchors, "|", *other_anchors),
        decision=decision, target=target, other=other, value=value, note=note, made=made,
        anchors=anchors, other_anchors=other_anchors,
    )  # fmt: skip


def _entity(corpus: Corpus, wanted: str) -> Entity:
    for entity in corpus.entities:
        if entity.id == wanted:
            return entity
    raise JudgementError(f"{wanted}: there is no entity with this id; see whowhom show.")


def _anchors(mentions: Sequence[Mention]) -> tuple[str, ...]:
    """One place in each article, of the longest name there; the articles with the longest names first."""
    best: dict[str, Mention] = {}
    for mention in sorted(mentions, key=lambda m: (m.kind != "name", -len(m.text), m.start)):
        best.setdefault(mention.document, mention)
    chosen = sorted(best.values(), key=lambda m: (m.kind != "name", -len(m.text), m.document))[:_ANCHORS]
    return tuple(f"{m.document}:{m.start}-{m.end}" for m in chosen)


def _splitter(corpus: Corpus, part: str) -> Callable[[Mention], bool]:
    if any(article.id == part for article in corpus.articles):
        return lambda mention: mention.document == part
    folded = fold(part)
    return lambda mention: mention.kind != "pronoun" and fold(mention.text) == folded
