"""Coreference on GUM's news, speeches, interviews and biographies: names, pronouns and descriptions of the named.

usage: python -m benchmarks.coreference [--shared ../shared] [--part dev|train] [--mistakes N] [--kind KIND]
                                        [--only TEXT] [--floor F1]

The corpus's entities that count are its persons, organizations and those places that are states, where at
least one mention has a proper name for its head. The text is read by our own pipeline, mentions included. A
state, its people and its government are one entity, as everywhere in this project. A link goes from a mention to
the nearest name before it in its chain (for a pronoun or description also to the name behind it, where there is
none before). It is right where the corpus gives both to one entity. Precision counts our links, recall the
corpus's: every mention but the first name of an entity. A mention is the corpus's where its head word is; names
of ours that it does not mark, nationalities for the most part, are left out, pronouns of ours that it does not
mark are wrong. Names inside names ("U.S." in "U.S. Department of State") are left out, for nobody marks both, and
so are appositions, which are read as titles.
The bar is on names and pronouns together. --part train shows mistakes of texts that no figure is reported on.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.gum import GENRES, Marked, Text, texts
from benchmarks.parsed import parsed
from ingest.coreference import resolve_mentions
from ingest.countries import lookup
from ingest.countries.table import read_states
from ingest.mentions.lexicon import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from ingest.records import Mention

_NAME = re.compile(r"(?:(?:[A-Z][\w.&’'-]*|of|for|the|and)\s+)*")
KINDS = ("name", "pronoun", "description")


@dataclass(slots=True)
class Tally:
    right: int = 0
    ours: int = 0
    theirs: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.ours + other.ours, self.theirs + other.theirs)

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.ours + self.theirs) if self.ours + self.theirs else 0.0

    def __str__(self) -> str:
        p, r = (self.right / n if n else 0.0 for n in (self.ours, self.theirs))
        return f"{p:7.3f}{r:7.3f}{self.f1:7.3f}{self.ours:8}{self.theirs:8}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """``score`` is how sure we were of a wrong link; 0 where we made none."""

    kind: str
    score: float
    line: str


@dataclass(slots=True)
class Report:
    tallies: dict[str, Tally] = field(default_factory=lambda: {kind: Tally() for kind in KINDS})
    genres: dict[str, Tally] = field(default_factory=lambda: {genre: Tally() for genre in GENRES})
    words: dict[str, Tally] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)


class Truth:
    """The corpus's named entities of one text, by the place of each mention's head."""

    def __init__(self, text: Text) -> None:
        by_group: dict[str, list[Marked]] = {}
        for marked in text.marked:
            by_group.setdefault(marked.group, []).append(marked)
        self.text = text
        self.same = _states(text, by_group)
        self.groups: dict[str, list[Marked]] = {}
        for group, found in by_group.items():
            self.groups.setdefault(self.same.get(group, group), []).extend(found)
        self.groups = {
            g: sorted(f, key=lambda m: (m.start, -m.end)) for g, f in self.groups.items() if _counts(text, f)
        }
        self.at: dict[int, Marked] = {}
        for marked in text.marked:  # the longest of those with one head comes first and is overwritten
            self.at[marked.head] = marked

    def group(self, marked: Marked) -> str:
        """A state, its people and its government are one entity to us."""
        return self.same.get(marked.group, marked.group)

    def kind(self, marked: Marked) -> str:
        """name, pronoun or description; empty for appositions, numbers and the like."""
        if marked.tag in ("PRP", "PRP$"):
            return "pronoun" if marked.words == 1 else ""
        if _is_name(self.text, marked):
            return "" if self._inside_name(marked) else "name"
        head = re.match(r"[\w-]+", self.text.text[marked.head :])
        country = head is not None and head.group().lower() in lexicon().country_nouns
        if (marked.tag not in ("NN", "NNS") and not country) or marked.link in ("appos", "pred"):
            return ""
        inside = (
            m for m in self.groups.get(self.group(marked), ()) if m is not marked and m.tag.startswith("NNP")
        )
        return "" if any(marked.start <= m.start and m.end <= marked.end for m in inside) else "description"

    def _inside_name(self, marked: Marked) -> bool:
        outer = (m for m in self.text.marked if m.start <= marked.start and marked.end <= m.end)
        return any(
            m.head > marked.head
            and _is_name(self.text, m)
            and _NAME.fullmatch(self.text.text[marked.start : m.head])
            for m in outer
        )

    def of(self, mention: Mention) -> Marked | None:
        """The corpus's mention whose head word stands in ours."""
        inside = [m for h, m in self.at.items() if mention.start <= h < mention.end]
        # "the OAS chief" holds the head of "OAS" too, but its own comes last; a name's own is its widest.
        return max(inside, key=lambda m: (m.words, m.head)) if inside else None


