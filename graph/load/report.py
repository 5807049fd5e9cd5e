"""What a load did, counted in the database when it had ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

Progress: TypeAlias = Callable[[str, int, int], None]
"""Called with the step's name, how many of its items are done, and how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """A load that ended well: ``counts`` are what the database holds, checked against the project.

    ``counts`` pairs a label or relationship type with its number. ``changes`` are the server's own
    counters, such as ``nodes_created``, summed over the load: empty when nothing had to change.
    ``kept`` names nodes whose articles went, but which relationships of others still need.
    """

    address: str
    counts: tuple[tuple[str, int], ...]
    changes: tuple[tuple[str, int], ...] = ()
    kept: tuple[str, ...] = ()

    def count(self, kind: str) -> int:
        """How many nodes or relationships there are of a label or type."""
        return dict(self.counts).get(kind, 0)


def quiet(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""
