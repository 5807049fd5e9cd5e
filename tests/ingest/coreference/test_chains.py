"""Pronouns and descriptions go to whom they mean; what is doubtful goes to nobody."""

from __future__ import annotations

import pytest

from ingest.coreference.quotes import Quotes


@pytest.fixture(scope="module")
def chains(nlp):
    def read(text: str) -> dict[str, list[str]]:
        doc = nlp(text)
        names = {c.id: c.name for c in doc._.whowhom_chains}
        found: dict[str, list[str]] = {name: [] for name in names.values()}
        for mention in doc._.whowhom_mentions:
            found[names[mention.entity]].append(mention.text)
        return found

    return read


def test_a_pronoun_means_the_subject_before(chains):
    found = chains("Teresa Oquendo resigned on Monday. She blamed Ramón Quiroga, who had fired her.")
    assert {"She", "her"} <= set(found["Teresa Oquendo"])


def test_an_object_pronoun_is_not_its_own_subject(chains):
    found = chains("Ramón Quiroga met Dale Pruitt. Pruitt praised him.")
    assert "him" not in found["Dale Pruitt"]


def test_gender_forbids(chains):
    found = chains("Teresa Oquendo praised Ramón Quiroga. He thanked her.")
    assert "He" in found["Ramón Quiroga"]
    assert "her" in found["Teresa Oquendo"]


def test_a_pronoun_for_somebody_unnamed_stays_alone(chains):
    found = chains(
        "Teresa Oquendo left. A spokesman for the club declined to comment; he had no instructions."
    )
    assert "he" not in found.get("Teresa Oquendo", [])


def test_i_in_a_quote_is_the_speaker(chains):
    found = chains("“I will not resign,” said Teresa Oquendo. Ramón Quiroga left.")
    assert "I" in found["Teresa Oquendo"]


def test_the_speaker_does_not_call_himself_he(chains):
    found = chains("Dale Pruitt attacked Ramón Quiroga. “He has no plan,” Pruitt said.")
    assert "He" not in found["Dale Pruitt"]


def test_a_post_given_in_the_text_is_a_description(chains):
    found = chains(
        "The league’s treasurer, Teresa Oquendo, resigned after Dale Pruitt, the mayor, sued. "
        "The treasurer said nothing."
    )
    assert "The treasurer" in found["Teresa Oquendo"]


def test_a_post_with_and_without_what_it_is_of_is_one(chains):
    found = chains("The foreign minister, Teresa Oquendo, met the envoys. The minister was pleased.")
    assert "The minister" in found["Teresa Oquendo"]


def test_the_chain_has_the_fullest_name_without_title(chains):
    assert "Teresa Oquendo" in chains("Oquendo won. President Teresa Oquendo thanked Oquendo voters.")


def test_countries_are_one_each_with_their_code(nlp):
    doc = nlp(
        "Washington warned Mexico. The U.S. government and the Mexican authorities met; the United States left."
    )
    assert {(c.name, c.iso2) for c in doc._.whowhom_chains} == {("United States", "US"), ("Mexico", "MX")}


def test_ids_are_numbered_by_first_mention_and_reasons_are_given(nlp):
    doc = nlp("Teresa Oquendo praised Ramón Quiroga. Oquendo left.")
    assert [c.id.rsplit(":", 1)[1] for c in doc._.whowhom_chains] == ["0", "1"]
    assert all(m.reason and m.entity for m in doc._.whowhom_mentions)


def test_the_same_text_gives_the_same_chains(nlp):
    text = "Teresa Oquendo praised Ramón Quiroga of the Harbour League (HL). He thanked her; HL did not."
    assert nlp(text)._.whowhom_chains == nlp(text)._.whowhom_chains


@pytest.mark.parametrize("text", ["", " ", "\n\n", "He left.", "“I”", "1234 %%%", "A" * 3000])
def test_odd_texts_have_no_chains_and_no_errors(nlp, text):
    assert nlp(text)._.whowhom_chains == ()


def test_the_speaker_stands_after_before_or_between(nlp):
    for text in (
        "“We won,” said Teresa.",
        "Teresa said: “We won.”",
        "“We won,” Teresa said, “and you lost.”",
    ):
        quotes = Quotes(doc := nlp(text))
        assert [doc[quotes.speaker(start)].text for start, _ in quotes.spans] == ["Teresa"] * len(
            quotes.spans
        )


def test_a_description_that_names_somebody_means_nobody_else(chains):
    found = chains(
        "The Harbour League met on Monday. The League praised the pilots. "
        "The Oquendo government said nothing, and the Oquendo council went home."
    )
    assert all("government" not in form and "council" not in form for form in found.get("Harbour League", ()))


def test_an_interview_gives_i_to_the_guest_and_you_too(chains):
    found = chains(
        "The Harbour Post interviews Teresa Oquendo about the strike\n\n"
        "When did you learn of it?\n\nI heard it on the radio.\n\n"
        "Was your union asked?\n\nNobody asked me.\n\nWill it last?\n\nI cannot say."
    )
    assert {"you", "your", "I", "me"} <= set(found["Teresa Oquendo"])


def test_what_stands_before_an_organizations_name_describes_it(chains):
    found = chains(
        "The pension fund Harbour Trust sued Teresa Oquendo on Monday. The port welcomed it. "
        "The Pilots' Union met in Lisbon. The fund has asked for a quick decision."
    )
    assert "The fund" in found["Harbour Trust"]


def test_who_asks_and_who_takes_the_picture_is_no_guest(chains):
    found = chains(
        "Teresa Oquendo, founder of the Harbour League, interviewed by Ramón Quiroga\n\nPhoto: Elena Brandt\n\n"
        "When did you learn of it?\n\nI heard it on the radio.\n\nWere you asked?\n\nNobody asked me."
    )
    assert {"you", "I", "me"} <= set(found["Teresa Oquendo"])


def test_an_interview_of_two_gives_i_to_neither(chains):
    found = chains(
        "The Harbour Post interviews Teresa Oquendo and Ramón Quiroga\n\n"
        "When did you learn of it?\n\nI heard it on the radio.\n\n"
        "Were you asked?\n\nNobody asked me.\n\nWill it last?\n\nI cannot say."
    )
    assert "I" not in found["Teresa Oquendo"] + found["Ramón Quiroga"]


def test_a_transcript_names_its_speakers(chains):
    found = chains(
        "Teresa Oquendo and Ramón Quiroga met in the studio.\n\nOQUENDO: I never said so.\n\n"
        "QUIROGA: I have it on tape.\n\nOQUENDO: Then play it for me."
    )
    assert {"I", "me"} <= set(found["Teresa Oquendo"])
    assert "I" in found["Ramón Quiroga"]


def test_a_speech_is_in_the_words_of_whom_its_title_names(chains):
    found = chains("Remarks by Teresa Oquendo on the Strike\n\nI am here because the docks are silent.")
    assert "I" in found["Teresa Oquendo"]


def test_a_first_person_without_speaker_stays_alone(chains):
    found = chains("Teresa Oquendo resigned. I was there when it happened.")
    assert "I" not in found["Teresa Oquendo"]


def test_a_surname_of_kin_means_whom_the_article_is_about(chains):
    found = chains(
        "Teresa Oquendo was born in the port. Teresa Oquendo has a brother, Ramón Oquendo, and two sons. "
        "She studied law, taught for nine years and then led the dockers through the long strike. "
        "In spring Oquendo was elected to the council."
    )
    assert "Oquendo" in found["Teresa Oquendo"]
