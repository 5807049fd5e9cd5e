"""Sentences and the claims that must, or must not, be read from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ingest.relations import create_relations
from ingest.relations.claims import find_claims

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language
    from spacy.tokens import Doc


def read(marked: Callable[..., Doc], text: str, **types: str) -> set[tuple[str, str, str]]:
    doc = marked(text, **types)
    return {(c.subject, c.relation, c.object) for c in find_claims(doc, doc._.whowhom_mentions)}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("[Orland] was praised, but {Kesh} was condemned by [Orland].", "OPPOSED"),
        ("{Kesh} was sharply criticized by [Orland].", "OPPOSED"),
        ("{Kesh}, backed by [Orland], won the vote.", "SUPPORTED"),
        ("[Orland], which has long backed {Kesh}, sent no one.", "SUPPORTED"),
        ("[Orland] decided to back {Kesh}.", "SUPPORTED"),
        ("[Orland] wants to keep peace and denounced {Kesh}.", "OPPOSED"),
        ("[Orland] criticized and mocked {Kesh}.", "OPPOSED"),
        ("[Orland] rejected {Kesh}'s report on the dam.", "OPPOSED"),
        ("[Orland] rejected the report of {Kesh} on the dam.", "OPPOSED"),
        ("A spokesman for [Orland] condemned {Kesh}.", "OPPOSED"),
        ("[Orland]'s condemnation of {Kesh} came late.", "OPPOSED"),
        ("The expulsion of {Kesh} by [Orland] came late.", "EXPELLED"),
        ("{Kesh} drew sharp criticism from [Orland].", "OPPOSED"),
        ("{Kesh} came under attack from [Orland].", "OPPOSED"),
        ("[Orland] voiced its full support for {Kesh}.", "SUPPORTED"),
        ("[Mensah], a critic of {Kesh}, was there.", "OPPOSED"),
        ("[Mensah] has been a loyal ally of {Kesh}.", "SUPPORTED"),
        ("{Kesh}'s rival, [Mensah], was there.", "OPPOSED"),
        ("[Mensah] is furious at {Kesh}.", "OPPOSED"),
        ("[Mensah] threw her support behind {Kesh}.", "SUPPORTED"),
        ("[Orland] gave {Kesh} the boot.", "EXPELLED"),
        ("[Orland] took {Kesh} to task over the dam.", "OPPOSED"),
        ("[Mensah] urged [Orland] to back {Kesh}.", "SUPPORTED"),
    ],
)
def test_relation_is_read(marked: Callable[..., Doc], text: str, relation: str) -> None:
    assert ("s", relation, "o") in read(marked, text)


@pytest.mark.parametrize(
    "text",
    [
        "[Orland] and the enemies of {Kesh} met.",
        "[Mensah] met a critic of {Kesh}.",
        "[Mensah] backed out of a debate with {Kesh}.",
        "[Mensah] fired a gun near {Kesh}.",
        "[Mensah] left {Kesh} at the airport.",
        "[Mensah] was with {Kesh} when the storm hit.",
    ],
)
def test_look_alike_gives_no_stance(marked: Callable[..., Doc], text: str) -> None:
    stances = {relation for s, relation, o in read(marked, text) if (s, o) in (("s", "o"), ("o", "s"))}
    assert not stances - {"AFFILIATED_WITH"}


def test_passive_voice_reverses_direction(marked: Callable[..., Doc]) -> None:
    assert read(marked, "{Kesh} was attacked by [Orland].") == {("s", "OPPOSED", "o")}


def test_every_conjunct_acts_and_suffers(marked: Callable[..., Doc]) -> None:
    found = read(marked, "[Orland] and <Sovia> condemned {Kesh}.")
    assert found == {("s", "OPPOSED", "o"), ("third", "OPPOSED", "o")}


def test_who_is_accused_of_a_deed_does_it(marked: Callable[..., Doc]) -> None:
    found = read(marked, "[Orland] accused <Sovia> of supporting {Kesh}.")
    assert ("third", "SUPPORTED", "o") in found
    assert ("s", "SUPPORTED", "o") not in found


def test_removal_is_not_also_opposition(marked: Callable[..., Doc]) -> None:
    assert read(marked, "[The League] fired {Kesh}.", o="Person") == {("s", "EXPELLED", "o")}


def test_rivals_oppose_each_other(marked: Callable[..., Doc]) -> None:
    found = read(marked, "[Mensah] is a rival of {Kesh}.", s="Person", o="Person")
    assert found == {("s", "OPPOSED", "o"), ("o", "OPPOSED", "s")}


def test_league_that_someone_is_expelled_from_has_expelled(marked: Callable[..., Doc]) -> None:
    assert ("s", "EXPELLED", "o") in read(
        marked, "{Ana Kesh} was expelled from [the Oru League].", o="Person"
    )


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("{Oru League} Secretary General [Ana Kesh] spoke.", "Secretary General"),
        ("[Ana Kesh], the secretary general of {the Oru League}, spoke.", "secretary general"),
        ("[Ana Kesh] is deputy chairwoman of {the Oru League}.", "deputy chairwoman"),
        ("{The Oru League}'s spokesman, [Bo Kesh], spoke.", "spokesman"),
        ("The president of {the Oru League}, [Ana Kesh], spoke.", "president"),
        ("[Ana Kesh] was named {Orland}'s ambassador to Voria.", "ambassador"),
    ],
)
def test_post_gives_affiliation_with_its_role(marked: Callable[..., Doc], text: str, role: str) -> None:
    doc = marked(text, s="Person")
    claims = [c for c in find_claims(doc, doc._.whowhom_mentions) if c.relation == "AFFILIATED_WITH"]
    assert [(c.subject, c.object, c.role) for c in claims] == [("s", "o", role)]


def test_an_envoy_is_not_of_those_who_receive_her(marked: Callable[..., Doc]) -> None:
    assert read(marked, "[Ana Kesh] was named ambassador to {Orland}.", s="Person") == set()


def test_evidence_is_cut_from_the_text(marked: Callable[..., Doc]) -> None:
    long = "On a day, " * 60 + "[Orland] condemned {Kesh}, " + "and it rained, " * 60 + "said no one."
    doc = marked(long)
    (claim,) = (c for c in find_claims(doc, doc._.whowhom_mentions) if c.relation == "OPPOSED")
    assert doc.text[claim.start : claim.end] == claim.evidence
    assert len(claim.evidence) <= 300
    for start, end in (
        (claim.subject_start, claim.subject_end),
        (claim.object_start, claim.object_end),
        (claim.trigger_start, claim.trigger_end),
    ):
        assert claim.start <= start < end <= claim.end


def test_claim_names_its_act_codes_and_rule(marked: Callable[..., Doc]) -> None:
    doc = marked("[Orland] denounced {Kesh}.")
    (claim,) = find_claims(doc, doc._.whowhom_mentions)
    assert (claim.act, claim.plover, claim.cameo, claim.extractor) == ("denounce", "ACCUSE", "11", "patterns")
    assert claim.rule.startswith("criticize/verb")
    assert 0 < claim.confidence < 1


def test_component_gives_the_same_one_by_one_and_in_a_stream(
    parser: Language, marked: Callable[..., Doc]
) -> None:
    component = create_relations(parser, "whowhom_relations")
    one = component(marked("[Orland] denounced {Kesh}."))._.whowhom_claims
    (other,) = component.pipe([marked("[Orland] denounced {Kesh}.")])
    assert one == other._.whowhom_claims


def test_sentence_with_one_chain_is_skipped(marked: Callable[..., Doc]) -> None:
    assert read(marked, "[Orland] denounced everyone.") == set()
