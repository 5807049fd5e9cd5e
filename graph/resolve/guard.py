"""Says why two must stay apart, whatever the score of their names."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Final, Protocol

from graph.resolve.features import compare_persons
from graph.resolve.profile import Profile

# Names beyond these are rare spellings, and every pair of them costs time.
_COMPARED: Final = 6


class Context(Protocol):
    """What is said of one, and whom one is named beside; see ``Profile``."""

    @property
    def facts(self) -> AbstractSet[str]:
        """What the texts say that one is."""

    @property
    def places(self) -> AbstractSet[str]:
        """The countries among that."""

    @property
    def own(self) -> AbstractSet[str]:
        """What one is called oneself in company."""

    @property
    def company(self) -> Mapping[str, float]:
        """Whom one is named beside, with weights that grow with rarity."""


def shared_context(left: Context, right: Context) -> float:
    """How much of what is said of two, and of the company that they keep, is the same: 0 or more."""
    own = left.own | right.own
    small, large = sorted((left.company, right.company), key=len)
    company = sum(weight for key, weight in small.items() if key in large and key not in own)
    return 2.0 * len(left.facts & right.facts) + company


def differs(left: Context, right: Context) -> bool:
    """Whether what is said of the two does not go together, and nothing else speaks for one entity."""
    own = left.own | right.own
    if left.facts & right.facts:
        return False
    apart = bool(left.places and right.places and not left.places & right.places)
    if not apart and min(len(left.facts), len(right.facts)) < 2:
        return False
    small, large = sorted((left.company, right.company), key=len)
    # A state is no company: whatever is said of either, it happens in some country.
    return not any(key in large and key not in own and not key.isupper() for key in small)


def conflict(left: Context, right: Context) -> str:
    """Why the two are not one, in words, where they differ; else nothing."""
    if not differs(left, right):
        return ""
    return (
        f"what is said of them differs ({_tell(left)} against {_tell(right)}) and they keep different company"
    )


def _tell(profile: Context) -> str:
    return "'" + " ".join(sorted(profile.facts, key=lambda f: (-len(f), f))[:3]) + "'"


def other_person(left: Profile, right: Profile) -> str:
    """Two of one surname whose first names differ are two."""
    if left.type != "Person" or right.type != "Person":
        return ""
    for a in left.names[:_COMPARED]:
        for b in right.names[:_COMPARED]:
            if compare_persons(a, b) == "given_differs":
                return f"'{a}' is not '{b}'"
    return ""
