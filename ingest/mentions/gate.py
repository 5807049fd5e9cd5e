"""Which pairs of mentions are worth reading: a cheap look at each, so that the relation model reads the fewest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ingest.encoder import meta_at
from ingest.mentions.model import FOLDER

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Halves = NDArray[np.float16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What each token of a Doc brings to a pair, as the mention model gives it beside its tags.

    A pair's promise is one layer over the sum of what the first and the last word of both bring: the earlier
    mention's ``left``, the later one's ``right`` (additive attention, Bahdanau et al. 2015). It is trained with
    the tags; the bar is where 90 of 100 pairs pass between which something holds, and more than half of all do not.
    """

    left: Halves
    right: Halves
    folder: Path = FOLDER

    def passed(self, pairs: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> list[bool]:
        """For each pair of token ranges (last exclusive), the earlier first: may anything hold between them?"""
        if not pairs:
            return []
        known = meta_at(self.folder)["gate"]
        places = np.array([(a, b - 1, c, d - 1) for (a, b), (c, d) in pairs])
        early, late = (
            side[edges].sum(axis=1, dtype=np.float32)
            for side, edges in ((self.left, places[:, :2]), (self.right, places[:, 2:]))
        )
        promise = np.maximum(early + late, 0) @ np.array(known["weights"], dtype=np.float32) + known["bias"]
        return [bool(p >= known["bar"]) for p in promise]
