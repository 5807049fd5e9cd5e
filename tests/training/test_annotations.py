"""What the models learn from is what it says it is: every claim's words stand in its sentence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from training.annotations import FOLDER, as_gold, faults, parse

if TYPE_CHECKING:
    from pathlib import Path

SAMPLE = """
== a001
1 Brokers' League president Ana Vidal sacked Tom Orr, who blames her.
2 "He lied," she told Kestrel News.
+ v Person Ana Vidal; Vidal
+ o Person Tom Orr
+ l Organization Brokers' League
+ k Organization Kestrel News
1 | v Ana Vidal | AFFILIATED_WITH | l Brokers' League | president | role=president
1 | o who | OPPOSED | v her | blames
2 | v she | OPPOSED | o He | lied | by=v, rep
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "some.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_line_is_a_claim_with_its_qualifiers(tmp_path: Path) -> None:
    (document,) = parse(written(tmp_path, SAMPLE))
    gold = as_gold(document, document.sentences)
    post, blame, lie = gold["claims"]
    assert (post["subject"], post["role"], post["attributed_to"]) == ("Ana Vidal", "president", "author")
    assert (blame["subject_mention"], blame["object"]) == ("who", "Ana Vidal")
    assert (lie["attributed_to"], lie["modality"], lie["negated"]) == ("Ana Vidal", "reported", False)
    assert document.text() == "\n".join(document.sentences.values())


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("1 | v Ana | OPPOSED | o Bob | sacked", "'Bob' is not in the sentence"),
        ("1 | v Ana | OPPOSED | x Tom Orr | sacked", "no entity 'x'"),
        ("1 | v Ana | OPPOSED | v her | sacked", "with itself"),
        ("7 | v Ana | OPPOSED | o Tom Orr | sacked", "no sentence at 7"),
        ("1 | v Ana | DISLIKED | o Tom Orr | sacked", "no such relation"),
        ("1 | v Ana | OPPOSED | o Tom Orr | sacked | maybe", "unknown flag"),
        ("+ v Person Vera Orr", "key used twice"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, wrong: str, told: str) -> None:
    assert any(told in fault for fault in faults(written(tmp_path, SAMPLE + wrong), None))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_no_stored_annotation_has_a_fault(path: Path) -> None:
    assert list(faults(path, None)) == []


@pytest.mark.shared
def test_nothing_written_here_names_a_person_of_the_test_texts(shared: Path) -> None:
    texts = [*(shared / "challenge/gold").glob("*.json"), *(shared / "gold/dev").glob("*.json")]
    entities = [e for path in texts for e in json.loads(path.read_text(encoding="utf-8"))["entities"]]
    tested = {e["name"] for e in entities if e["type"] == "Person" and " " in e["name"]}
    ours = [d for path in sorted(FOLDER.glob("*.txt")) for d in parse(path) if d.sentences]
    assert [(d.name, name) for d in ours for name in sorted(tested) if name in d.text()] == []
