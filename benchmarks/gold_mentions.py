"""Gold texts as parsed Docs with mentions made from the gold's own entities, to measure relations alone.

Names and descriptions come from the entities' aliases; pronouns only from the claims that they take part in,
so figures with these mentions flatter: they serve to compare patterns, not to boast.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest import extensions
from ingest.records import Article, Chain, Mention, MentionKind, content_id
from training.annotations import FOLDER as ANNOTATIONS
from training.gold import CACHE, own_gold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

PRONOUNS = frozenset(
    [
        "i",
        "me",
        "my",
        "mine",
        "myself",
        "we",
        "us",
        "our",
        "ours",
        "you",
        "your",
        "he",
        "him",
        "his",
        "himself",
        "she",
        "her",
        "hers",
        "herself",
        "it",
        "its",
        "itself",
        "they",
        "them",
        "their",
        "theirs",
        "themselves",
        "who",
        "whom",
        "whose",
        "which",
    ]
)


def read_gold(folder: Path) -> Iterator[tuple[dict[str, Any], Path]]:
    """Each annotation of a folder with the path of its text, in the order of the names."""
    texts = folder / "texts" if (folder / "texts").is_dir() else folder.parent / "texts"
    for path in sorted(folder.glob("*.json")):
        yield json.loads(path.read_text(encoding="utf-8")), texts / f"{path.stem}.txt"


def own_folder(shared: Path) -> Path:
    """The annotations of ``training/annotations`` as such a folder, kept in the cache of training."""
    digest = hashlib.sha256(b"".join(p.read_bytes() for p in sorted(ANNOTATIONS.glob("*.txt"))))
    folder = CACHE / f"own-{digest.hexdigest()[:16]}"
    if not folder.is_dir():
        CACHE.mkdir(parents=True, exist_ok=True)
        half = Path(tempfile.mkdtemp(dir=CACHE))  # whole or not at all: others may read at the same time
        (half / "texts").mkdir()
        for gold, text, _ in own_gold(shared, CACHE):
            (half / f"{gold['doc']}.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
            (half / "texts" / f"{gold['doc']}.txt").write_text(text, encoding="utf-8")
        with contextlib.suppress(OSError):
            half.rename(folder)
    return folder


def sample(name: str, share: float) -> bool:
    """Whether a text belongs to a fixed sample: its name alone decides."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 1000 < share * 1000


def mentions_of(gold: dict[str, Any], text: str, document: str) -> tuple[Mention, ...]:
    """Every place of an alias, the longest first, and the places that claims name."""
    types = {e["name"]: e["type"] for e in gold["entities"]}
    spans: dict[tuple[int, int], tuple[str, MentionKind]] = {}
    taken = {"name": [False] * len(text), "description": [False] * len(text)}
    aliases = {(a, e["name"]) for e in gold["entities"] for a in (e["name"], *e.get("aliases", ()))}
    for alias, name in sorted(aliases, key=lambda row: (-len(row[0]), row)):
        alias = re.sub(r"['’]s?$", "", alias)  # noqa: PLW2901 -- the bare form from here on
        if len(alias) < 2 or alias.casefold() in PRONOUNS:
            continue
        kind: MentionKind = "name" if alias.split()[-1][:1].isupper() else "description"
        for found in re.finditer(rf"(?<!\w){re.escape(alias)}(?!\w)", text):
            # A name may stand inside a description ("the Orlandian leader"), not inside a name.
            if not any(taken[kind][found.start() : found.end()]):
                spans[found.span()] = (name, kind)
                taken[kind][found.start() : found.end()] = [True] * len(alias)
    for claim in gold["claims"]:
        at = text.find(claim["evidence"])
        for side in ("subject", "object"):
            surface = re.sub(r"['’]s?$", "", claim.get(f"{side}_mention") or "")
            shift = re.search(rf"(?<!\w){re.escape(surface)}(?!\w)", claim["evidence"]) if surface else None
            if at >= 0 and shift and claim[side] in types:
                span = (at + shift.start(), at + shift.end())
                if not any(a < span[1] and span[0] < b for a, b in spans):
                    spans[span] = (
                        claim[side],
                        "pronoun" if surface.casefold() in PRONOUNS else "description",
                    )
    return tuple(
        Mention(document=document, start=a, end=b, text=text[a:b], kind=kind, type=types[name], entity=name)
        for (a, b), (name, kind) in sorted(spans.items())
    )


def gold_docs(folder: Path, nlp: Language, share: float = 1.0) -> Iterator[tuple[dict[str, Any], Doc]]:
    """Parsed Docs of a gold folder with gold mentions and one chain for each entity (its name is its id)."""
    extensions.register()
    rows = [(gold, path) for gold, path in read_gold(folder) if sample(path.stem, share)]
    texts = [path.read_text(encoding="utf-8") for _, path in rows]
    for (gold, path), doc in zip(rows, nlp.pipe(texts, batch_size=16), strict=True):
        document = content_id(doc.text)
        doc._.whowhom_article = Article(id=document, path=str(path), text=doc.text)
        doc._.whowhom_mentions = mentions_of(gold, doc.text, document)
        doc._.whowhom_chains = tuple(
            Chain(
                id=e["name"],
                document=document,
                name=e["name"],
                type=e["type"],
                aliases=tuple(e.get("aliases", ())),
            )
            for e in gold["entities"]
        )
        yield gold, doc
