"""The spaCy component whowhom_qualifiers: refines each claim's negation, modality, speaker and date."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ingest import extensions
from ingest.qualifiers.attribution import Attribution
from ingest.qualifiers.dates import date_of
from ingest.qualifiers.lexicon import words
from ingest.qualifiers.modality import modality, urged
from ingest.qualifiers.negation import negation, stands_aside
from ingest.qualifiers.scope import trigger_head
from ingest.qualifiers.terms import term_of
from ingest.qualifiers.weighing import holds, load_bars
from ingest.records import UNNAMED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Token

    from ingest.qualifiers.weighing import QualifierScores
    from ingest.records import Claim, Modality

_BESIDE: Final = frozenset({"appos", "compound", "nmod", "amod", "poss"})
"""How a post hangs on the name of its holder or of its body."""


class Qualifiers:
    """Refines ``doc._.whowhom_claims``; every decision is noted in ``Claim.reasons``."""

    def __call__(self, doc: Doc) -> Doc:
        """Refine the claims of one Doc."""
        extensions.register()
        claims: tuple[Claim, ...] = doc._.whowhom_claims
        if claims:
            published = extensions.article_of(doc).published
            attribution = Attribution(doc)
            scores = doc._.whowhom_scores or {}
            doc._.whowhom_claims = tuple(
                qualify(doc, claim, attribution, published, scores.get(claim.id)) for claim in claims
            )
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        """Refine the claims of a stream of Docs, in order."""
        for doc in stream:
            yield self(doc)


def _root(doc: Doc, start: int, end: int) -> Token | None:
    span = doc.char_span(start, end, alignment_mode="expand")
    return span.root if span is not None else None


def qualify(
    doc: Doc,
    claim: Claim,
    attribution: Attribution,
    published: str | None,
    opinion: QualifierScores | None = None,
) -> Claim:
    """The claim with its qualifiers, and with what decided each: rules, and the model's opinion where it has one."""
    head = trigger_head(doc, claim)
    if head is None:
        return claim
    trigger = _trigger_tokens(doc, claim, head.i)
    refuted = negation(head, *trigger)
    mood, why_mood = modality(head)
    # A post in a title is the article's own knowledge, also in a clause that tells what someone said.
    titled = claim.relation == "AFFILIATED_WITH" and head.pos_ not in ("VERB", "AUX")
    if titled and head.dep_ in _BESIDE:
        # Nor is it planned or rumoured because the sentence around it tells of plans and rumours.
        mood, why_mood = "asserted", "a post beside a name"
    elif mood == "hypothetical" and claim.relation != "EXPELLED":
        who = _root(doc, claim.subject_start, claim.subject_end)
        if who is not None and urged(head, who):
            mood, why_mood = "asserted", "who urges others to it takes a stand already"
    speaker, why_speaker = attribution.of(head, quoted_only=titled)
    if speaker == UNNAMED and mood == "asserted":
        mood, why_mood = "reported", f"unnamed sources: {why_speaker}"
    refuted = None if _stays(head, claim) else _refuted(head, refuted, opinion)
    if not (titled and head.dep_ in _BESIDE):
        mood, why_mood = _mood(mood, why_mood, opinion)
    when = term_of(head, claim, published) if claim.relation == "AFFILIATED_WITH" else None
    when = when or date_of(head, published, future=mood == "hypothetical")
    reasons = [*claim.reasons]
    if refuted:
        reasons.append(("negated", refuted))
    if mood != "asserted":
        reasons.append(("modality", why_mood))
    if speaker is not None:
        reasons.append(("attributed_to", why_speaker))
    if when is not None:
        reasons.append(("date", repr(when.words)))
    relation, plover, cameo = claim.relation, claim.plover, claim.cameo
    if relation == "EXPELLED" and mood == "hypothetical":
        # A removal that is only wanted or threatened has removed nobody: it is opposition.
        relation, plover, cameo = "OPPOSED", "THREATEN", "13"
        reasons.append(("relation", "a removal that has not happened"))
    return replace(
        claim, id="", relation=relation, plover=plover, cameo=cameo,
        negated=refuted is not None, modality=mood, attributed_to=speaker,
        date=when.iso if when is not None else None, reasons=tuple(reasons),
    )  # fmt: skip


def _stays(head: Token, claim: Claim) -> bool:
    """Whether what is said or denied is that somebody leaves: either way there was a membership."""
    return claim.relation == "AFFILIATED_WITH" and head.lemma_ in words("depart")


def _refuted(head: Token, ruled: str | None, opinion: QualifierScores | None) -> str | None:
    if not holds("negated", opinion, load_bars(), ruled=ruled is not None):
        return None
    if ruled is None and stands_aside(head):
        return None
    return ruled or "the model reads it as denied"


def _mood(ruled: Modality, why: str, opinion: QualifierScores | None) -> tuple[Modality, str]:
    """The modality after the model was heard, what it plans before what it has from hearsay."""
    for mood in ("hypothetical", "reported"):
        if holds(mood, opinion, load_bars(), ruled=ruled == mood):
            return mood, why if ruled == mood else f"the model reads it as {mood}"
    return "asserted", why


def _trigger_tokens(doc: Doc, claim: Claim, head: int) -> tuple[int, int]:
    if claim.trigger_start is None or claim.trigger_end is None:
        return head, head
    span = doc.char_span(claim.trigger_start, claim.trigger_end, alignment_mode="expand")
    return (span.start, span.end - 1) if span is not None else (head, head)
