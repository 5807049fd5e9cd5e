"""The shipped relation model: direction, negation, and that neither batches nor length change it."""

from __future__ import annotations

import pytest

from ingest.encoder import cut, digest, meta_at, tokenizer_at
from ingest.markers import Marked, lay_out
from ingest.records import RELATIONS, EntityType, MentionKind
from ingest.relations.model import FOLDER, MarkedSentence, Scored, score_pairs, threshold


def sentence(
    text: str, *mentions: tuple[str, EntityType] | tuple[str, EntityType, MentionKind]
) -> MarkedSentence:
    words = tuple(text.split())
    marked = []
    for surface, type_, *kind in mentions:
        parts = tuple(surface.split())
        first = next(n for n in range(len(words)) if words[n : n + len(parts)] == parts)
        marked.append(
            Marked(
                first=first,
                last=first + len(parts),
                type=type_,
                kind=kind[0] if kind else "name",
                chain=surface,
            )
        )
    return MarkedSentence(words=words, mentions=tuple(marked))


def likeliest(read: MarkedSentence) -> Scored:
    return score_pairs([read])[0][0]


@pytest.mark.parametrize(
    ("text", "subject", "relation", "object_"),
    [
        ("Ana Lindqvist condemned Piet Vos over the dam .", 0, "OPPOSED", 1),
        ("Piet Vos was condemned by Ana Lindqvist over the dam .", 0, "OPPOSED", 1),
        ("Ana Lindqvist endorsed Piet Vos on Monday .", 0, "SUPPORTED", 1),
        ("Piet Vos was fired by Ana Lindqvist on Monday .", 0, "EXPELLED", 1),
    ],
)
def test_relation_and_direction(text: str, subject: int, relation: str, object_: int) -> None:
    best = likeliest(sentence(text, ("Ana Lindqvist", "Person"), ("Piet Vos", "Person")))
    assert (best.subject, best.relation, best.object) == (subject, relation, object_)


def test_a_post_is_an_affiliation() -> None:
    read = sentence(
        "Ana Lindqvist , the chair of Acme Steel , slept .",
        ("Ana Lindqvist", "Person"),
        ("Acme Steel", "Organization"),
    )
    assert likeliest(read).relation == "AFFILIATED_WITH"


def test_two_names_side_by_side_are_no_relation() -> None:
    read = sentence(
        "Ana Lindqvist and Piet Vos arrived on Monday .", ("Ana Lindqvist", "Person"), ("Piet Vos", "Person")
    )
    assert all(s.probability < threshold(s.relation) for s in score_pairs([read])[0])


def test_negation_is_seen() -> None:
    pair: tuple[tuple[str, EntityType], ...] = (("Ana Lindqvist", "Person"), ("Piet Vos", "Person"))
    plain = likeliest(sentence("Ana Lindqvist endorsed Piet Vos .", *pair))
    denied = likeliest(sentence("Ana Lindqvist did not endorse Piet Vos .", *pair))
    assert denied.negated > plain.negated


def test_mentions_of_one_chain_are_no_pair() -> None:
    words = ("Ana", "said", "she", "resigned", ".")
    mentions = (
        Marked(first=0, last=1, type="Person", kind="name", chain="ana"),
        Marked(first=2, last=3, type="Person", kind="pronoun", chain="ana"),
    )
    assert score_pairs([MarkedSentence(words=words, mentions=mentions)]) == [[]]


def test_a_batch_scores_what_each_sentence_alone_scores() -> None:
    pair: tuple[tuple[str, EntityType], ...] = (("Ana", "Person"), ("Piet", "Person"))
    reads = [
        sentence("Ana backed Piet .", *pair),
        MarkedSentence(words=(), mentions=()),
        sentence("In a long speech that nobody had expected from such a man , Piet attacked Ana .", *pair),
    ]
    together, alone = score_pairs(reads), [score_pairs([read])[0] for read in reads]
    for left, right in zip(together, alone, strict=True):
        assert [(s.subject, s.relation, s.object) for s in left if s.probability > 0.2] == [
            (s.subject, s.relation, s.object) for s in right if s.probability > 0.2
        ]


def test_more_pairs_than_one_run_reads() -> None:
    words = ("Ana", "backed", *(f"Piet{n}" for n in range(12)), ".")
    places = [0, *range(2, 14)]
    mentions = tuple(Marked(first=n, last=n + 1, type="Person", kind="name", chain=str(n)) for n in places)
    scored = score_pairs([MarkedSentence(words=words, mentions=mentions)], floor=0.0)[0]
    assert len(scored) == 13 * 12 * len(RELATIONS)


def test_a_pair_at_the_end_of_a_long_sentence() -> None:
    words = ("and", "so", "on") * 300 + ("Ana", "condemned", "Piet", ".")
    mentions = tuple(
        Marked(first=n, last=n + 1, type="Person", kind="name", chain=str(n)) for n in (900, 902)
    )
    best = score_pairs([MarkedSentence(words=words, mentions=mentions)], floor=0.0)[0]
    assert len(best) == 2 * len(RELATIONS)


def test_markers_stand_where_their_mentions_begin() -> None:
    read = sentence("Ana Lindqvist condemned Piet .", ("Ana Lindqvist", "Person"), ("Piet", "Person"))
    (pieces,) = cut(tokenizer_at(FOLDER), [read.words])
    layout = lay_out(pieces, read.mentions, [(0, 1)])
    (start,) = layout.starts
    assert layout.positions[start : start + 2] == (pieces.begin[0], pieces.begin[3])
    assert layout.places == ((pieces.begin[0], pieces.end[1] - 1, pieces.begin[3], pieces.end[3] - 1),)


def test_only_the_pairs_that_are_asked_for_are_read() -> None:
    three = sentence("Ana backed Piet and Kim .", ("Ana", "Person"), ("Piet", "Person"), ("Kim", "Person"))
    some = MarkedSentence(words=three.words, mentions=three.mentions, pairs=((0, 1),))
    scored = score_pairs([some], floor=0.0)[0]
    assert {frozenset((s.subject, s.object)) for s in scored} == {frozenset((0, 1))}
    none = MarkedSentence(words=three.words, mentions=three.mentions, pairs=())
    assert score_pairs([none], floor=0.0) == [[]]


def test_the_files_are_those_that_the_meta_names() -> None:
    assert {name: digest(FOLDER / name) for name in meta_at(FOLDER)["sha256"]} == meta_at(FOLDER)["sha256"]
