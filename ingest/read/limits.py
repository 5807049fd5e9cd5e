"""What one source may cost before it is refused by name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds for one file; what exceeds them is an ``Unreadable``, and the other files go on."""

    file_bytes: int = 5_000_000
    """The text of one article: the longest court judgements stay under a tenth of this."""
    document_bytes: int = 50_000_000
    """A page, PDF or Word file that holds one article, with its pictures."""
    unpacked_bytes: int = 20_000_000_000
    """All that one archive unpacks to; a zip bomb promises more."""
    ratio: int = 200
    """How many times a packed member may grow; text shrinks to a tenth, never to a thousandth."""
    nesting: int = 2
    """Archives within archives."""
    seconds: float = 30.0
    """The time for taking the text out of one page, PDF or Word file."""
    memory_bytes: int = 2_000_000_000
    """The memory of the process that does it."""
