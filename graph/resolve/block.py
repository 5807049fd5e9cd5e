"""Proposes pairs worth comparing, few for each profile, so that cost does not grow with their square."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from rigour.text import metaphone

from graph.resolve.features import initials
from graph.resolve.lexicon import lexicon
from graph.resolve.profile import Profile

# Within a block everything is compared up to this size; beyond it, neighbours in alphabetical order.
_WHOLE: Final = 24
_WINDOW: Final = 8
# More candidates for "Kim" than these are not weighed: the best known come first.
MOST_CANDIDATES: Final = 12


def candidate_pairs(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Yield pairs of indices of profiles that have complete names: first < second, each once, sorted."""
    frequency = Counter(
        word for p in profiles if p.type != "Person" for name in p.names for word in set(name.split())
    )
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, profile in enumerate(profiles):
        for key in sorted({k for name in profile.names for k in _keys(name, profile, frequency)}):
            blocks[profile.type, key].append(index)
    pairs: set[tuple[int, int]] = set()
    for members in blocks.values():
        pairs.update(_pairs_of_block(members, profiles))
    yield from sorted(pairs)


def index_of_parts(profiles: Sequence[Profile]) -> dict[tuple[str, str], tuple[int, ...]]:
    """(type, partial name) -> the profiles with complete names that it can mean, the best known first."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, profile in enumerate(profiles):
        for part in _parts_of(profile):
            found[profile.type, part].append(index)
    return {
        key: tuple(sorted(members, key=lambda i: (-len(profiles[i].chains), profiles[i].name, i)))
        for key, members in found.items()
    }


def _parts_of(profile: Profile) -> set[str]:
    found = set(profile.parts)
    for name in profile.names:
        tokens = name.split()
        # A person goes by the last name, or by any that is not the first ("Nin Novoa" by "Nin").
        found.update(tokens if profile.type == "Person" else ())
        if profile.type != "Person":
            found.update(initials(name))
            found.update(_kind_parts(name))
        elif len(tokens) > 2:
            found.update((" ".join(tokens[1:]), " ".join(tokens[-2:]), *initials(name)))
    return found


@lru_cache(maxsize=65_536)
def _kind_parts(name: str) -> frozenset[str]:
    """The generic short forms of an organization's name: "Senate of Sorrel" goes by "senate"."""
    kinds, joints = lexicon().kinds, lexicon().joints
    generic = [word for word in name.split() if word in kinds]
    tokens = [word for word in name.split() if word not in joints]
    return frozenset((*generic, " ".join(generic), " ".join(tokens[1:]), " ".join(tokens[:-1]))) - {""}


def _keys(name: str, profile: Profile, frequency: Counter[str]) -> Iterable[str]:
    tokens = name.split()
    if profile.type == "Person":
        # The surname finds "Bill" and "William"; sound and initial find "M. Qaddafi" and "Moammar Gaddafi".
        return (tokens[-1], f"{_sound(tokens[-1])} {tokens[0][0]}", *tokens[1:-1])
    telling = sorted({t for t in tokens if t not in lexicon().joints}, key=lambda t: (frequency[t], t))
    rarest = telling[:2]
    return (name.replace(" ", ""), " ".join(sorted(telling)), *rarest, " ".join(sorted(rarest)))


@lru_cache(maxsize=65_536)
def _sound(word: str) -> str:
    return metaphone(word) or word


def _pairs_of_block(members: list[int], profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    if len(members) > _WHOLE:
        members = sorted(members, key=lambda i: (profiles[i].name, i))
    reach = len(members) if len(members) <= _WHOLE else _WINDOW
    for at, left in enumerate(members):
        for right in members[at + 1 : at + 1 + reach]:
            yield (left, right) if left < right else (right, left)
