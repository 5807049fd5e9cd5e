"""Reads an article once, left to right, and gives descriptions and pronouns to whom they mean."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from ingest.coreference.antecedents import Choice, Place, choose
from ingest.coreference.descriptions import Description, described
from ingest.coreference.descriptions import choose as choose_description
from ingest.coreference.narrators import Narrators
from ingest.coreference.pronouns import FIRST_PERSON, PRONOUNS, SECOND_PERSON
from ingest.coreference.quotes import Quotes
from ingest.coreference.slots import Slot, role_of, unnamed
from ingest.extensions import article_of, text_of
from ingest.records import Mention, MentionKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from ingest.coreference.cluster import Cluster

_SURE: Final = 0.8
"""How likely a link must be to tell the gender of its entity."""


class Reader:
    """Holds what has been read so far: ``history`` of slots, newest last."""

    def __init__(self, doc: Doc, clusters: list[Cluster], descriptions: list[Mention]) -> None:
        """Lay out where the names and proposed descriptions stand."""
        self.doc = doc
        self.document = article_of(doc).id
        self.clusters = clusters
        self.history: list[Slot] = []
        self.paragraph = 0
        self.counts: Counter[int] = Counter()
        self.quotes = Quotes(doc)
        self.narrators = Narrators(text_of(doc), clusters)
        self.slot_at: dict[int, Slot] = {}
        self.latest: dict[int, Slot] = {}
        self.names: dict[int, tuple[Cluster, Mention]] = {}
        self.inside: set[int] = set()
        for cluster in clusters:
            for mention in cluster.mentions:
                self._place(mention, cluster)
        self.proposed = {}
        for mention in descriptions:
            span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if span is not None:
                self.proposed[span.root.i] = mention

    def _place(self, mention: Mention, cluster: Cluster) -> None:
        span = self.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is not None:
            self.names.setdefault(span.root.i, (cluster, mention))
            self.inside.update(range(span.start, span.end))

    def read(self) -> None:
        """Link what can be linked; the clusters receive the mentions."""
        first_person = []
        for number, sentence in enumerate(self.doc.sents):
            for token in sentence:
                if token.is_space and "\n" in token.text:
                    self.paragraph += 1
                if token.i in self.names:
                    self._see_name(token, number)
                elif token.i in self.inside:
                    continue
                elif token.lower_ in PRONOUNS and token.pos_ == "PRON":
                    self._see_pronoun(token, number)
                elif token.lower_ in FIRST_PERSON or token.lower_ in SECOND_PERSON:
                    first_person.append(token)
                elif token.pos_ == "NOUN" and token.dep_ != "compound":
                    self._see_noun(token, number)
        for token in first_person:
            self._see_first_person(token)

    def _see_name(self, token: Token, number: int) -> None:
        cluster, mention = self.names[token.i]
        self._remember(
            Slot(
                token=token.i, head=token.head.i, sentence=number, role=role_of(token), kind="name",
                animate=cluster.type == "Person", plural=_is_plural(cluster, mention), gender=cluster.gender,
                cluster=cluster,
            )
        )  # fmt: skip

    def _see_noun(self, token: Token, number: int) -> None:
        description = described(token, self.proposed.get(token.i))
        choice = None if description is None else self.choose_description(description, number)
        if description is None or choice is None or choice.slot.cluster is None:
            if slot := unnamed(token, number):
                self._remember(slot)
            return
        cluster = choice.slot.cluster
        self._link(cluster, description.start, description.end, "description", choice.reason, choice.score)
        self._remember(
            Slot(
                token=token.i, head=token.head.i, sentence=number, role=role_of(token), kind="description",
                animate=cluster.type == "Person", plural=False, gender=cluster.gender, cluster=cluster,
            )
        )  # fmt: skip

    def choose_description(self, description: Description, number: int) -> Choice | None:
        """Whom a description means."""
        return choose_description(
            description, self.place(description.token, number), self.latest, self.counts
        )

    def _see_pronoun(self, token: Token, number: int) -> None:
        choice = choose(token, self.place(token, number), self.history, self.counts)
        if choice is None or choice.slot.cluster is None:
            return
        cluster = choice.slot.cluster
        self._link(cluster, token.idx, token.idx + len(token), "pronoun", choice.reason, choice.score)
        # A guess must not decide the gender by which the next guesses are made.
        if (gender := PRONOUNS[token.lower_].gender) and choice.score >= _SURE:
            cluster.genders[gender] += 1
        self._remember(
            Slot(
                token=token.i, head=token.head.i, sentence=number, role=role_of(token), kind="pronoun",
                animate=choice.slot.animate, plural=choice.slot.plural, gender=cluster.gender, cluster=cluster,
            )
        )  # fmt: skip

    def _see_first_person(self, token: Token) -> None:
        first = token.lower_ in FIRST_PERSON
        if self.quotes.around(token.i) is None:
            voice = self.narrators.voice(token.idx)
            cluster = voice.speaker if first else voice.hearer
            where = "words to" if not first else "words of"
        else:
            speaker = self.quotes.speaker(token.i) if first else None
            cluster, where = self._cluster_at(speaker) if speaker is not None else None, "words of"
        if cluster is not None and cluster.type == "Person":
            person = "first" if first else "second"
            reason = f"{person} person in {where} {cluster.name()}"
            self._link(cluster, token.idx, token.idx + len(token), "pronoun", reason)

    def place(self, token: Token, number: int) -> Place:
        """What surrounds a pronoun."""
        quote = self.quotes.around(token.i)
        speaker = self.quotes.speaker(token.i) if quote is not None else None
        return Place(
            sentence=number, quote=quote, paragraph=self.paragraph,
            speaker=self._cluster_at(speaker) if speaker is not None else None,
        )  # fmt: skip

    def _cluster_at(self, index: int) -> Cluster | None:
        if index in self.names:
            return self.names[index][0]
        slot = self.slot_at.get(index)
        return slot.cluster if slot is not None else None

    def _remember(self, slot: Slot) -> None:
        slot.quote = self.quotes.around(slot.token)
        slot.paragraph = self.paragraph
        slot.first = not self.history or self.history[-1].sentence != slot.sentence
        self.history.append(slot)
        self.slot_at[slot.token] = slot
        if slot.cluster is not None:
            self.counts[id(slot.cluster)] += 1
            self.latest[id(slot.cluster)] = slot

    def _link(
        self, cluster: Cluster, start: int, end: int, kind: MentionKind, reason: str, score: float = 0.8
    ) -> None:
        cluster.add(
            Mention(
                document=self.document, start=start, end=end, text=text_of(self.doc)[start:end],
                kind=kind, type=cluster.type, score=round(score, 3),
            ),
            reason,
        )  # fmt: skip


def _is_plural(cluster: Cluster, mention: Mention) -> bool:
    return cluster.type == "Organization" and mention.text.endswith("s") and not mention.text.endswith("ss")
