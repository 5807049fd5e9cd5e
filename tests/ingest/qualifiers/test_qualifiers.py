"""Sentences and how their one claim is meant: negated, supposed, whose words, when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from ingest.qualifiers import create_qualifiers
from ingest.qualifiers.attribution import Attribution
from ingest.qualifiers.component import qualify
from ingest.qualifiers.lexicon import LexiconError, check, lexicon
from ingest.qualifiers.modality import urged
from ingest.qualifiers.quotes import find_quotes
from ingest.qualifiers.weighing import Bars, holds, parse_bars
from ingest.records import UNNAMED, Article
from ingest.relations.claims import find_claims

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language
    from spacy.tokens import Doc

    from ingest.records import Claim

    Marked = Callable[..., Doc]

PUBLISHED = "2021-06-16"  # a Wednesday


def qualified(marked: Marked, text: str, published: str | None = PUBLISHED) -> Claim:
    doc = marked(text)
    (claim,) = (c for c in find_claims(doc, doc._.whowhom_mentions) if (c.subject, c.object) == ("s", "o"))
    return qualify(doc, claim, Attribution(doc), published)


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("[Orland] did not endorse {Kesh}.", True),
        ("[Orland] never backed {Kesh}.", True),
        ("[Orland] no longer supports {Kesh}.", True),
        ("[Orland] refused to back {Kesh}.", True),
        ("[Orland] declined to endorse {Kesh}.", True),
        ("[Orland] stopped supporting {Kesh}.", True),
        ("[Orland] withdrew its support for {Kesh}.", True),
        ("Mensah denied that [Orland] backs {Kesh}.", True),
        ("[Orland] left without criticizing {Kesh}.", True),
        ("[Mensah] is not a critic of {Kesh}.", True),
        ("[Mensah] never joined the {Kesh Union}.", True),
        ("[Mensah] has no intention of resigning from the {Kesh Union}.", False),
        ("[Orland] backs {Kesh}.", False),
        ("[Orland] not only backs {Kesh} but feeds it.", False),
        ("[Orland] did not attend the meeting and criticized {Kesh}.", False),
    ],
)
def test_negation(marked: Marked, text: str, negated: bool) -> None:
    assert qualified(marked, text).negated is negated


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("[Orland] backed {Kesh}.", "asserted"),
        ("[Orland] would back {Kesh}.", "hypothetical"),
        ("[Orland] plans to back {Kesh}.", "hypothetical"),
        ("[Orland] threatened to condemn {Kesh}.", "hypothetical"),
        ("If [Orland] backs {Kesh}, the talks are over.", "hypothetical"),
        ("Mensah urged [Orland] to back {Kesh}.", "hypothetical"),
        ("[Mensah] rose to defend {Kesh}.", "asserted"),
        ("[Mensah] travelled to Voria to defend {Kesh}.", "hypothetical"),
        ("[Orland] allegedly backed {Kesh}.", "reported"),
        ("[Orland] is said to have backed {Kesh}.", "reported"),
        ("Mensah accused [Orland] of backing {Kesh}.", "reported"),
        ("[Orland] backed {Kesh} until they quarrelled.", "asserted"),
        ("Two officials said that [Orland] backs {Kesh}.", "reported"),
        ("According to three people in the room, [Orland] backed {Kesh}.", "reported"),
    ],
)
def test_modality(marked: Marked, text: str, modality: str) -> None:
    assert qualified(marked, text).modality == modality


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("[Orland] condemned {Kesh}.", None),
        ("<Mensah> said that [Orland] backs {Kesh}.", "third"),
        ("[Orland] backs {Kesh}, <Mensah> said.", "third"),
        ("“[Orland] backs {Kesh},” <Mensah> said.", "third"),
        ("“We are tired. [Orland] backs {Kesh},” <Mensah> said.", "third"),
        ("“We are tired,” <Mensah> said. “[Orland] backs {Kesh}.”", "third"),
        ("<Mensah> was blunt: “[Orland] backs {Kesh}.”", "third"),
        ("According to <Mensah>, [Orland] backs {Kesh}.", "third"),
        ("<Mensah> accused [Orland] of backing {Kesh}.", "third"),
        ("Sources said that [Orland] backs {Kesh}.", UNNAMED),
        ("A spokesman for <Mensah> said that [Orland] backs {Kesh}.", "third"),
    ],
)
def test_speaker(marked: Marked, text: str, speaker: str | None) -> None:
    assert qualified(marked, text).attributed_to == speaker


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("[Orland] condemned {Kesh} on Monday.", "2021-06-14"),
        ("[Orland] condemned {Kesh} yesterday.", "2021-06-15"),
        ("[Orland] condemned {Kesh} on March 3, 2019.", "2019-03-03"),
        ("[Orland] condemned {Kesh} on 3 March 2019.", "2019-03-03"),
        ("[Orland] condemned {Kesh} in 2012.", "2012"),
        ("[Orland] condemned {Kesh} in December.", "2020-12"),
        ("[Orland] condemned {Kesh} last month.", "2021-05"),
        ("[Orland] condemned {Kesh} last week.", "2021-06-07/2021-06-13"),
        ("[Orland] condemned {Kesh} two years ago.", "2019"),
        ("[Orland] will condemn {Kesh} on Friday.", "2021-06-18"),
        ("[Orland] condemned {Kesh}.", None),
        ("[Orland] condemned {Kesh}, which had lost a war in 1912.", None),
    ],
)
def test_date(marked: Marked, text: str, date: str | None) -> None:
    assert qualified(marked, text).date == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("[Mensah] was secretary general of {the Pact} from 2015 to 2020.", "2015/2020"),
        ("[Mensah], president of {the Pact} since March 2012, left.", "2012-03/2021-06-16"),
        ("[Mensah] served as chairman of {the Pact} until 3 May 2019.", "../2019-05-03"),
        ("[Mensah] worked for {the Pact} from 1998.", "1998/.."),
        ("[Mensah], chairman of {the Pact} (2009-13), left.", "2009/2013"),
        ("[Mensah] (1910-1985), president of {the Pact}, left.", None),
        ("[Mensah], president of {the Pact}, left in 2019.", None),
    ],
)
def test_term_of_a_post(marked: Marked, text: str, date: str | None) -> None:
    assert qualified(marked, text).date == date


def test_relative_date_needs_a_day_of_publication(marked: Marked) -> None:
    assert qualified(marked, "[Orland] condemned {Kesh} on Monday.", None).date is None
    assert qualified(marked, "[Orland] condemned {Kesh} on Monday.", "2021").date is None


@pytest.mark.parametrize(
    ("text", "deed", "stand"),
    [
        ("Mensah urged voters to oppose Kesh.", "oppose", True),
        ("Mensah called for a boycott of Kesh.", "boycott", True),
        ("Mensah called on the bloc to expel Kesh.", "expel", True),
        ("Mensah might call for a boycott of Kesh.", "boycott", False),
        ("Mensah asked to leave Kesh.", "leave", False),
        ("Mensah plans to oppose Kesh.", "oppose", False),
    ],
)
def test_who_urges_others_to_a_deed_takes_a_stand_already(
    parser: Language, text: str, deed: str, stand: bool
) -> None:
    doc = parser(text)
    head = next(token for token in doc if token.text == deed)
    assert urged(head, doc[0]) is stand


def test_removal_that_is_only_threatened_is_opposition(marked: Marked) -> None:
    claim = qualified(marked, "[Orland] threatened to expel {Kesh}.")
    assert (claim.relation, claim.modality) == ("OPPOSED", "hypothetical")


def test_every_decision_has_its_reason(marked: Marked) -> None:
    claim = qualified(marked, "<Mensah> said that [Orland] would not back {Kesh} on Friday.")
    assert {"negated", "modality", "attributed_to", "date", "relation"} == {
        field for field, _ in claim.reasons
    }


def test_component_keeps_evidence_and_reads_the_articles_date(parser: Language, marked: Marked) -> None:
    doc = marked("[Orland] condemned {Kesh} on Monday.")
    doc._.whowhom_article = Article(id="d", path="", text=doc.text, published=PUBLISHED)
    before = find_claims(doc, doc._.whowhom_mentions)
    doc._.whowhom_claims = tuple(before)
    (claim,) = next(iter(create_qualifiers(parser, "whowhom_qualifiers").pipe([doc])))._.whowhom_claims
    assert claim.date == "2021-06-14"
    assert replace(claim, date=None, reasons=before[0].reasons) == before[0]


def test_quotation_left_open_by_a_paragraph_goes_on_in_the_next() -> None:
    text = 'He said: "One.\n"Two.\n"Three," and left. "Four."'
    quotes = find_quotes(text)
    assert [text[q.start : q.end] for q in quotes] == ["One.", "Two.", "Three,", "Four."]
    assert [q.continues for q in quotes] == [False, True, True, False]


def test_lexicon_is_whole() -> None:
    assert check(lexicon()) is lexicon()


def test_list_without_example_is_refused() -> None:
    with pytest.raises(LexiconError, match="odd"):
        check({"odd": {"why": "", "words": ["x"]}})


@dataclass(frozen=True, kw_only=True)
class Believed:
    """An opinion as the trained model has them."""

    negated: float = 0.0
    hypothetical: float = 0.0
    reported: float = 0.0


@pytest.mark.parametrize(
    ("probability", "ruled", "held"),
    [(0.1, True, False), (0.3, True, True), (0.3, False, False), (0.9, False, True)],
)
def test_a_qualifier_needs_less_of_the_model_where_a_rule_says_so_too(
    probability: float, ruled: bool, held: bool
) -> None:
    bars = {"reported": Bars(backed=0.2, alone=0.8)}
    assert holds("reported", Believed(reported=probability), bars, ruled=ruled) is held


def test_without_a_model_the_rule_decides() -> None:
    assert holds("negated", None, {}, ruled=True)
    assert not holds("negated", None, {}, ruled=False)


def test_what_only_the_model_reads_is_said_to_be_the_models(marked: Marked) -> None:
    doc = marked("[Orland] has little time for {Kesh} and backs {Kesh}.")
    (claim, *_) = find_claims(doc, doc._.whowhom_mentions)
    found = qualify(doc, claim, Attribution(doc), PUBLISHED, Believed(negated=1.0, reported=1.0))
    assert (found.negated, found.modality) == (True, "reported")
    assert ("negated", "the model reads it as denied") in found.reasons
    assert ("modality", "the model reads it as reported") in found.reasons


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("The police found no evidence that {Kesh}, which [Orland] backed, was paid.", False),
        ("The police found no evidence that [Orland] backed {Kesh}.", True),
        ("The police spoke of {Kesh}, which [Orland] never backed.", True),
    ],
)
def test_what_denies_a_sentence_leaves_a_clause_set_off_in_it_as_it_is(
    marked: Marked, text: str, negated: bool
) -> None:
    doc = marked(text)
    (claim, *_) = (c for c in find_claims(doc, doc._.whowhom_mentions) if (c.subject, c.object) == ("s", "o"))
    assert qualify(doc, claim, Attribution(doc), PUBLISHED, Believed(negated=1.0)).negated is negated


@pytest.mark.parametrize("wrong", ["", "[negated]\nbacked = 0.9\nalone = 0.5\n"])
def test_bars_that_make_no_sense_are_refused(wrong: str) -> None:
    rest = "[hypothetical]\nbacked = 0\nalone = 1\n[reported]\nbacked = 0\nalone = 1\n"
    with pytest.raises(LexiconError, match=r"weighing\.toml"):
        parse_bars(wrong + rest)
