"""Pattern family: posts in titles and appositions, "Oru League chief Ana Kesh", "Kesh, the league's head"."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from ingest.extensions import text_of
from ingest.relations import syntax
from ingest.relations.board import Board, direct, mention_at
from ingest.relations.found import Found
from ingest.relations.roles import role_holders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from ingest.records import Mention

_PART_OF_POST: Final = frozenset(
    {"compound", "amod", "nmod", "poss", "nummod", "advmod", "punct", "quantmod"}
)
_OF: Final = frozenset({"of", "at", "in", "for", "to", "with", "on", "from"})
_GENERAL: Final = frozenset({"of", "at", "for", "in", "to", "with", "on"})
_NO_POST_WORDS: Final = frozenset(
    {"the", "a", "an", "its", "his", "her", "their", "our", "my", "'s", "’s", "who", "which"}
)
_PARTY: Final = re.compile(r"^[\s,(]{1,3}(?P<party>[RD])(?:[-–—][A-Z][A-Za-z.]+)?[).,\s]")
_GUARD: Final = re.compile(
    r"(?i)\b(rival|opponent|critic|critics|opponents|rivals|foe|foes|enemy|enemies|ally|allies)\b"
)


@cache
def posts(name: str) -> frozenset[str]:
    """One of the word lists in posts.toml, by its key."""
    import tomllib

    text = files("ingest.relations").joinpath("posts.toml").read_text(encoding="utf-8")
    return frozenset(" ".join(tomllib.loads(text)[name]["words"]).split())


def read_titles(board: Board) -> Iterator[Found]:
    """Every post in the sentence whose holder and whose organization, state or principal it names."""
    known = posts("posts")
    for token in board.sentence:
        if token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in known:
            yield from _read_post(board, token)


def _read_post(board: Board, noun: Token) -> Iterator[Found]:
    holders = role_holders(board, noun)
    rule = (
        "apposition" if noun.dep_ == "appos" or any(c.dep_ == "appos" for c in noun.children) else "predicate"
    )
    if not holders:
        holders, rule = _following_name(board, noun), "title"
    if not holders:
        return
    for holder in holders:
        for owner in _belongs_to(board, noun):
            if owner.entity == holder.entity or not _may_belong(noun, owner):
                continue
            role, first, last = role_text(board, noun)
            yield Found(
                subject=holder, object=owner, relation="AFFILIATED_WITH", head=noun.i, first=first, last=last,
                family="title", rule=f"title.{rule}", wording=role, role=role,
            )  # fmt: skip


def _following_name(board: Board, noun: Token) -> list[Mention]:
    """ "League chief Ana Kesh": the name that the post stands before, whatever the parser made of it."""
    place = noun.i + 1
    doc = noun.doc
    while (
        place < len(doc)
        and doc[place].lower_ in posts("posts") | {"of", "state", "staff", "-"}
        and place not in board.inside
    ):
        place += 1
    if place >= board.sentence.end:
        return []
    found = board.inside.get(place)
    if found is None or found.type != "Person" or found.kind != "name":
        return []
    return [found] if found.start >= noun.idx else []


def _belongs_to(board: Board, noun: Token) -> list[Mention]:
    """What the post is of: its possessor, a name before it, or the object of "of", "at", "for"."""
    found = [m for node in _post_nodes(noun) for m in _owners_of(board, node)]
    if not found:
        found = _preceding(board, noun)
    return list({m.start: m for m in found}.values())


def _post_nodes(noun: Token) -> list[Token]:
    """The noun, and what it modifies: in "League chief Ana Kesh" the possessor hangs on the name."""
    nodes = [noun]
    if noun.dep_ in ("compound", "nmod", "amod"):
        nodes.append(noun.head)
    nodes.extend(c for c in noun.children if c.dep_ in ("compound", "nmod") and c.i < noun.i)
    return nodes


def _owners_of(board: Board, node: Token) -> Iterator[Mention]:
    for child in node.children:
        if child.dep_ == "poss" and (found := mention_at(board, child)) is not None:
            yield found
        elif (
            child.dep_ in ("compound", "amod", "nmod")
            and child.i < node.i
            and (found := mention_at(board, child))
        ):
            if found.type != "Person":
                yield found
        elif child.dep_ == "prep" and child.lower_ in _OF and not _is_mission(child, node):
            yield from _objects(board, child)


def _is_mission(preposition: Token, noun: Token) -> bool:
    """An envoy is of those who send, not of those who receive."""
    return preposition.lower_ == "to" and noun.lemma_.lower() in posts("envoys")


def _objects(board: Board, preposition: Token) -> Iterator[Mention]:
    for kid in preposition.children:
        if kid.dep_ != "pobj":
            continue
        parts = [kid, *(c for c in kid.children if c.dep_ == "conj")]
        for part in parts:
            if (found := mention_at(board, part)) is not None:
                yield found
            elif part.pos_ in ("NOUN", "PROPN"):
                yield from _inner(board, part)


def _inner(board: Board, noun: Token) -> Iterator[Mention]:
    """ "professor of law at the Oru School", "head of the League's legal service"."""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in _GENERAL:
            for kid in child.children:
                if kid.dep_ == "pobj" and (found := mention_at(board, kid)) is not None:
                    yield found
        elif child.dep_ in ("poss", "compound", "amod") and (found := mention_at(board, child)) is not None:
            yield found


def _preceding(board: Board, noun: Token) -> list[Mention]:
    """A state, organization or possessor right before the post, with only words of the post in between."""
    place = noun.i - 1
    doc = noun.doc
    while place >= board.sentence.start:
        token = doc[place]
        found = board.inside.get(place)
        if found is not None and found.kind != "description":
            possessive = place + 1 < len(doc) and doc[place + 1].tag_ == "POS"
            return [found] if found.type != "Person" or possessive else []
        if token.tag_ == "POS" or token.pos_ in ("ADJ", "NOUN", "PROPN") or token.tag_ in ("HYPH", "VBN"):
            place -= 1
            continue
        break
    return []


def _may_belong(noun: Token, owner: Mention) -> bool:
    """A person has aides and lawyers, no presidents; a rival's post is the rival's own."""
    return owner.type != "Person" or noun.lemma_.lower() in posts("person_ties")


def role_text(board: Board, noun: Token) -> tuple[str, int, int]:
    """The words of the post, without articles and the names of others, and its first and last token."""
    first = noun.i
    doc = noun.doc
    while first - 1 >= board.sentence.start:
        before = doc[first - 1]
        if before.i in board.inside and board.inside[before.i].kind == "name":
            break
        if before.lower_ in _NO_POST_WORDS or (
            before.pos_ not in ("ADJ", "NOUN", "PROPN", "ADV") and before.tag_ != "HYPH"
        ):
            break
        first -= 1
    last = noun.i
    # "secretary general", "secretary of state", "chief of staff": the post goes on after its head.
    rest = [t.lower_ for t in doc[last + 1 : last + 3]]
    if rest[:1] == ["general"]:
        last += 1
    elif rest in (["of", "state"], ["of", "staff"], ["of", "mission"], ["in", "chief"], ["for", "president"]):
        last += 2
    return doc[first : last + 1].text, first, last


def read_party_marks(board: Board) -> Iterator[Found]:
    """ "Sen. Ana Kesh (R-Texas)", "Ana Kesh, D-Ohio": a mention of the party must cover the letter."""
    for mention in board.mentions:
        if mention.type != "Person":
            continue
        after = text_of(board.sentence.doc)[mention.end : mention.end + 12]
        marked = _PARTY.match(after)
        if not marked:
            continue
        at = mention.end + marked.start("party")
        for index, other in enumerate(board.mentions):
            if other.type != "Organization" or other.entity == mention.entity:
                continue
            if other.start <= at < other.end:
                first, last = board.spans[index]
                yield Found(
                    subject=mention, object=other, relation="AFFILIATED_WITH", head=first, first=first,
                    last=last - 1, family="title", rule="title.party", wording="party mark", role="member",
                )  # fmt: skip


def read_of_names(board: Board) -> Iterator[Found]:
    """ "Ana Kesh of the Oru Institute": a person's name, "of" or "from", an organization's name."""
    for index, mention in enumerate(board.mentions):
        if mention.type != "Person" or mention.kind != "name":
            continue
        stop = board.spans[index][1]
        if stop + 1 >= board.sentence.end or board.sentence.doc[stop].lower_ not in (
            "of",
            "with",
            "from",
            "at",
        ):
            continue
        preposition = board.sentence.doc[stop]
        if preposition.head.i < board.spans[index][0] or preposition.head.i >= stop:
            continue
        for kid in preposition.children:
            other = mention_at(board, kid) if kid.dep_ == "pobj" else None
            if other is not None and other.type == "Organization" and other.entity != mention.entity:
                yield Found(
                    subject=mention, object=other, relation="AFFILIATED_WITH",
                    head=stop, first=stop, last=stop,
                    family="title", rule="title.of", wording=preposition.lower_, role=None,
                )  # fmt: skip


def read_possessors(board: Board) -> Iterator[Found]:
    """ "the Oru Herald's Ana Kesh"; "his party", where the party is a mention itself."""
    for index, mention in enumerate(board.mentions):
        first, last = board.spans[index]
        root = board.sentence.doc[first:last].root
        owners = [m for c in root.children if c.dep_ == "poss" for m in direct(board, c)]
        if mention.type == "Person" and mention.kind == "name":
            pairs = [(mention, owner) for owner in owners if owner.type != "Person" and owner.kind == "name"]
            rule = "title.of-outlet"
        elif mention.type == "Organization" and root.lemma_.lower() in posts("own_circle"):
            pairs = [(owner, mention) for owner in owners if owner.type == "Person"]
            rule = "title.own-party"
        else:
            continue
        for subject, target in pairs:
            if subject.entity != target.entity:
                yield Found(
                    subject=subject, object=target, relation="AFFILIATED_WITH", head=root.i, first=first,
                    last=last - 1, family="title", rule=rule, wording="'s", role=None,
                )  # fmt: skip


def read_party_nouns(board: Board) -> Iterator[Found]:
    """ "Kesh, a Greenist", "Kesh is a Greenist": a party's member noun predicated of a person."""
    for index, mention in enumerate(board.mentions):
        if mention.type != "Organization":
            continue
        first, last = board.spans[index]
        root = board.sentence.doc[first:last].root
        if not any(c.lower_ in ("a", "an") for c in root.children):
            continue
        holders: list[Mention] = []
        if root.dep_ == "appos" and (named := mention_at(board, root.head)) is not None:
            holders = [named]
        elif root.dep_ == "attr" and root.head.lemma_ in syntax.COPULAS:
            holders = [
                m for t in syntax.surface_subjects(root.head) if (m := mention_at(board, t)) is not None
            ]
        for holder in holders:
            if holder.type == "Person" and holder.entity != mention.entity:
                yield Found(
                    subject=holder, object=mention, relation="AFFILIATED_WITH",
                    head=root.i, first=root.i, last=root.i,
                    family="title", rule="title.party-noun", wording="a member", role="member",
                )  # fmt: skip
