"""What one source may cost before it is refused by name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds for one file; what exceeds them is an ``Unreadable``, and the other files go on."""

    file_bytes: int = 5_000_000
    """A file of one article: the longest court judgements stay under a tenth of this."""
