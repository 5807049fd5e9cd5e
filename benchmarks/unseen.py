"""The annotated texts that taught the models nothing, read by our own steps, with the annotators' names."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.gold_mentions import own_folder, read_gold, sample
from ingest.pipeline import load_pipeline
from ingest.records import Article, content_id
from training.gold import held_out

SHARED = Path(__file__).resolve().parents[2] / "shared"


@cache
def scorer() -> ModuleType:
    """The shared scoring script as a module, for its way of matching names."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval" / "score.py")
    if spec is None or spec.loader is None:
        sys.exit(f"{SHARED / 'eval' / 'score.py'} cannot be read")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def unseen(share: float = 1.0) -> list[tuple[dict[str, Any], str, str]]:
    """Annotation, name and text of what taught the models nothing."""
    rows = [*read_gold(SHARED / "gold/train"), *read_gold(own_folder(SHARED))]
    rows = [row for row in rows if held_out(row[1].stem)] + [*read_gold(SHARED / "challenge/gold")]
    return [(g, p.stem, p.read_text(encoding="utf-8")) for g, p in rows if sample(p.stem, share)]


def read_docs(
    steps: tuple[str, ...], share: float = 1.0
) -> Iterator[tuple[dict[str, Any], str, Any, dict[str, Any]]]:
    """Annotation, name and Doc of each unseen text after ``steps``, and the annotators' names by chain."""
    nlp, names_of = load_pipeline(steps), scorer().Names
    for gold, name, text in unseen(share):
        doc = nlp.make_doc(text)
        doc._.whowhom_article = Article(id=content_id(name, text), path=name, text=text)
        doc, names = nlp(doc), names_of(gold["entities"])
        yield (
            gold,
            name,
            doc,
            {
                chain.id: names.match_typed(
                    {"name": chain.name, "type": chain.type, "aliases": chain.aliases}
                )
                for chain in doc._.whowhom_chains
            },
        )
