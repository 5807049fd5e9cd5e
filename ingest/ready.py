"""What workers are forked from: imported by the fork server, it loads every model, lexicon and table once.

A worker that begins from here works at once and shares the models' memory with the others. No thread may
run here, since a fork copies none: the libraries that would start some are told not to before they load.
"""

from __future__ import annotations

import gc
import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"

from ingest.records import Article, content_id
from ingest.workers import extract_here

# Two names in one sentence, a speaker and a date: it takes every step, so that each loads what it needs.
_TEXT = (
    "Ruta Palmgren, the foreign minister of Norway, condemned the Halvern Compact on Monday.\n\n"
    '"We support Sweden," she said.'
)

# What fails here fails in a worker again, and is told there.
extract_here((Article(id=content_id(_TEXT), path="ready", text=_TEXT, published="2020-01-01"),))

# What is here stays: the collector would walk over it in every worker, and by that copy it.
gc.collect()
gc.freeze()
