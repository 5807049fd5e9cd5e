"""Claims quality in one command: builds exports of the annotated texts and scores them with score.py.

usage: python -m benchmarks.quality [--sets dev,fold,challenge,own,train,passages,articles] [--misses N]
                                    [--gold-mentions] [--min-confidence X] [--keep DIR]

"dev", "fold" (a tenth of gold/train), "own" (a tenth of what is annotated here) and "challenge" taught the
models nothing; the others did.

Texts and annotations come from ../shared, which is no part of the project: without it nothing is measured.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.gold_mentions import gold_docs, own_folder, read_gold, sample
from ingest.pipeline import extract, load_pipeline, read_doc
from ingest.records import Article, Extraction, content_id
from training.gold import held_out

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SETS = {
    "dev": ("gold/dev", 1.0),
    "fold": ("gold/train", 1.0),
    "challenge": ("challenge/gold", 1.0),
    "own": ("", 1.0),
    "train": ("gold/train", 0.15),
    "passages": ("gold/passages", 0.5),
    "articles": ("gold/articles", 0.3),
}


def chosen(name: str, stem: str) -> bool:
    """Whether a text belongs to a set; a share below one takes a fixed sample by name."""
    return held_out(stem) if name in ("fold", "own") else sample(stem, SETS[name][1])


def folder_of(name: str) -> Path:
    """Where the annotations of a set lie."""
    return own_folder(SHARED) if name == "own" else SHARED / SETS[name][0]


def articles(name: str) -> Iterator[Article]:
    """The annotated texts of a set as Articles."""
    for _, path in read_gold(folder_of(name)):
        if chosen(name, path.stem):
            text = path.read_text(encoding="utf-8")
            yield Article(id=content_id(path.stem, text), path=str(path), text=text)


def gold_extractions(name: str) -> Iterator[Extraction]:
    """The same with gold mentions in place of our own: what relations and qualifiers can do alone."""
    nlp = load_pipeline(())
    steps = load_pipeline(("whowhom_relations", "whowhom_qualifiers"))
    ours = [steps.get_pipe(step) for step in ("whowhom_relations", "whowhom_qualifiers")]
    for _, doc in gold_docs(folder_of(name), nlp, SETS[name][1]):
        for step in ours:
            step(doc)
        yield read_doc(doc)


def write_export(extractions: Iterable[Extraction], folder: Path, least: float) -> int:
    """Write documents, entities (each document's own chains) and claims; the number of words read."""
    words = 0
    with (
        (folder / "documents.jsonl").open("w", encoding="utf-8") as documents,
        (folder / "entities.jsonl").open("w", encoding="utf-8") as entities,
        (folder / "claims.jsonl").open("w", encoding="utf-8") as claims,
    ):
        for extraction in extractions:
            article = extraction.article
            words += len(article.text.split())
            print(json.dumps({"id": article.id, "path": article.path}), file=documents)
            for chain in extraction.chains:
                row = {
                    "id": f"{article.id}/{chain.id}",
                    "name": chain.name,
                    "type": chain.type,
                    "aliases": chain.aliases,
                }
                print(json.dumps(row), file=entities)
            for claim in extraction.claims:
                if claim.confidence < least:
                    continue
                row = asdict(claim) | {"document": article.id}
                for field in ("subject", "object", "attributed_to"):
                    if row[field] not in (None, "unnamed"):
                        row[field] = f"{article.id}/{row[field]}"
                print(json.dumps(row), file=claims)
    return words


def measure(name: str) -> dict[str, Any]:
    """A set's figures as score.py gives them."""
    with tempfile.TemporaryDirectory() as export:
        write_export(extract(articles(name), load_pipeline()), Path(export), 0.0)
        figures: dict[str, Any] = json.loads(score(name, Path(export), 0, "--json"))
    return figures


def score(name: str, export: Path, misses: int, *options: str) -> str:
    """What score.py prints, over the sampled documents alone."""
    with tempfile.TemporaryDirectory() as folder:
        for path in folder_of(name).glob("*.json"):
            if chosen(name, path.stem):
                (Path(folder) / path.name).symlink_to(path)
        command = [sys.executable, str(SHARED / "eval" / "score.py"), folder, str(export)]
        done = subprocess.run(
            [*command, *options, *(["--misses", str(misses)] if misses else [])],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    return done.stdout


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sets", default="dev,fold,challenge")
    parser.add_argument(
        "--misses", type=int, default=0, metavar="N", help="print N missed and N wrong per document"
    )
    parser.add_argument("--gold-mentions", action="store_true", help="entities and mentions from the gold")
    parser.add_argument("--min-confidence", type=float, default=0.0)
    parser.add_argument("--keep", type=Path, help="leave the exports in this folder")
    args = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit(f"{SHARED} is not there: the annotated texts are no part of the project")
    nlp = None if args.gold_mentions else load_pipeline()
    with tempfile.TemporaryDirectory() as temporary:
        root = args.keep or Path(temporary)
        for name in args.sets.split(","):
            export = root / name
            export.mkdir(parents=True, exist_ok=True)
            start = time.perf_counter()
            if nlp is None:
                found: Iterable[Extraction] = gold_extractions(name)
            else:
                found = extract(articles(name), nlp)
            words = write_export(found, export, args.min_confidence)
            seconds = time.perf_counter() - start
            print(f"\n=== {name}: {words} words in {seconds:.1f} s")
            print(score(name, export, args.misses), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