def _states(text: Text, by_group: dict[str, list[Marked]]) -> dict[str, str]:
    """From the groups that a name of a state, its people or its government is in to one group for each state."""
    found: dict[str, str] = {}
    for group, marked in by_group.items():
        for mention in marked:
            words = re.sub(r"^(?:the|The|all) |['’]s?$", "", text.text[mention.start : mention.end])
            if (state := lookup(words)) is not None and words not in _capitals():
                found[group] = state.name
    return found


@cache
def _capitals() -> frozenset[str]:
    return frozenset(form for form, kind, _ in read_states() if kind == "capital")


def _is_name(text: Text, marked: Marked) -> bool:
    """A name of one: neither "the Chair" nor "Kesh and Mensah"."""
    words = text.text[marked.start : marked.end]
    head = re.match(r"[\w'’.-]+", text.text[marked.head :])
    common = lexicon().titles.keys() | lexicon().country_nouns
    return (
        marked.tag in ("NNP", "NNPS")
        and (head is None or head.group().lower().rstrip(".") not in common)
        and not (marked.type == "person" and " and " in words)
    )


def _counts(text: Text, found: list[Marked]) -> bool:
    kinds = Counter(m.type for m in found)
    type_ = max(kinds, key=lambda t: (kinds[t], t))
    named = [text.text[m.start : m.end] for m in found if _is_name(text, m)]
    if type_ == "place":
        return any(lookup(n) is not None and n not in _capitals() for n in named)
    return type_ in ("person", "organization") and bool(named)


def compare(text: Text, doc: Doc, report: Report) -> None:
    truth = Truth(text)
    mentions, chains = resolve_mentions(doc, doc._.whowhom_mentions)
    name_of = {chain.id: chain.name for chain in chains}
    marked = {id(m): truth.of(m) for m in mentions}
    reached: set[int] = set()
    genre = report.genres[text.name.split("_")[0]]
    for chain in chains:
        members = [m for m in mentions if m.entity == chain.id]
        anchors = [m for m in members if m.kind == "name" and marked[id(m)] is not None]
        for mention in members:
            gold = marked[id(mention)]
            before = [a for a in anchors if a.start < mention.start]
            anchor = before[-1] if before else anchors[0] if anchors and mention.kind != "name" else None
            if anchor is None or (
                mention.kind == "name" and (gold is None or truth.group(gold) not in truth.groups)
            ):
                continue
            at = marked[id(anchor)]
            assert at is not None
            right = gold is not None and truth.group(gold) == truth.group(at)
            if right and gold is not None and not truth.kind(gold):
                continue  # an apposition
            tally = report.tallies[mention.kind]
            form = report.words.setdefault(mention.text.lower(), Tally())
            _count(right=right, tallies=(tally, genre, form) if mention.kind == "pronoun" else (tally, genre)
                   if mention.kind == "name" else (tally,))  # fmt: skip
            if right and gold is not None:
                reached.add(gold.head)
            else:
                said = _name(truth, gold) if gold is not None else "nobody"
                line = f"{name_of[chain.id]!r} for {said!r} ({mention.reason})"
                report.mistakes.append(
                    _mistake(mention.kind, mention.score, text, mention.start, mention.end, line)
                )
    _missed(text, truth, reached, report, genre)


def _count(*, right: bool, tallies: tuple[Tally, ...]) -> None:
    for tally in tallies:
        tally.ours += 1
        tally.right += right


