"""What workers are forked from: imported by the fork server, it loads every model, lexicon and table once.

A worker that begins from here works at once and shares the models' memory with the others. No thread may
run here, since a fork copies none: the libraries that would start some are told not to before they load.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress
from importlib import import_module
from types import ModuleType, TracebackType
from typing import Final

_ALONE: Final = {"OPENBLAS_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
_UNUSED: Final = ("spacy.cli", "spacy.cli.info")
"""spaCy imports all of its command line for one name of it, and with it three clients for the web: a third of a
second in which every worker would wait for what no worker uses."""
_TEXT: Final = (
    "Ruta Palmgren, the foreign minister of Norway, condemned the Halvern Compact on Monday.\n\n"
    '"We support Sweden," she said.'
)
"""Two names in one sentence, a speaker and a date: it takes every step, so that each loads what it needs."""


def _load() -> None:
    # Until it serves, Ctrl-C would end it with a traceback; it is the parent's to act on.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.update(_ALONE)
    for name in _UNUSED:
        sys.modules.setdefault(name, ModuleType(name)).__dict__.setdefault("info", None)
    sys.excepthook = _tell
    parent = os.getppid()
    # Whatever fails here fails in a worker again, and is told there.
    with suppress(Exception):
        for step in (_read_spacy, _read_text):
            step()
            if os.getppid() != parent:
                os._exit(0)  # nobody waits any more, but for this process to let go of the terminal
    # What is here stays: the collector would walk over it in every worker, and by that copy it.
    gc.collect()
    gc.freeze()


def _tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A worker that is forked while its parent ends finds nothing to begin with, and nobody who asked for it."""
    if not issubclass(kind, OSError | EOFError):
        sys.__excepthook__(kind, error, trace)


def _read_spacy() -> None:
    import_module("spacy")


def _read_text() -> None:
    from ingest.records import Article, content_id
    from ingest.workers import extract_here

    extract_here((Article(id=content_id(_TEXT), path="ready", text=_TEXT, published="2020-01-01"),))


_load()
