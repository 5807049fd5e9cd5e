"""What pronouns say of their antecedents, and which antecedents grammar forbids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ingest.coreference.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ingest.coreference.slots import Slot
    from ingest.mentions.lexicon import Gender


@dataclass(frozen=True, slots=True, kw_only=True)
class Pronoun:
    """``group`` names the model that weighs its antecedents."""

    group: str
    gender: Gender
    animate: bool
    plural: bool
    reflexive: bool = False


_HE: Final = Pronoun(group="person", gender="m", animate=True, plural=False)
_SHE: Final = Pronoun(group="person", gender="f", animate=True, plural=False)
_IT: Final = Pronoun(group="thing", gender="", animate=False, plural=False)
_THEY: Final = Pronoun(group="plural", gender="", animate=True, plural=True)
PRONOUNS: Final[dict[str, Pronoun]] = {
    **dict.fromkeys(("he", "him", "his"), _HE),
    **dict.fromkeys(("she", "her", "hers"), _SHE),
    **dict.fromkeys(("it", "its"), _IT),
    **dict.fromkeys(("they", "them", "their", "theirs"), _THEY),
    "himself": Pronoun(group="person", gender="m", animate=True, plural=False, reflexive=True),
    "herself": Pronoun(group="person", gender="f", animate=True, plural=False, reflexive=True),
    "itself": Pronoun(group="thing", gender="", animate=False, plural=False, reflexive=True),
}
FIRST_PERSON: Final = frozenset({"i", "me", "my", "mine", "myself"})
SECOND_PERSON: Final = frozenset({"you", "your", "yours", "yourself"})

_CLAUSES: Final = frozenset({"ccomp", "csubj", "xcomp", "advcl", "relcl", "acl"})


def is_bound(token: Token, pronoun: Pronoun, slot: Slot) -> bool:
    """ "Ortega praised him": him is not Ortega. A possessive and a reflexive may mean their own subject."""
    if token.dep_ == "poss" or pronoun.reflexive:
        return False
    head = token.head
    if token.dep_ == "pobj" and head.head.pos_ in ("VERB", "AUX"):
        head = head.head
    return slot.head == head.i and slot.role in ("subject", "object")


def is_empty(token: Token) -> bool:
    """ "It is clear that", "it seems": nobody is meant."""
    head = token.head
    if token.dep_ == "expl":
        return True
    if token.dep_ not in ("nsubj", "nsubjpass"):
        return False
    if head.lemma_ in words("impersonal"):
        return True
    if head.lemma_ != "be":
        return False
    children = list(head.children)
    return any(c.dep_ in ("acomp", "attr", "ccomp", "advcl") for c in children) and any(
        g.dep_ in _CLAUSES for c in children for g in (c, *c.children)
    )