def _missed(text: Text, truth: Truth, reached: set[int], report: Report, genre: Tally) -> None:
    for group in truth.groups.values():
        named = False
        for marked in group:
            kind = truth.kind(marked)
            if not kind or truth.at[marked.head] is not marked:
                continue
            if kind == "name" and not named:
                named = True
                continue
            report.tallies[kind].theirs += 1
            genre.theirs += kind != "description"
            if kind == "pronoun":
                report.words.setdefault(text.text[marked.start : marked.end].lower(), Tally()).theirs += 1
            if marked.head not in reached:
                line = f"not given to {_name(truth, marked)!r}"
                report.mistakes.append(_mistake(kind, 0.0, text, marked.start, marked.end, line))


def _name(truth: Truth, marked: Marked) -> str:
    names = [m for m in truth.groups.get(truth.group(marked), ()) if m.tag.startswith("NNP")]
    shown = max(names, key=lambda m: m.words) if names else marked
    return truth.text.text[shown.start : shown.end][:60]


def _mistake(kind: str, score: float, text: Text, start: int, end: int, line: str) -> Mistake:
    before, after = text.text[max(0, start - 160) : start], text.text[end : end + 60]
    shown = f"{before}[[{text.text[start:end]}]]{after}".replace("\n", " / ")
    return Mistake(kind=kind, score=score, line=f"{kind} {score:.2f} {text.name}: {line}\n      {shown}")


def measure(shared: Path, part: str = "dev", only: str = "") -> tuple[list[Text], Report]:
    """The texts of a part whose names have ``only`` in them, and what was found in them."""
    read = [t for t in texts(shared / "corpora" / "gum", dev=part == "dev") if only in t.name]
    report = Report()
    for text, doc in zip(read, parsed((t.name, t.text) for t in read), strict=True):
        compare(text, doc, report)
    return read, report


def figure(shared: Path) -> float:
    """Link F1 over names and pronouns of the dev part."""
    _, report = measure(shared)
    return (report.tallies["name"] + report.tallies["pronoun"]).f1


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--part", choices=("dev", "train"), default="dev")
    parser.add_argument(
        "--mistakes", type=int, default=0, metavar="N", help="the surest half, the rest by lot"
    )
    parser.add_argument("--kind", default="", help="mistakes of this kind alone: name, pronoun, description")
    parser.add_argument("--only", default="", help="texts whose name has this in it")
    parser.add_argument("--floor", type=float, default=0.0, help="exit status 1 below this F1")
    args = parser.parse_args()

    read, report = measure(args.shared, args.part, args.only)
    print(f"GUM {args.part}, {len(read)} texts\n{'':24}{'P':>7}{'R':>7}{'F1':>7}{'ours':>8}{'theirs':>8}")
    for kind in KINDS:
        print(f"{kind + 's':24}{report.tallies[kind]}")
    both = report.tallies["name"] + report.tallies["pronoun"]
    print(f"{'names and pronouns':24}{both}")
    we = [report.words.get(form, Tally()) for form in ("we", "us", "our", "ours", "ourselves")]
    less = Tally(*(getattr(both, f) - sum(getattr(t, f) for t in we) for f in ("right", "ours", "theirs")))
    print(f"{'without we, us, our':24}{less}")
    for genre, tally in report.genres.items():
        print(f"  {genre:22}{tally}")
    for word, tally in sorted(report.words.items(), key=lambda row: (-row[1].theirs, row[0])):
        if tally.theirs > 3 or tally.ours > 3:
            print(f"    {word:20}{tally}")
    shown = [m for m in report.mistakes if m.kind.startswith(args.kind)]
    sure = sorted((m for m in shown if m.score), key=lambda m: -m.score)[: args.mistakes // 2]
    rest = [m for m in shown if m not in sure]
    sure += random.Random(7).sample(rest, min(args.mistakes - len(sure), len(rest)))
    for mistake in sure:
        print("  " + mistake.line)
    return int(both.f1 < args.floor)


if __name__ == "__main__":
    sys.exit(main())
