"""Proposes pairs worth comparing, few for each profile, so that cost does not grow with their square."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, TypeVar

from rigour.text import metaphone

from graph.resolve.features import initials
from graph.resolve.lexicon import lexicon
from graph.resolve.profile import Profile

# Within a block everything is compared up to this size; beyond it, neighbours in alphabetical order.
_WHOLE: Final = 24
_WINDOW: Final = 8
# More candidates for "Kim" than these are not weighed: the best known come first.
MOST_CANDIDATES: Final = 12

Member = TypeVar("Member", int, str)


def candidate_pairs(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Yield pairs of indices of profiles that have complete names: first < second, each once, sorted."""
    frequency = Counter(word for profile in profiles for word in words_to_count(profile))
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, profile in enumerate(profiles):
        for key in block_keys(profile, frequency):
            blocks[profile.type, key].append(index)
    pairs: set[tuple[int, int]] = set()
    for members in blocks.values():
        pairs.update(pairs_of_block(members, [profiles[index].name for index in members]))
    yield from sorted(pairs)


def words_to_count(profile: Profile) -> Iterator[str]:
    """The words whose rarity decides on the block keys: those of each name of an organization."""
    if profile.type != "Person":
        for name in profile.names:
            yield from set(name.split())


def block_keys(profile: Profile, frequency: Mapping[str, int]) -> list[str]:
    """Profiles of one type that share a key are worth comparing. Sorted."""
    return sorted({key for name in profile.names for key in _keys(name, profile, frequency)})


def index_of_parts(profiles: Sequence[Profile]) -> dict[tuple[str, str], tuple[int, ...]]:
    """(type, partial name) -> the profiles with complete names that it can mean, the best known first."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, profile in enumerate(profiles):
        for part in parts_of(profile):
            found[profile.type, part].append(index)
    return {
        key: tuple(sorted(members, key=lambda i: (-len(profiles[i].chains), profiles[i].name, i)))
        for key, members in found.items()
    }


def parts_of(profile: Profile) -> set[str]:
    """The partial names by which a profile with complete names can be meant."""
    found = set(profile.parts)
    for name in profile.names:
        tokens = name.split()
        # A person goes by the last name, or by any that is not the first ("Paz Ordal" by "Paz").
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


def _keys(name: str, profile: Profile, frequency: Mapping[str, int]) -> Iterable[str]:
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


def pairs_of_block(members: Sequence[Member], names: Sequence[str]) -> Iterator[tuple[Member, Member]]:
    """Pairs of a block's members, the lesser first: all, or neighbours by name where there are many."""
    if len(members) > _WHOLE:
        members = [member for _, member in sorted(zip(names, members, strict=True))]
    reach = len(members) if len(members) <= _WHOLE else _WINDOW
    for at, left in enumerate(members):
        for right in members[at + 1 : at + 1 + reach]:
            yield (left, right) if left < right else (right, left)
