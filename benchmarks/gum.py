"""Reads the GUM corpus: texts, and who is who in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

GENRES = ("news", "speech", "interview", "bio")
DEV = frozenset(
    "news_homeopathic news_iodine interview_cyclone interview_gaming bio_byron bio_emperor"
    " speech_impeachment speech_inauguration academic_exposure academic_librarians textbook_governments"
    " textbook_labor".split()
)
"""The dev part as the corpus defines it."""
_MARK = re.compile(r"\((?P<open>[^()]+)(?P<closed>\))?|(?P<close>\d+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """One mention. ``head`` is where its first head word starts; ``tag`` that word's Penn tag."""

    start: int
    end: int
    group: str
    type: str
    link: str
    head: int
    tag: str
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    name: str
    text: str
    marked: tuple[Marked, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    tag: str


def texts(folder: Path, *, dev: bool, genres: tuple[str, ...] = GENRES) -> list[Text]:
    """The texts of one part, in the order of their names."""
    found = []
    for path in sorted(folder.glob("GUM_*.conllu")):
        name = path.stem.removeprefix("GUM_")
        if name.split("_")[0] in genres and (name in DEV) == dev:
            found.append(read(path))
    return found


def read(path: Path) -> Text:
    """Text and mentions; paragraphs are separated by an empty line, as in an article."""
    text, words, opened, marked = "", list[_Word](), dict[str, list[tuple[int, list[str]]]](), list[Marked]()
    last, spaced = 0, True
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.rstrip() == "# newpar":
            text = text.rstrip(" ") + ("\n\n" if text else "")
        columns = line.split("\t")
        if line.startswith("#") or len(columns) < 10:
            continue
        if "-" in columns[0]:
            # "Kesh's" is one word on the page and two in the corpus.
            last, spaced = int(columns[0].split("-")[1]), "SpaceAfter=No" not in columns[9]
            continue
        if not columns[0].isdigit():
            continue
        misc = dict(part.split("=", 1) for part in columns[9].split("|") if "=" in part)
        words.append(_Word(len(text), len(text) + len(columns[1]), columns[4]))
        text += columns[1]
        for mark in _MARK.finditer(misc.get("Entity", "")):
            if mark["open"]:
                fields = mark["open"].split("-")
                opened.setdefault(fields[0], []).append((len(words) - 1, fields))
            if mark["closed"] or mark["close"]:
                group = mark["close"] or mark["open"].split("-")[0]
                first, fields = opened[group].pop()
                marked.append(_marked(words[first:], fields))
        number = int(columns[0])
        text += " " if (spaced if number == last else number > last and "SpaceAfter" not in misc) else ""
        last = 0 if number >= last else last
    found = tuple(sorted(marked, key=lambda m: (m.start, -m.end)))
    return Text(name=path.stem.removeprefix("GUM_"), text=text, marked=found)


def _marked(words: list[_Word], fields: list[str]) -> Marked:
    """``fields``: group, type, information status, salience, centering, head words, link, identity."""
    head = words[int(re.split(r"[,]", fields[5])[0]) - 1]
    return Marked(
        start=words[0].start,
        end=words[-1].end,
        group=fields[0],
        type=fields[1],
        link=fields[6],
        head=head.start,
        tag=head.tag,
        words=len(words),
    )
