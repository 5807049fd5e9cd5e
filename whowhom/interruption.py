"""Ctrl-C waits until an import is done: within one, Python may lose it and keep the lock of all imports."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

_AGAIN: Final = 0.05
"""Seconds after which an interruption that came within an import comes again."""


@contextmanager
def between_imports() -> Iterator[None]:
    """Within, KeyboardInterrupt is raised between imports only.

    Raised in a callback of importlib it is printed and lost, and the lock that the callback holds is never given
    back: the next import in another thread waits for ever. Outside the main thread, and where somebody else handles
    the signal, nothing changes.
    """
    ours = threading.current_thread() is threading.main_thread()
    if not ours or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    around = _imports(sys._getframe())

    def interrupt(number: int, frame: FrameType | None) -> None:
        if _imports(frame) > around:
            later = threading.Timer(_AGAIN, signal.raise_signal, (number,))
            later.daemon = True
            later.start()
        else:
            signal.default_int_handler(number, frame)

    signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _imports(frame: FrameType | None) -> int:
    """How many frames of importlib are below this one; whoever builds from an imported script has some, too."""
    count = 0
    while frame is not None:
        count += frame.f_code.co_filename.startswith("<frozen importlib")
        frame = frame.f_back
    return count
