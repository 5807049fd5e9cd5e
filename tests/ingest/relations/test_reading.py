"""What the relation model is asked of a sentence: the pairs that pass the gate, and those that a pattern reads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from ingest.mentions.gate import Gate
from ingest.relations.board import boards
from ingest.relations.claims import read_patterns
from ingest.relations.reading import opinions_of

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language


def test_what_a_pattern_reads_passes_a_closed_gate(nlp: Language, tmp_path: Path) -> None:
    doc = nlp("Norway condemned Brazil on Monday.")
    (tmp_path / "meta.json").write_text(json.dumps({"gate": {"weights": [0.0], "bias": 0.0, "bar": 1.0}}))
    nothing = np.zeros((len(doc), 1), dtype=np.float16)
    doc._.whowhom_gate = Gate(left=nothing, right=nothing, folder=tmp_path)
    (board,) = boards(doc, doc._.whowhom_mentions, least=1)
    readings = read_patterns(board)
    assert readings
    ((opinion, *_),) = opinions_of([board], [readings])
    assert (opinion.subject.text, opinion.relation, opinion.object.text) == ("Norway", "OPPOSED", "Brazil")
    assert opinions_of([board], [()]) == [[]]
