"""Who is whom across articles: joined where the texts say so, kept apart where they do not."""

from __future__ import annotations

import random
from dataclasses import fields, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.names import fold
from graph.records import Corpus, Entity
from graph.resolve import resolve
from ingest.records import UNNAMED, Extraction, Mention
from tests.graph.resolve.told import tell

TREATY = tell(
    "[Ilona Vászary|p1] of the [Union of River States|o1] ([URS|o1]) criticized [Sorrel|c1]. [She|p1~] left.",
    ("p1", "AFFILIATED_WITH", "o1"),
    ("p1", "OPPOSED", "c1"),
    iso2={"c1": "XS"},
)
REPLY = tell(
    "[Vászary|p1] leads the [URS|o1], which [Sorrel|c1] left. The [Sorrelian|c1] envoy shrugged.",
    ("p1", "AFFILIATED_WITH", "o1"),
    iso2={"c1": "XS"},
)
PLACES = ("dover", "field", "gate", "holm", "mond", "rath", "stead", "wick", "yard")
GOAL = tell("[Tomas Okello|p1] scored for [Harbor United|o1].", ("p1", "AFFILIATED_WITH", "o1"))


def named(corpus: Corpus, name: str) -> Entity:
    (found,) = (entity for entity in corpus.entities if entity.name == name)
    return found


def names(corpus: Corpus) -> list[str]:
    return sorted(entity.name for entity in corpus.entities)


def test_a_surname_joins_the_only_one_who_bears_it() -> None:
    corpus = resolve([TREATY, REPLY])
    assert names(corpus) == ["Ilona Vászary", "Sorrel", "Union of River States"]
    assert named(corpus, "Ilona Vászary").aliases == ("Vászary",)
    assert named(corpus, "Ilona Vászary").mentions == 3


def test_articles_that_mostly_use_the_short_form_speak_of_the_same_organization() -> None:
    short = "The [Verrin Accord|o1] met. The [Accord|o1] voted, and the [Accord|o1] adjourned{}."
    corpus = resolve([
        tell(short.format("")), tell(short.format(" at noon")),
        tell("The [Verrin Accord|o1] thanked [Sorrel|c1]."), tell("The [Verrin Accord|o1] thanked [Tarn|c1]."),
    ])  # fmt: skip
    assert [entity.name for entity in corpus.entities if entity.type == "Organization"] == ["Verrin Accord"]


def test_a_word_that_begins_the_names_of_organizations_is_no_person() -> None:
    steel = "[Tarnish Steel|o1] sued [Sorrel|c1]. [Tarnish Steel|o1] won, and [Tarnish Steel|o1] paid{}."
    mistaken = tell("[Tarnish|p1] sued [Sorrel|c1].", iso2={"c1": "XS"})
    companies = [tell(steel.format(""), iso2={"c1": "XS"}), tell(steel.format(" late"), iso2={"c1": "XS"})]
    assert not any(entity.type == "Person" for entity in resolve([mistaken, *companies]).entities)
    bearer = tell("[Oda Tarnish|p1] founded [Tarnish Steel|o1].")
    persons = [e.name for e in resolve([mistaken, *companies, bearer]).entities if e.type == "Person"]
    assert persons == ["Oda Tarnish"]


def test_an_acronym_joins_the_name_that_it_abbreviates() -> None:
    corpus = resolve([
        tell("The [Board of Quiet Waters|o1] met."), tell("The [BQW|o1] met.")
    ])  # fmt: skip
    assert names(corpus) == ["Board of Quiet Waters"]
    assert named(corpus, "Board of Quiet Waters").aliases == ("BQW",)


def test_an_acronym_that_could_be_two_joins_neither() -> None:
    corpus = resolve([
        tell("The [Board of Quiet Waters|o1] met."), tell("The [Bank of Queen's Wharf|o1] met."),
        tell("The [BQW|o1] met."),
    ])  # fmt: skip
    assert len(corpus.entities) == 3


