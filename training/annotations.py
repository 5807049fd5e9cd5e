"""Reads annotations in a line per claim: texts written for this project, and articles named by their source.

A file holds documents like this one; a sentence begins with its number, or, where the text lies in a corpus and
is not ours to distribute, claims give the character at which their sentence begins:

    == a001
    1 Brokers' League president Ana Vidal sacked Tom Orr, who blames her.
    + v Person Ana Vidal
    + o Person Tom Orr
    + l Organization Brokers' League
    1 | v Ana Vidal | AFFILIATED_WITH | l Brokers' League | president | role=president
    1 | v Ana Vidal | EXPELLED | o Tom Orr | sacked
    1 | o who | OPPOSED | v her | blames

An entity has a key, a type, a canonical name, and after semicolons what else the text calls it. Flags of a
claim: ``by=KEY`` or ``by=unnamed``, ``neg``, ``hyp``, ``rep``, ``unsure``, ``role=...``. A document in which
nobody does anything to anybody, written to teach what is no claim, says so in a line ``- none``.

usage: python -m training.annotations FILE... [--texts FOLDER]    names each fault; exit 1 if there is any
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ingest.records import RELATIONS
from training.aliases import TYPES

FOLDER = Path(__file__).parent / "annotations"
FLAGS = {"neg", "hyp", "rep", "unsure"}


@dataclass(slots=True, kw_only=True)
class Annotated:
    """One document: its text where it is ours, entities by key, and claims as rows."""

    name: str
    sentences: dict[int, str] = field(default_factory=dict)
    entities: dict[str, dict] = field(default_factory=dict)
    rows: list[tuple[int, str, str, str, str, dict[str, str]]] = field(default_factory=list)
    bare: bool = False

    def text(self) -> str:
        return "\n".join(self.sentences.values())


def parse(path: Path) -> list[Annotated]:
    """All documents of a file; ValueError names the line that breaks the format."""
    found: list[Annotated] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            _take(line.strip(), found)
        except (ValueError, IndexError, KeyError) as error:
            raise ValueError(f"{path}:{number}: {error}: {line[:80]}") from error
    return found


def _take(line: str, found: list[Annotated]) -> None:
    if line.startswith("== "):
        found.append(Annotated(name=line[3:].strip()))
        return
    here = found[-1]
    if line.startswith("+ "):
        key, type_, rest = line[2:].split(maxsplit=2)
        if type_ not in TYPES or key in here.entities:
            raise ValueError("unknown type or key used twice")
        name, *aliases = [part.strip() for part in rest.split(";") if part.strip()]
        here.entities[key] = {"name": name, "type": type_, "aliases": sorted({name, *aliases})}
    elif line == "- none":
        here.bare = True
    elif re.match(r"\d+ *\|", line):
        where, subject, relation, object_, trigger, *flags = [part.strip() for part in line.split("|")]
        if relation not in RELATIONS:
            raise ValueError("no such relation")
        given = [f.strip().partition("=") for f in ",".join(flags).split(",") if f.strip()]
        here.rows.append(
            (int(where), subject, relation, object_, trigger, {k: v.strip() or "yes" for k, _, v in given})
        )
    elif match := re.match(r"(\d+) (.+)", line):
        here.sentences[int(match[1])] = match[2].strip()
    else:
        raise ValueError("neither document, sentence, entity nor claim")


def as_gold(document: Annotated, sentence_at: dict[int, str]) -> dict:
    """The same annotation in the form of ``gold/*.json``; faults raise ValueError."""
    return {
        "doc": document.name,
        "entities": list(document.entities.values()),
        "claims": [_claim(document, row, sentence_at) for row in document.rows],
    }


def _claim(document: Annotated, row: tuple, sentence_at: dict[int, str]) -> dict:
    where, subject, relation, object_, trigger, flags = row
    if where not in sentence_at:
        raise ValueError(f"{document.name}: no sentence at {where}")
    evidence = sentence_at[where]
    (one, one_mention), (other, other_mention) = (_side(document, s) for s in (subject, object_))
    if one == other:
        raise ValueError(f"{document.name}: {where}: {one} with itself")
    for surface in filter(None, (one_mention, other_mention, trigger)):
        if surface not in evidence:
            raise ValueError(f"{document.name}: {where}: {surface!r} is not in the sentence")
    if unknown := set(flags) - FLAGS - {"by", "role"}:
        raise ValueError(f"{document.name}: {where}: unknown flag {sorted(unknown)}")
    by = flags.get("by", "author")
    return {
        "subject": one,
        "relation": relation,
        "object": other,
        "role": flags.get("role", ""),
        "negated": "neg" in flags,
        "modality": "hypothetical" if "hyp" in flags else "reported" if "rep" in flags else "asserted",
        "attributed_to": by if by in ("author", "unnamed") else _name(document, by),
        "evidence": evidence,
        "accept_subject": [],
        "accept_object": [],
        "subject_mention": one_mention,
        "object_mention": other_mention,
        "trigger": trigger,
        "certain": "unsure" not in flags,
        "required": "unsure" not in flags,
    }


def _side(document: Annotated, cell: str) -> tuple[str, str]:
    key, _, surface = cell.partition(" ")
    return _name(document, key), surface.strip()


def _name(document: Annotated, key: str) -> str:
    if key not in document.entities:
        raise ValueError(f"{document.name}: no entity {key!r}")
    return document.entities[key]["name"]


def faults(path: Path, texts: Path | None) -> Iterator[str]:
    try:
        documents = parse(path)
    except ValueError as error:
        yield str(error)
        return
    for document in documents:
        sentence_at = document.sentences
        if not sentence_at and texts:
            listed = (texts / f"{document.name}.txt").read_text(encoding="utf-8").splitlines()
            pairs = (line.split(" ", 1) for line in listed)
            sentence_at = {int(place): text for place, text in pairs}
        if bool(document.rows) == document.bare:
            yield f"{document.name}: {'says that it has no claims' if document.bare else 'no claims'}"
        if not sentence_at:
            continue  # the text lies elsewhere, and is read where models are trained
        whole = "\n".join(sentence_at.values())
        for entity in document.entities.values():
            for alias in entity["aliases"]:
                if alias != entity["name"] and alias not in whole:
                    yield f"{document.name}: {entity['name']}: not in the text: {alias!r}"
        for row in document.rows:
            try:
                _claim(document, row, sentence_at)
            except ValueError as error:
                yield str(error)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--texts", type=Path, help="numbered sentences of the articles")
    args = parser.parse_args()
    found = [fault for file in args.files for fault in faults(file, args.texts)]
    print("\n".join(found) or "no faults")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
