"""Which documents teach, which measure, and which nobody has annotated: a teacher reads those."""

from __future__ import annotations

from pathlib import Path

from training import dse, gold

SHORTEST, LONGEST = 5, 70  # words of a sentence worth reading without annotation


def taught(shared: Path, cache: Path) -> list[gold.Document]:
    """Nine tenths of the annotated articles, and all passages and articles of ``gold`` but dev."""
    train = [d for d in gold.read(shared, "gold/train", cache) if not gold.held_out(d.name)]
    more = [d for f in ("passages", "articles") for d in gold.read(shared, f"gold/{f}", cache)]
    return train + more + [d for d in gold.own(shared, cache) if not gold.held_out(d.name)]


def measured(shared: Path, cache: Path) -> dict[str, list[gold.Document]]:
    """Held-out articles, the held-out tenth of our own, the seed articles, and the passages of the challenge."""
    return {
        "fold": [d for d in gold.read(shared, "gold/train", cache) if gold.held_out(d.name)],
        "own": [d for d in gold.own(shared, cache) if gold.held_out(d.name)],
        "dev": gold.read(shared, "gold/dev", cache),
        "challenge": gold.read(shared, "challenge/gold", cache),
    }


def unread(shared: Path, cache: Path) -> list[list[str]]:
    """Sentences, as words, of DSE's train part and of the articles of PolNeAR's train part without annotation."""
    known = {d.name for d in gold.own(shared, cache)} | {
        d.name for d in gold.read(shared, "gold/train", cache)
    }
    root = shared / "corpora/polnear/train/text"
    texts = [p.read_text(encoding="utf-8") for p in sorted(root.glob("*.txt")) if p.stem not in known]
    found = [words for split in gold.sentences("unread", texts, cache) for words, _ in split]
    found += [e.words for e in dse.examples(shared / "corpora/dse/train.txt", {})]
    return [words for words in found if SHORTEST <= len(words) <= LONGEST]
