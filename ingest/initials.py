"""Whether middle names tell two persons apart, within an article and across articles."""

from __future__ import annotations

from collections.abc import Sequence


def initials_differ(left: Sequence[str], right: Sequence[str]) -> bool:
    """Of folded middle names: "George W." is not "George H. W."; none, or fewer of them, say nothing.

    Words that both end in belong to the surname: "Robert F. de Niro", "Robert de Niro".
    """
    while left and right and left[-1] == right[-1] and len(left[-1]) > 1:
        left, right = left[:-1], right[:-1]
    short = min(len(left), len(right))
    first = [[name[0] for name in names[:short]] for names in (left, right)]
    return any(len(name) == 1 for name in (*left, *right)) and first[0] != first[1]
