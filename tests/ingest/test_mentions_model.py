"""The shipped mention model: what it finds, and that neither the sentences beside it nor length change it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ingest.encoder import digest, meta_at
from ingest.mentions.model import FOLDER, Tagged, tag_sentences
from ingest.records import IngestError

VISIT = "Prime Minister Sunniva Ekrem met Ayo Adeyemi of the World Bank in Norway .".split()


def found(words: list[str], spans: list[Tagged]) -> set[tuple[str, str, str]]:
    return {(" ".join(words[s.first : s.last]), s.type, s.kind) for s in spans}


def test_names_of_the_three_types_are_found() -> None:
    assert {
        ("Sunniva Ekrem", "Person", "name"),
        ("Ayo Adeyemi", "Person", "name"),
        ("World Bank", "Organization", "name"),
        ("Norway", "Country", "name"),
    } <= found(VISIT, tag_sentences([VISIT])[0].tagged)


def test_a_nationality_is_a_country_and_says_so() -> None:
    words = "The Mexican government rejected the report .".split()
    (mexican,) = [s for s in tag_sentences([words])[0].tagged if (s.first, s.last) == (1, 2)]
    assert mexican.type == "Country"
    assert mexican.demonym


def test_lower_case_words_of_a_name_are_no_name() -> None:
    words = "the first solution was to march past the court in may .".split()
    assert not [s for s in tag_sentences([words])[0].tagged if s.kind == "name"]


def test_sentences_that_share_a_run_do_not_see_each_other() -> None:
    sentences = [VISIT, ["Yes", "."], "Brazil backed the OAS , and Peru did not .".split(), [], VISIT * 3]
    together = tag_sentences(sentences)
    alone = [tag_sentences([sentence])[0] for sentence in sentences]
    for here, there in zip(together, alone, strict=True):
        assert [replace(s, score=0.0) for s in here.tagged] == [replace(s, score=0.0) for s in there.tagged]
        assert all(abs(a.score - b.score) < 0.05 for a, b in zip(here.tagged, there.tagged, strict=True))


def test_a_sentence_that_stands_in_a_text_twice_is_read_twice_alike() -> None:
    first, *_, last = tag_sentences([VISIT, *["Nothing was said about it .".split()] * 20, VISIT])
    assert [(s.first, s.last, s.type) for s in first.tagged] == [
        (s.first, s.last, s.type) for s in last.tagged
    ]


def test_no_words_no_mentions() -> None:
    assert tag_sentences([]) == []
    (reading,) = tag_sentences([[]])
    assert (reading.tagged, len(reading.left)) == ([], 0)


def test_a_sentence_of_any_length_is_read_to_its_end() -> None:
    words = [*("and so on".split() * 400), *VISIT]
    read = found(words, tag_sentences([words])[0].tagged)
    assert {("Ayo Adeyemi", "Person", "name"), ("Norway", "Country", "name")} <= read


def test_odd_words_do_no_harm() -> None:
    words = ["\x00", "x" * 5000, "\u200b", "Norway", "."]
    assert all(0 <= s.first < s.last <= len(words) for s in tag_sentences([words])[0].tagged)


def test_the_files_are_those_that_the_meta_names() -> None:
    assert {name: digest(FOLDER / name) for name in meta_at(FOLDER)["sha256"]} == meta_at(FOLDER)["sha256"]


def test_a_missing_model_says_what_to_do(tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(IngestError, match="reinstall whowhom"):
        tag_sentences([VISIT], folder=tmp_path_factory.mktemp("empty"))


@pytest.mark.parametrize(
    "words", [["Oquendo"], ["Mexico", "France", "Norway"], ["."], ["of", "the"], ["x"] * 700]
)
def test_sentences_of_names_alone_and_of_none_are_read(words: list[str]) -> None:
    """The upper layers read what may be a mention: never nothing, and never all."""
    (reading,) = tag_sentences([words])
    assert len(reading.left) == len(words)
    assert np.isfinite(reading.left).all()
