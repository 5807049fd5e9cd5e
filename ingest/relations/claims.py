"""From sentences to claims: patterns and model read each sentence once, their findings are joined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from ingest.extensions import text_of
from ingest.qualifiers.attribution import Attribution
from ingest.records import Claim
from ingest.relations.board import boards
from ingest.relations.combine import join, load_weights
from ingest.relations.evidence import window
from ingest.relations.model import FOLDER
from ingest.relations.offices import plausible
from ingest.relations.opinions import read_opinions
from ingest.relations.patterns import best, find, precision
from ingest.relations.reading import has_model, opinions_of
from ingest.relations.removals import is_removal, removes_another
from ingest.relations.triggers import Trigger, trigger_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from spacy.tokens import Doc

    from ingest.records import Mention
    from ingest.relations.board import Board
    from ingest.relations.combine import Joined
    from ingest.relations.found import Found
    from ingest.relations.reading import Opinion

SURE: Final = 0.6
"""The confidence from which a removal is believed of the model alone, without a word that tells of one."""
Read: TypeAlias = "tuple[Claim, Opinion | None]"
"""A claim, and the model's opinion where it found the claim or agrees."""
CODES: Final = {"SUPPORTED": ("SUPPORT", "05"), "OPPOSED": ("ACCUSE", "11"), "EXPELLED": ("SANCTION", "16")}
"""PLOVER type and CAMEO root of a relation that no word of the tables explains."""


def find_claims(doc: Doc, mentions: Iterable[Mention]) -> list[Claim]:
    """The claims that the patterns alone find in a parsed Doc, one for each sentence, pair and relation."""
    attribution = Attribution(doc)
    claims: list[Claim] = []
    for board in boards(doc, mentions, least=1):
        claims.extend(
            claim for claim, _ in _read(board, attribution, read_patterns(board), (), modelled=False)
        )
    return claims


def read_docs(docs: Sequence[Doc], model: Path | None = FOLDER) -> list[list[Read]]:
    """The claims of each Doc, by patterns and model; the model reads all sentences in one call."""
    modelled = model is not None and has_model(model)
    laid = [
        [(board, read_patterns(board)) for board in boards(doc, doc._.whowhom_mentions, least=1)]
        for doc in docs
    ]
    paired = [pair for one in laid for pair in one if len(pair[0].chains) > 1] if modelled else []
    asked = opinions_of([board for board, _ in paired], [found for _, found in paired], model or FOLDER)
    opinions = {id(board): likely for (board, _), likely in zip(paired, asked, strict=True)}
    result: list[list[Read]] = []
    for doc, one in zip(docs, laid, strict=True):
        attribution = Attribution(doc)
        claims: list[Read] = []
        for board, found in one:
            claims.extend(_read(board, attribution, found, opinions.get(id(board), ()), modelled=modelled))
        result.append(claims)
    return result


def read_patterns(board: Board) -> tuple[Found, ...]:
    """What the patterns find between two of a sentence."""
    return tuple(find(board)) if len(board.chains) > 1 else ()


def _read(
    board: Board,
    attribution: Attribution,
    found: Sequence[Found],
    opinions: Sequence[Opinion],
    *,
    modelled: bool,
) -> list[Read]:
    readings = [*found, *read_opinions(board, attribution)]
    rows = [(row, precision(row)) for row in best(readings)]
    likely = plausible(board, opinions, readings)
    joined = [(one, _trigger(board, one)) for one in join(rows, likely, load_weights(), modelled=modelled)]
    removed = [
        (trigger, _mentions(one)[1])
        for one, trigger in joined
        if one.key[1] == "EXPELLED" and one.found is not None and one.opinion is not None
    ]
    claims = []
    for one, trigger in joined:
        if trigger is None and modelled and one.confidence < load_weights().wordless:
            continue
        if one.found is None and one.key[1] == "EXPELLED" and one.confidence < SURE:
            doc, target = board.sentence.doc, _mentions(one)[1]
            if not is_removal(doc, trigger) or removes_another(doc, trigger, target, removed):
                continue
        claims.append((to_claim(board, one, trigger), one.opinion))
    return claims


def to_claim(board: Board, joined: Joined, trigger: Trigger | None) -> Claim:
    """The Claim with its evidence cut from the text; its qualifiers are left at their defaults."""
    doc = board.sentence.doc
    subject, target = _mentions(joined)
    source = joined.found if joined.found is not None else joined.opinion
    assert source is not None
    relation = source.relation
    words = doc[trigger.first : trigger.last + 1] if trigger is not None else None
    start, end = _evidence(board, subject, target, trigger)
    plover, cameo = CODES.get(relation, (None, None))
    if trigger is not None and trigger.plover is not None:
        plover, cameo = trigger.plover, trigger.cameo
    return Claim(
        document=subject.document, subject=subject.entity, relation=relation, object=target.entity,
        evidence=text_of(doc)[start:end], start=start, end=end,
        subject_start=subject.start, subject_end=subject.end,
        object_start=target.start, object_end=target.end,
        trigger_start=words.start_char if words is not None else None,
        trigger_end=words.end_char if words is not None else None,
        role=trigger.role if trigger is not None and relation == "AFFILIATED_WITH" else None,
        act=doc[trigger.head].lemma_.lower() if trigger is not None else None,
        plover=plover, cameo=cameo, confidence=round(joined.confidence, 4), extractor=joined.extractor,
        rule=_rule(joined, trigger), reasons=_reasons(joined, trigger),
    )  # fmt: skip


def _mentions(joined: Joined) -> tuple[Mention, Mention]:
    source = joined.found if joined.found is not None else joined.opinion
    assert source is not None
    return source.subject, source.object


def _trigger(board: Board, joined: Joined) -> Trigger | None:
    found: Found | None = joined.found
    if found is not None:
        return Trigger(
            head=found.head, first=found.first, last=found.last, rule=f"{found.rule}/{found.family}",
            wording=found.wording, plover=found.plover, cameo=found.cameo, role=found.role,
        )  # fmt: skip
    opinion = joined.opinion
    return (
        trigger_of(board, opinion.subject, opinion.object, opinion.relation) if opinion is not None else None
    )


def _evidence(board: Board, subject: Mention, target: Mention, trigger: Trigger | None) -> tuple[int, int]:
    """The trigger and what the sentence mentions lie inside; a speaker may be named in another sentence."""
    sentence = board.sentence
    here = [m for m in (subject, target) if sentence.start_char <= m.start < sentence.end_char]
    starts, ends = [m.start for m in here], [m.end for m in here]
    if trigger is not None:
        words = sentence.doc[trigger.first : trigger.last + 1]
        starts.append(words.start_char)
        ends.append(words.end_char)
    return window(sentence, min(starts), max(ends))


def _rule(joined: Joined, trigger: Trigger | None) -> str:
    if joined.found is None:
        return "model" if trigger is None else f"model: {trigger.wording}"
    return f"{trigger.rule}: {trigger.wording}" if trigger is not None else ""


def _reasons(joined: Joined, trigger: Trigger | None) -> tuple[tuple[str, str], ...]:
    said = [("relation", f"{trigger.wording!r} ({trigger.rule})")] if trigger is not None else []
    if joined.opinion is not None:
        said.append(("relation", f"the model gives it {joined.opinion.scored.probability:.2f}"))
    return tuple(said)