def test_a_surname_that_two_bear_joins_neither() -> None:
    corpus = resolve([
        tell("[Ilona Vászary|p1] sang."), tell("[Piet Vászary|p1] danced."), tell("[Vászary|p1] slept."),
    ])  # fmt: skip
    assert names(corpus) == ["Ilona Vászary", "Piet Vászary", "Vászary"]
    assert any("could be" in link.reason or "others" in link.reason for link in corpus.links)


def test_countries_are_one_by_their_code_whatever_they_are_called() -> None:
    corpus = resolve([
        tell("[Sorrel|c1] voted.", iso2={"c1": "XS"}),
        tell("The [Republic of Sorrel|c1] voted.", iso2={"c1": "XS"}),
        tell("[Sorrelia|c1] voted.", iso2={"c1": "XT"}),
    ])  # fmt: skip
    assert sorted(e.iso2 for e in corpus.entities if e.iso2) == ["XS", "XT"]


def test_namesakes_of_whom_different_things_are_said_stay_apart() -> None:
    corpus = resolve([
        tell("[Tomas Okello|p1], goalkeeper, plays for [Harbor United|o1].", ("p1", "AFFILIATED_WITH", "o1"),
             titles={"p1": ("goalkeeper",)}),
        tell("[Tomas Okello|p1] sits on the [Constitutional Tribunal|o1].", ("p1", "AFFILIATED_WITH", "o1"),
             titles={"p1": ("tribune",)}),
    ])  # fmt: skip
    people = [e for e in corpus.entities if e.type == "Person"]
    assert [e.name for e in people] == ["Tomas Okello", "Tomas Okello"]
    assert len({e.id for e in people}) == 2
    assert any("different company" in link.reason for link in corpus.links)


def _senators(count: int) -> list[Extraction]:
    told = "[Tomas Okello|p1], senator for [Sorrel|c1], spoke in the [Upper Chamber|o1] on day {}."
    links = ("p1", "AFFILIATED_WITH", "o1"), ("p1", "AFFILIATED_WITH", "c1")
    return [tell(told.format(day), *links, iso2={"c1": "XS"}) for day in range(count)]


def _goalkeeper() -> Extraction:
    told = "[Tomas Okello|p1], goalkeeper, plays for [Harbor United|o1] of [Tarn|c1]."
    links = ("p1", "AFFILIATED_WITH", "o1"), ("p1", "AFFILIATED_WITH", "c1")
    return tell(told, *links, titles={"p1": ("goalkeeper",)}, iso2={"c1": "XT"})


def test_of_two_namesakes_the_one_who_is_nearly_always_meant_is_meant() -> None:
    corpus = resolve([*_senators(19), _goalkeeper(), tell("[Tomas Okello|p1] smiled.")])
    people = sorted(e.mentions for e in corpus.entities if e.type == "Person")
    assert people == [1, 20]


def test_a_country_in_common_does_not_make_one_of_two_namesakes() -> None:
    told = "[Tomas Okello|p1], goalkeeper, plays for [Harbor United|o1] in [Sorrel|c1]."
    goalkeeper = tell(
        told, ("p1", "AFFILIATED_WITH", "o1"), titles={"p1": ("goalkeeper",)}, iso2={"c1": "XS"}
    )
    people = [e.mentions for e in resolve([*_senators(19), goalkeeper]).entities if e.type == "Person"]
    assert sorted(people) == [1, 19]


def test_of_two_namesakes_as_often_named_neither_is_meant_where_nothing_says_who() -> None:
    corpus = resolve([*_senators(2), _goalkeeper(), tell("[Tomas Okello|p1] smiled.")])
    people = sorted(e.mentions for e in corpus.entities if e.type == "Person")
    assert people == [1, 1, 2]
    assert any("it could be either of its bearers" in link.reason for link in corpus.links)


def test_who_is_much_named_stays_one_however_many_are_named_beside_him() -> None:
    told = "[Ilona Vászary|p1] of [{0}|o1] met [Karo {0}a|p2] and [Karo {1}a|p3]."
    posts = [a + b for a in ("Bel", "Cor", "Dan", "Fen", "Gor", "Hul", "Jas", "Kel") for b in PLACES]
    articles = [
        tell(told.format(one, other), ("p1", "AFFILIATED_WITH", "o1"), titles={"p1": (f"{other}ist",)})
        for one, other in zip(posts, (*posts[1:], posts[0]), strict=True)
    ]
    assert names(resolve(articles)).count("Ilona Vászary") == 1


