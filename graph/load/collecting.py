"""A pause of Python's cycle collector: it would walk a large corpus again and again, and find nothing."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def no_collecting() -> Iterator[None]:
    """Within, memory is freed by counting references alone; after it, all is as before.

    Records, rows and edges refer to none that refers back, so that nothing is left to collect; yet each
    allocation counts towards a walk over all of them, which took half of a large load's time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
