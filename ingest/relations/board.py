"""The mentions of one sentence laid on its tokens, and how an argument of a predicate finds its mention."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Span, Token

    from ingest.records import Mention

RELATIVES = frozenset({"who", "whom", "which", "that", "whose"})
OWNERS = frozenset({"of", "by", "from"})


@cache
def words(name: str) -> frozenset[str]:
    """One of the word lists in words.toml, by its key."""
    import tomllib

    text = files("ingest.relations").joinpath("words.toml").read_text(encoding="utf-8")
    return frozenset(" ".join(tomllib.loads(text)[name]["words"]).split())


@dataclass(slots=True)
class Board:
    """One sentence with its mentions: ``roots`` by the token that heads each, ``inside`` by every token."""

    sentence: Span
    mentions: list[Mention] = field(default_factory=list)
    roots: dict[int, Mention] = field(default_factory=dict)
    inside: dict[int, Mention] = field(default_factory=dict)
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    """First and last token (exclusive) of each mention, by its place in ``mentions``."""

    @property
    def chains(self) -> set[str]:
        """The chains that the sentence mentions."""
        return {m.entity for m in self.mentions if m.entity}


def boards(doc: Doc, mentions: Iterable[Mention], least: int = 2) -> Iterator[Board]:
    """A Board for each sentence that mentions at least so many chains, in order."""
    ordered = sorted((m for m in mentions if m.entity), key=lambda m: (m.start, m.end))
    place = 0
    for sentence in doc.sents:
        while place < len(ordered) and ordered[place].start < sentence.start_char:
            place += 1
        stop = place
        while stop < len(ordered) and ordered[stop].start < sentence.end_char:
            stop += 1
        found = [m for m in ordered[place:stop] if m.end <= sentence.end_char]
        place = stop
        if len({m.entity for m in found}) >= least:
            yield lay(doc, sentence, found)


def lay(doc: Doc, sentence: Span, mentions: list[Mention]) -> Board:
    """Place the mentions; where two share a head, the name stands before the description around it."""
    board = Board(sentence)
    # Longest first, so that an inner mention overwrites the outer one at its own tokens.
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start)):
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None:
            continue
        board.spans[len(board.mentions)] = (span.start, span.end)
        board.mentions.append(mention)
        board.roots[span.root.i] = mention
        for token in span:
            board.inside[token.i] = mention
    return board


def mention_at(board: Board, token: Token) -> Mention | None:
    """The mention whose head is the token, or the name that the token is a part of."""
    found = board.roots.get(token.i)
    if found is not None:
        return found
    inner = board.inside.get(token.i)
    return inner if inner is not None and inner.kind == "name" else None


def with_conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated after it: "X, Y and Z"."""
    found = [token]
    for child in token.children:
        if child.dep_ == "conj" and child.i > token.i:
            found.extend(with_conjuncts(child))
    return found


def direct(board: Board, token: Token) -> list[Mention]:
    """The mention at the token itself, at its apposition, or at what a relative pronoun stands for."""
    if token.lower_ in RELATIVES and token.i not in board.roots:
        head = antecedent(token)
        return direct(board, head) if head is not None and head.i != token.i else []
    found = mention_at(board, token)
    if found is not None:
        return [found]
    for child in token.children:
        if child.dep_ == "appos" and (named := spread(board, child)):
            return named
    return name_after_comma(board, token) or _listed(board, token) or _defined(board, token)


def _listed(board: Board, noun: Token) -> list[Mention]:
    """ "several ministers, including Kesh and Mensah"."""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in ("including", "like"):
            return [m for kid in child.children if kid.dep_ == "pobj" for m in spread(board, kid)]
    return []


def _defined(board: Board, noun: Token) -> list[Mention]:
    """The named one of whom the noun is said: "Kesh, a magnate who", "Kesh was the first member to"."""
    if noun.pos_ != "NOUN":
        return []
    if noun.dep_ == "appos" and (found := mention_at(board, noun.head)) is not None:
        return [found]
    if noun.dep_ == "attr" and noun.head.lemma_ in ("be", "become"):
        subjects = [c for c in noun.head.children if c.dep_ == "nsubj"]
        return [found for c in subjects if (found := mention_at(board, c)) is not None]
    return []


def name_after_comma(board: Board, noun: Token) -> list[Mention]:
    """ "the military attaché, Major Kesh": the parser often loses such a name to the verb."""
    if noun.lemma_.lower() not in words("persons") or noun.i + 2 >= board.sentence.end:
        return []
    doc = noun.doc
    place = noun.right_edge.i + 1 if noun.right_edge.text != "," else noun.right_edge.i
    if place >= board.sentence.end or doc[place].text != ",":
        return []
    for token in doc[place + 1 : min(place + 4, board.sentence.end)]:
        found = board.inside.get(token.i)
        if found is not None:
            return (
                [found]
                if found.type == "Person" and found.kind == "name" and found.start >= doc[place].idx
                else []
            )
        if token.pos_ != "PROPN":
            return []
    return []


def antecedent(relative: Token) -> Token | None:
    """The noun that a relative pronoun stands for."""
    node = relative
    while node.dep_ != "relcl":
        head = node.head
        if head.i == node.i:
            return None
        if node.dep_ == "ccomp" and head.lemma_ == "be":
            # "it was not she who": the parser makes the relative clause a second predicate.
            return next((c for c in head.children if c.dep_ == "attr" and c.i < relative.i), None)
        node = head
    return node.head


def owners(board: Board, noun: Token, prepositions: frozenset[str] = OWNERS) -> list[Mention]:
    """Whose deed or thing the noun is: "Kesh's report", "the decision of Kesh", "the Kesh report"."""
    for child in noun.children:
        if child.dep_ == "poss" and (found := direct(board, child)):
            return found
    for child in noun.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in prepositions:
            found = [m for kid in child.children if kid.dep_ == "pobj" for m in spread(board, kid)]
            if found:
                return found
    for child in noun.children:
        if child.dep_ in ("compound", "amod", "nmod") and (inner := mention_at(board, child)) is not None:
            return [inner]
    return []


def spread(board: Board, token: Token) -> list[Mention]:
    """The mentions at the token and its conjuncts, without deeds."""
    return [m for part in with_conjuncts(token) for m in direct(board, part)]


def as_object(board: Board, token: Token, *, deeds: bool) -> list[Mention]:
    """The entities that an object names: themselves, or through what they did, said or own."""
    found: list[Mention] = []
    for part in with_conjuncts(token):
        named = direct(board, part)
        if (
            not named
            and deeds
            and part.pos_ in ("NOUN", "PROPN", "PRON")
            and part.lemma_ not in words("others_people")
        ):
            named = owners(board, part)
            if not named:
                named = _owner_of_owner(board, part)
        found.extend(named)
    return found


def _owner_of_owner(board: Board, noun: Token) -> list[Mention]:
    """ "many of Kesh's decisions", "the handling of Kesh's crisis": one step deeper, no further."""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            for kid in child.children:
                if kid.dep_ == "pobj" and kid.lemma_ not in words("others_people"):
                    return owners(board, kid)
    return []


def as_subject(board: Board, token: Token) -> list[Mention]:
    """The entities that act: themselves, or what speaks for them ("a Kesh spokesman", "her letter")."""
    found: list[Mention] = []
    for part in with_conjuncts(token):
        named = direct(board, part)
        if not named and part.lemma_.lower() in words("speaks_for"):
            named = owners(board, part, OWNERS | {"for"})
        found.extend(named)
    return found