def test_two_whom_one_article_names_in_full_stay_two() -> None:
    corpus = resolve([
        tell("[Greta Almby|p1] and [G. Almby|p2] disagreed."),
        tell("[Greta Almby|p1] resigned."),
    ])  # fmt: skip
    assert names(corpus) == ["G. Almby", "Greta Almby"]


def test_a_short_form_that_another_article_explains_is_no_second_name() -> None:
    both = tell("The [Tarnish Accord|o1] met. The [Accord|o2] voted.")
    explained = tell("The [Tarnish Accord|o1] met. The [Accord|o1] voted, and the [Accord|o1] paid.")
    assert len(resolve([both]).entities) == 2
    assert names(resolve([both, explained])) == ["Tarnish Accord"]


def test_two_of_one_surname_whom_one_article_tells_apart_stay_two() -> None:
    corpus = resolve([
        tell("Mr [Almby|p1] left before Ms [Almby|p2] came."), tell("[Almby|p1] slept."),
    ])  # fmt: skip
    both = [a.id for a in corpus.articles if "Mr" in a.text]
    assert len({m.entity for m in corpus.mentions if m.document in both}) == 2
    assert len(corpus.entities) == 3


def test_a_nickname_and_a_misspelling_join_but_another_first_name_does_not() -> None:
    corpus = resolve([
        tell("[William Okonedo|p1] of the [Harbor Party|o1] left.", ("p1", "AFFILIATED_WITH", "o1")),
        tell("[Bill Okonedo|p1] of the [Harbor Party|o1] came back.", ("p1", "AFFILIATED_WITH", "o1")),
        tell("[Wilma Okonedo|p1] of the [Harbor Party|o1] stayed.", ("p1", "AFFILIATED_WITH", "o1")),
    ])  # fmt: skip
    assert len([e for e in corpus.entities if e.type == "Person"]) == 2


def test_a_name_that_is_mostly_a_person_is_one() -> None:
    corpus = resolve([TREATY, tell("[Vászary|o1] said so."), REPLY])
    assert names(corpus) == ["Ilona Vászary", "Sorrel", "Union of River States"]
    assert {m.type for m in corpus.mentions if m.text == "Vászary"} == {"Person"}


def test_claims_and_mentions_refer_to_entities_and_keep_their_chain() -> None:
    corpus = resolve([TREATY, REPLY])
    ids = {entity.id for entity in corpus.entities}
    assert {m.entity for m in corpus.mentions} == ids
    assert {c.subject for c in corpus.claims} | {c.object for c in corpus.claims} == ids
    assert all(m.chain and m.chain not in ids for m in corpus.mentions)
    assert {c.id for c in corpus.claims} == {c.id for e in (TREATY, REPLY) for c in e.claims}


def test_a_mention_keeps_everything_but_whom_it_means() -> None:
    before = tuple(replace(m, score=0.5, reason="told") for m in TREATY.mentions)
    corpus = resolve([replace(TREATY, mentions=before)])
    changed = {"entity", "type", "chain"}
    kept = [field.name for field in fields(Mention) if field.name not in changed]
    assert [[getattr(m, name) for name in kept] for m in corpus.mentions] == [
        [getattr(m, name) for name in kept] for m in before
    ]
    assert [m.chain for m in corpus.mentions] == [m.entity for m in before]


def test_a_claim_about_oneself_is_left_out_and_counted() -> None:
    corpus = resolve([
        TREATY,
        tell("[Vászary|p1] doubts [Ilona Vászary|p2].", ("p1", "OPPOSED", "p2")),
    ])  # fmt: skip
    assert not any(c.subject == c.object for c in corpus.claims)
    assert corpus.notes == ("1 claim of an entity about itself was left out.",)


