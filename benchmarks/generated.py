"""An invented corpus of any size, the same for the same seed: hubs, outlets that disagree, ten years."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Final

from graph.records import Corpus, Entity
from ingest.records import UNNAMED, Article, Claim, EntityType, Modality, Relation, content_id

_SYLLABLES: Final = (
    "bel", "dar", "vos", "mir", "tal", "kor", "len", "sha", "ru", "no", "qui", "ves", "or", "ham", "fi",
    "zel", "gra", "pon", "li", "ar", "the", "wen", "sul", "bra", "ne", "to", "mas", "eda", "vir", "ko",
)  # fmt: skip
_BODIES: Final = (
    "Council",
    "Party",
    "Union",
    "Bank",
    "Commission",
    "Front",
    "League",
    "Institute",
    "Company",
)
_OUTLETS: Final = (
    "Morning Ledger", "The Beacon", "Harbour Post", "Evening Courier", "Capital Wire", "The Examiner",
    "Northern Review", "La Tribuna", "The Observer of Vell", "Free Press Agency", "Gazette", "The Dealer",
)  # fmt: skip
_VERBS: Final[dict[Relation, tuple[str, ...]]] = {
    "SUPPORTED": ("praised", "backed", "defended", "endorsed", "congratulated"),
    "OPPOSED": ("condemned", "accused", "criticized", "rejected", "denounced", "sued"),
    "EXPELLED": ("expelled", "dismissed", "ousted", "deported"),
    "AFFILIATED_WITH": ("works for", "chairs", "represents", "is a member of"),
}
_TAILS: Final = (
    "on Thursday after a closed session that lasted until dawn.",
    "in a statement that left little room for doubt.",
    "before reporters in the courtyard of the old customs house.",
    "over the contract for the northern railway, two officials present at the meeting recalled.",
    "again.",
    "although allies had urged restraint and the vote was still three weeks away.",
)
_COUNTRIES: Final = (
    "FR", "DE", "BR", "KE", "JP", "CA", "NO", "PE", "IN", "ZA", "MX", "PL", "ID", "EG", "CL", "NZ", "SN",
    "IT", "ES", "PT", "GR", "TR", "MA", "GH", "NG", "AR", "CO", "UY", "TH", "VN",
)  # fmt: skip


def generated_corpus(*, entities: int, claims: int, articles: int = 0, seed: int = 11) -> Corpus:
    """A corpus with so many entities and claims; degrees fall off as they do in the news.

    Without a number of articles, each makes nine claims.
    """
    chance = random.Random(seed)
    cast = _cast(entities, chance)
    pieces = _articles(articles or max(4, claims // 9), chance)
    told = [_claim(cast, pieces, chance) for _ in range(claims)]
    return Corpus(
        articles=tuple(sorted(pieces, key=lambda article: article.id)),
        entities=tuple(sorted(cast, key=lambda entity: entity.id)),
        claims=tuple(
            sorted({claim.id: claim for claim in told}.values(), key=lambda c: (c.document, c.start, c.id))
        ),
    )


def _word(chance: random.Random, length: int) -> str:
    return "".join(chance.choices(_SYLLABLES, k=length)).capitalize()


def _cast(count: int, chance: random.Random) -> list[Entity]:
    cast: list[Entity] = []
    for number in range(count):
        kind: EntityType = chance.choices(("Person", "Organization", "Country"), (60, 34, 6))[0]
        iso2 = None
        if kind == "Person":
            family = _word(chance, 2)
            name, aliases = f"{_word(chance, 2)} {family}", (family,)
        elif kind == "Organization":
            name = f"{_word(chance, 2)} {chance.choice(_BODIES)}"
            aliases = ("".join(word[0] for word in name.split()),)
        else:
            name, aliases, iso2 = _word(chance, 3), (), _COUNTRIES[number % len(_COUNTRIES)]
        identity = content_id("entity", kind, name, number)
        cast.append(
            Entity(
                id=identity, name=name, type=kind, aliases=aliases, iso2=iso2, mentions=chance.randint(1, 90)
            )
        )
    return cast


def _articles(count: int, chance: random.Random) -> list[Article]:
    articles = []
    for number in range(count):
        day = f"{chance.randint(2016, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        title = f"{_word(chance, 2)} and the {_word(chance, 2)} question"
        articles.append(
            Article(
                id=content_id("article", number), path=f"articles/{number:05}.txt", text="", title=title,
                outlet=chance.choices(_OUTLETS, range(len(_OUTLETS) + 3, 3, -1))[0],
                author=f"{_word(chance, 2)} {_word(chance, 2)}", published=day,
                url=f"https://news.example/{number}",
            )
        )  # fmt: skip
    return articles


def _claim(cast: list[Entity], articles: list[Article], chance: random.Random) -> Claim:
    subject, object_ = _two(cast, chance)
    stance = random.Random(f"{subject.id}{object_.id}") if chance.random() < 0.93 else chance
    relation: Relation = stance.choices(tuple(_VERBS), (30, 40, 8, 22))[0]
    negated = chance.random() < 0.03
    modality: Modality = chance.choices(("asserted", "reported", "hypothetical"), (78, 12, 10))[0]
    trigger = chance.choice(_VERBS[relation])
    parts = [subject.name, " did not say it " if negated else " ", trigger, " ", object_.name, " "]
    evidence = "".join(parts) + chance.choice(_TAILS)
    start = chance.randint(0, 6000)
    ends = [0]
    for part in parts:
        ends.append(ends[-1] + len(part))
    spans = [(start + left, start + right) for left, right in pairwise(ends)]
    speaker = chance.choices((None, UNNAMED, cast[int(len(cast) * chance.random() ** 4)].id), (70, 8, 22))[0]
    article = chance.choice(articles)
    return Claim(
        document=article.id, subject=subject.id, relation=relation, object=object_.id,
        evidence=evidence, start=start, end=start + len(evidence),
        subject_start=spans[0][0], subject_end=spans[0][1], object_start=spans[4][0], object_end=spans[4][1],
        trigger_start=spans[2][0], trigger_end=spans[2][1], act=trigger.split()[0], negated=negated,
        modality=modality, attributed_to=speaker, confidence=round(chance.betavariate(7, 2), 2),
        date=article.published if chance.random() < 0.4 else None, extractor="generated",
    )  # fmt: skip


def _two(cast: list[Entity], chance: random.Random) -> tuple[Entity, Entity]:
    """A few are in the news every day, most once; and those near each other in the list meet most often."""
    subject = int(len(cast) * chance.random() ** 2.6)
    object_ = int(len(cast) * chance.random() ** 2.6)
    if chance.random() < 0.55:
        object_ = (subject + chance.randint(1, 9)) % len(cast)
    if object_ == subject:
        object_ = (subject + 1) % len(cast)
    return cast[subject], cast[object_]
