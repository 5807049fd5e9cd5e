"""The little language of the predicate table: "throw weight behind *" becomes a Phrase to look for."""

from __future__ import annotations

from dataclasses import dataclass

SLOT = "*"
HEAD_MARK = "^"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One wording of a predicate.

    ``head`` is the lemma by which it is found. ``before`` and ``after`` are the other fixed words, each a
    set of alternatives, on either side of the head. ``prepositions`` govern the object; where there are
    none, the object is the verb's direct object. ``inner`` is true where fixed words follow the object
    ("take * to task").
    """

    text: str
    head: str
    before: tuple[frozenset[str], ...] = ()
    after: tuple[frozenset[str], ...] = ()
    prepositions: frozenset[str] = frozenset()
    inner: bool = False

    @property
    def size(self) -> int:
        """How many words are fixed: the longer phrase wins over the shorter one at the same head."""
        return 1 + len(self.before) + len(self.after) + bool(self.prepositions)


def parse_phrase(text: str, prepositions: frozenset[str]) -> Phrase:
    """Read one phrase; ``*`` is the object, ``^`` marks a head that is not first, ``|`` alternatives.

    A phrase without ``*`` ends in its object. The word just before ``*`` is a preposition if it is one of
    ``prepositions``.

    Raises:
        ValueError: the phrase is empty, or has more than one object.
    """
    words = text.split()
    if not words or words.count(SLOT) > 1:
        raise ValueError(f"the phrase {text!r} needs a word and at most one '*'")
    if SLOT not in words:
        words.append(SLOT)
    marked = [n for n, word in enumerate(words) if word.startswith(HEAD_MARK)]
    at = marked[0] if marked else 0
    slot = words.index(SLOT)
    governs: frozenset[str] = frozenset()
    fixed = {
        n: frozenset(word.lstrip(HEAD_MARK).split("|")) for n, word in enumerate(words) if n not in (at, slot)
    }
    if slot - 1 in fixed and fixed[slot - 1] <= prepositions:
        governs = fixed.pop(slot - 1)
    return Phrase(
        text=text,
        head=words[at].lstrip(HEAD_MARK),
        before=tuple(fixed[n] for n in sorted(fixed) if n < at),
        after=tuple(fixed[n] for n in sorted(fixed) if n > at),
        prepositions=governs,
        inner=any(n > slot for n in fixed),
    )
