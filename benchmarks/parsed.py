"""Parsed Docs with what the tagger proposes, kept on disk, so that a measuring loop takes seconds.

A text is read anew when it, the mention model or the code that runs the model changes; the rules that make
mentions of the tagger's spans run every time.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ingest import extensions
from ingest.mentions import tagged
from ingest.mentions.component import correct
from ingest.mentions.gate import Gate
from ingest.mentions.spans import Span
from ingest.pipeline import load_pipeline
from ingest.records import Article, content_id

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "whowhom-parsed"
CODE = (
    "ingest/mentions/model",
    "ingest/mentions/model.py",
    "ingest/mentions/tagged.py",
    "ingest/mentions/gate.py",
    "ingest/encoder.py",
    "ingest/paragraphs.py",
)


def _gate_at(path: Path) -> Gate | None:
    if not path.is_file():
        return None
    left, right = np.load(path)
    return Gate(left=left, right=right)


@cache
def pipeline() -> Language:
    """Stock tagger and parser; loaded only when a text is not on disk yet."""
    return load_pipeline(())


@cache
def version() -> str:
    """A hash of everything that decides what is kept."""
    digest = hashlib.sha256()
    for place in CODE:
        path = ROOT / place
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def parsed(texts: Iterable[tuple[str, str]], *, folder: Path = FOLDER) -> Iterator[Doc]:
    """A Doc for each (name, text), in order, with its article and the mentions before coreference."""
    from spacy.tokens import Doc

    folder.mkdir(parents=True, exist_ok=True)
    vocab = _vocab()
    for name, text in texts:
        kept = folder / content_id(version(), text)
        article = Article(id=content_id(text), path=name, text=text)
        if kept.with_suffix(".json").is_file():
            doc = Doc(vocab).from_bytes(kept.with_suffix(".doc").read_bytes())
            rows: list[dict[str, Any]] = json.loads(kept.with_suffix(".json").read_text(encoding="utf-8"))
            spans = [Span(**row) for row in rows]
            gate = _gate_at(kept.with_suffix(".npy"))
        else:
            doc = pipeline()(text)
            spans = tagged.propose(doc)
            gate = doc._.whowhom_gate
            if gate is not None:
                np.save(kept.with_suffix(".npy"), np.stack([gate.left, gate.right]))
            kept.with_suffix(".doc").write_bytes(doc.to_bytes(exclude=["user_data", "tensor"]))
            written = json.dumps([asdict(span) for span in spans])
            kept.with_suffix(".json").write_text(written, encoding="utf-8")
        doc.user_data = {}
        extensions.register()
        doc._.whowhom_article = article
        doc._.whowhom_gate = gate
        doc._.whowhom_mentions = correct(doc, spans)
        yield doc


@cache
def _vocab() -> Any:
    """The vocabulary of the stock model, whose lookups the rules use; its pipes are not loaded."""
    import spacy

    from ingest.pipeline import BASE_MODEL

    every = ["tok2vec", "tagger", "parser", "ner", "attribute_ruler", "lemmatizer", "senter"]
    return spacy.load(BASE_MODEL, exclude=every).vocab