def test_what_repeats_or_dangles_is_left_out_and_counted() -> None:
    claim = TREATY.claims[1]
    stray = replace(TREATY.mentions[0], entity="nobody")
    odd = replace(
        TREATY,
        mentions=(*TREATY.mentions, stray),
        claims=(*TREATY.claims, replace(claim, confidence=0.9), replace(claim, subject="nobody", id="other")),
    )
    corpus = resolve([odd])
    assert {c.id: c.confidence for c in corpus.claims}[claim.id] == 0.9
    assert corpus.notes == (
        "1 claim about an entity that was rejected or is not known was left out.",
        "1 claim read from the same words as another was left out.",
        "1 mention of a chain that is not there was left out.",
    )


def test_speakers_are_rewritten_and_unnamed_ones_stay() -> None:
    said = tell(
        "[Ilona Vászary|p1] says that [Sorrel|c1] opposed the [URS|o1].",
        ("c1", "OPPOSED", "o1"),
        said_by="p1",
    )
    (claim,) = resolve([said]).claims
    assert claim.attributed_to == named(resolve([said]), "Ilona Vászary").id
    vague = replace(said, claims=(replace(said.claims[0], attributed_to=UNNAMED),))
    assert resolve([vague]).claims[0].attributed_to == UNNAMED


def test_pronouns_and_bare_descriptions_are_no_aliases() -> None:
    corpus = resolve(
        [tell("[Ilona Vászary|p1] won. [The president|p1.] smiled, the [URS chief|p1.]. [She|p1~] left.")]
    )
    assert named(corpus, "Ilona Vászary").aliases == ("URS chief",)


def test_what_one_article_in_hundreds_calls_somebody_is_no_alias_of_his() -> None:
    called = tell("[Ilona Vászary|p1] met the [Tarn ambassador|p1.].")
    assert "Tarn ambassador" in named(resolve([called]), "Ilona Vászary").aliases
    often = [tell(f"[Ilona Vászary|p1] spoke on day {day}.") for day in range(100)]
    assert named(resolve([called, *often]), "Ilona Vászary").aliases == ()


def test_an_article_given_twice_counts_once() -> None:
    corpus = resolve([TREATY, TREATY])
    assert len(corpus.articles) == 1
    assert "given twice" in corpus.notes[0]


def test_ids_survive_new_articles() -> None:
    before, after = resolve([TREATY]), resolve([TREATY, REPLY, GOAL])
    assert {e.id for e in before.entities} <= {e.id for e in after.entities}


def test_nothing_resolves_to_nothing() -> None:
    assert resolve([]) == Corpus()


STORIES: list[Extraction] = [TREATY, REPLY, GOAL, *(
    tell(f"[{first} {last}|p1] of [{last} Works|o1] met [{other}|p2].", ("p1", "AFFILIATED_WITH", "o1"))
    for first, last, other in [
        ("Ada", "Brandt", "Okello"), ("Bo", "Brandt", "Tomas Okello"), ("A.", "Brandt", "Vászary"),
    ]
)]  # fmt: skip


@settings(deadline=None, max_examples=25)
@given(order=st.randoms(use_true_random=False))
def test_the_order_of_articles_changes_nothing(order: random.Random) -> None:
    shuffled = list(STORIES)
    order.shuffle(shuffled)
    assert resolve(shuffled) == resolve(STORIES)


@settings(deadline=None, max_examples=25)
@given(chosen=st.sets(st.integers(0, len(STORIES) - 1)))
def test_every_mention_belongs_to_one_entity_that_has_its_name(chosen: set[int]) -> None:
    corpus = resolve([STORIES[i] for i in sorted(chosen)])
    by_id = {entity.id: entity for entity in corpus.entities}
    assert len(by_id) == len(corpus.entities)
    assert sum(e.mentions for e in corpus.entities) == len(corpus.mentions)
    for mention in corpus.mentions:
        entity = by_id[mention.entity]
        known = {fold(n) for n in (entity.name, *entity.aliases)}
        assert mention.kind != "name" or fold(mention.text) in known
