"""What the user decides holds on every build, whatever articles come later, until it is taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from graph.doubts import answer, doubtful_pairs
from graph.judgements import JudgementError, keep_apart, merge, reject, rename, retype, split, standing, undo
from graph.records import Corpus, Entity, Judgement
from graph.resolve import resolve
from ingest.records import Extraction
from tests.graph.resolve.told import tell

WIRE = tell(
    "[Ilona Vászary|p1] of the [Union of River States|o1] accused [Tomas Okello|p2].",
    ("p1", "AFFILIATED_WITH", "o1"), ("p1", "OPPOSED", "p2"),
)  # fmt: skip
PAPER = tell("[Helen Wassary|p1] thanked [Tomas Okello|p2]; [Okello|p2] smiled.", ("p1", "SUPPORTED", "p2"))
BLOG = tell("The [Sorrel Circle|o1] praised the [Circle of Friends|o2].", ("o1", "SUPPORTED", "o2"))
STORY = [WIRE, PAPER, BLOG]
LATER = [
    tell("[Ilona Vászary|p1] and [Greta Almby|p2] met [Helen Wassary|p3].", ("p1", "SUPPORTED", "p2")),
    tell(
        "[President Ilona Maria Vászary|p1] spoke; [Ilona Maria Vászary|p1] left. [Ilona Maria Vászary|p1]."
    ),
    tell("[Ilona Maria Vászary|p1] came back. [Ilona Maria Vászary|p1] slept."),
    tell("[Okello|p1] denied it, and the [Sorrel Circle|o1] cheered."),
]


def called(corpus: Corpus, name: str) -> Entity:
    (found,) = (e for e in corpus.entities if name in (e.name, *e.aliases))
    return found


BEFORE = resolve(STORY)


@pytest.fixture(params=[STORY, [*STORY, *LATER[1:]]], ids=["the same articles", "more articles"])
def story(request: pytest.FixtureRequest) -> list[Extraction]:
    found: list[Extraction] = request.param
    return found


def test_merged_entities_stay_one(story: list[Extraction]) -> None:
    judgement = merge(BEFORE, called(BEFORE, "Ilona Vászary").id, called(BEFORE, "Helen Wassary").id)
    corpus = resolve(story, [judgement])
    assert called(corpus, "Helen Wassary") == called(corpus, "Ilona Vászary")
    assert any(link.reason == "you said that they are the same" for link in corpus.links)
    assert len({c.subject for c in corpus.claims if c.relation != "AFFILIATED_WITH"}) == 2


def test_what_was_kept_apart_stays_apart() -> None:
    twins = [
        tell("[Ada Brandt|p1] of [Brandt Works|o1] sang."),
        tell("[A. Brandt|p1] of [Brandt Works|o1] ate."),
    ]
    joined = resolve(twins)
    assert called(joined, "A. Brandt") == called(joined, "Ada Brandt")
    (doubt,) = [d for d in doubtful_pairs(joined) if d.joined and d.left.type == "Person"]
    judgement = answer(doubt, same=False)
    apart = resolve([*twins, *LATER], [judgement])
    assert called(apart, "A. Brandt") != called(apart, "Ada Brandt")
    assert not [
        d for d in doubtful_pairs(apart, [judgement]) if "Brandt" in d.left.name and d.left.type == "Person"
    ]


def test_a_confirmed_doubt_is_not_asked_again() -> None:
    twins = [
        tell("[Ada Brandt|p1] of [Brandt Works|o1] sang."),
        tell("[A. Brandt|p1] of [Brandt Works|o1] ate."),
    ]
    corpus = resolve(twins)
    doubts = [d for d in doubtful_pairs(corpus) if d.left.type == "Person"]
    judgements = [answer(d, same=True) for d in doubts]
    again = resolve(twins, judgements)
    assert [e.id for e in again.entities] == [e.id for e in corpus.entities]
    assert [d for d in doubtful_pairs(again, judgements) if d.left.type == "Person"] == []


def test_two_kept_apart_are_not_joined_by_a_later_article() -> None:
    story = [tell("[Ada Brandt|p1] sang."), tell("[Brandt|p1] slept.")]
    alone = resolve([tell("[Brandt|p1] slept."), tell("[Bo Okello|p1] sang.")])
    judgement = keep_apart(alone, called(alone, "Brandt").id, called(alone, "Bo Okello").id)
    corpus = resolve([*story, tell("[Bo Okello|p1] sang.")], [judgement])
    assert called(corpus, "Bo Okello").aliases == ()
    assert corpus.notes == ()


def test_a_renamed_entity_keeps_its_id_and_its_names(story: list[Extraction]) -> None:
    before = called(BEFORE, "Tomas Okello")
    corpus = resolve(story, [rename(BEFORE, before.id, " The  Goalkeeper ")])
    after = called(corpus, "The Goalkeeper")
    assert (after.id, after.name) == (before.id, "The Goalkeeper")
    assert set(after.aliases) == {"Okello", "Tomas Okello"}


def test_a_retyped_entity_has_the_type_in_all_its_mentions(story: list[Extraction]) -> None:
    corpus = resolve(story, [retype(BEFORE, called(BEFORE, "Sorrel Circle").id, "Person")])
    assert called(corpus, "Sorrel Circle").type == "Person"
    assert {m.type for m in corpus.mentions if m.text == "Sorrel Circle"} == {"Person"}


def test_a_rejected_claim_is_gone_and_the_others_stay(story: list[Extraction]) -> None:
    wrong = next(c for c in BEFORE.claims if c.relation == "OPPOSED")
    corpus = resolve(story, [reject(BEFORE, wrong.id)])
    assert wrong.id not in {c.id for c in corpus.claims}
    assert len(corpus.claims) == len(resolve(story).claims) - 1


def test_a_rejected_entity_is_gone_with_its_claims_and_the_report_says_so(story: list[Extraction]) -> None:
    corpus = resolve(story, [reject(BEFORE, called(BEFORE, "Tomas Okello").id)])
    assert not any("Okello" in e.name for e in corpus.entities)
    assert not any("Okello" in m.text for m in corpus.mentions)
    assert "2 claims about an entity that was rejected or is not known were left out." in corpus.notes


def test_an_alias_is_split_off_down_to_single_mentions(story: list[Extraction]) -> None:
    corpus = resolve(story, [split(BEFORE, called(BEFORE, "Tomas Okello").id, "Okello")])
    whole, part = called(corpus, "Tomas Okello"), called(corpus, "Okello")
    assert whole.id != part.id
    assert {m.text for m in corpus.mentions if m.entity == part.id} == {"Okello"}
    assert {c.object for c in corpus.claims if c.relation in ("OPPOSED", "SUPPORTED")} >= {whole.id}


def test_what_one_article_says_is_split_off(story: list[Extraction]) -> None:
    corpus = resolve(story, [split(BEFORE, called(BEFORE, "Tomas Okello").id, PAPER.article.id)])
    namesakes = [e for e in corpus.entities if e.name == "Tomas Okello"]
    assert len(namesakes) == 2
    of_paper = {m.entity for m in corpus.mentions if m.document == PAPER.article.id and "Okello" in m.text}
    of_wire = {m.entity for m in corpus.mentions if m.document == WIRE.article.id and "Okello" in m.text}
    assert len(of_paper) == len(of_wire) == 1
    assert of_paper != of_wire


def test_a_judgement_taken_back_has_never_been(story: list[Extraction]) -> None:
    judgement = merge(BEFORE, called(BEFORE, "Ilona Vászary").id, called(BEFORE, "Helen Wassary").id)
    taken_back = undo([judgement], judgement.id)
    assert standing([judgement, taken_back]) == ()
    assert resolve(story, [judgement, taken_back]) == resolve(story)
    assert standing([judgement, taken_back, judgement]) == (judgement,)


def test_the_later_of_two_that_contradict_each_other_counts() -> None:
    pair = called(BEFORE, "Ilona Vászary").id, called(BEFORE, "Helen Wassary").id
    first, second = merge(BEFORE, *pair, made="2026-01-01"), keep_apart(BEFORE, *pair, made="2026-01-02")
    assert resolve(STORY, [first, second]).entities == BEFORE.entities
    assert len(resolve(STORY, [second, first]).entities) == len(BEFORE.entities) - 1


def test_a_judgement_survives_the_change_of_an_id() -> None:
    judgement = merge(BEFORE, called(BEFORE, "Ilona Vászary").id, called(BEFORE, "Helen Wassary").id)
    corpus = resolve([*STORY, *LATER[1:]], [judgement])
    assert called(corpus, "Helen Wassary").name == "Ilona Maria Vászary"
    assert called(corpus, "Helen Wassary").id != judgement.target


def test_a_judgement_without_anchors_goes_by_the_id() -> None:
    judgement = merge(BEFORE, called(BEFORE, "Ilona Vászary").id, called(BEFORE, "Helen Wassary").id)
    bare = replace(judgement, anchors=("nonsense", "a:b-c"), other_anchors=())
    assert called(resolve(STORY, [bare]), "Helen Wassary").aliases


def test_a_judgement_on_articles_that_are_gone_waits_and_is_named() -> None:
    judgement = merge(BEFORE, called(BEFORE, "Ilona Vászary").id, called(BEFORE, "Helen Wassary").id)
    corpus = resolve([BLOG], [judgement, Judgement(id="x", decision="rename", target="none")])
    assert len(corpus.notes) == 2
    assert all("refers to nothing in these articles, and waits" in note for note in corpus.notes)
    assert called(resolve(STORY, [judgement]), "Helen Wassary").aliases


ILONA = called(BEFORE, "Ilona Vászary").id


@pytest.mark.parametrize(
    ("decide", "complaint"),
    [
        (lambda: merge(BEFORE, ILONA, "none"), "no entity with this id"),
        (lambda: merge(BEFORE, ILONA, ILONA), "is that entity already"),
        (lambda: keep_apart(BEFORE, ILONA, ILONA), "split it instead"),
        (lambda: rename(BEFORE, ILONA, " — "), "needs a letter"),
        (lambda: retype(BEFORE, ILONA, "Planet"), "choose one of Person, Organization, Country"),
        (lambda: retype(BEFORE, ILONA, "Person"), "is a Person already"),
        (lambda: reject(BEFORE, "none"), "no entity with this id"),
        (lambda: split(BEFORE, ILONA, "Greta"), "has no alias and no article"),
        (lambda: split(BEFORE, ILONA, "Ilona Vászary"), "nothing would be left"),
        (lambda: undo([], "none"), "no judgement that holds"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(decide: Callable[[], Judgement], complaint: str) -> None:
    with pytest.raises(JudgementError, match=complaint):
        decide()


def test_doubts_show_both_sides_with_their_words() -> None:
    story = [
        tell("[Ilona Vászary|p1] sang."),
        tell("[Piet Vászary|p1] danced."),
        tell("Nobody saw [Vászary|p1] again."),
    ]
    corpus = resolve(story)
    doubts = doubtful_pairs(corpus)
    assert [d.joined for d in doubts] == [False] * len(doubts)
    assert "Nobody saw Vászary again." in {q.text for d in doubts for q in (*d.left_quotes, *d.right_quotes)}
    judgement = answer(doubts[0], same=True)
    assert len(resolve([], [judgement]).entities) == 0
    decided = resolve(story, [judgement])
    assert len(decided.entities) == 2
    assert doubts[0].left.id not in {d.left.id for d in doubtful_pairs(decided, [judgement])} & {
        d.right.id for d in doubtful_pairs(decided, [judgement])
    }
