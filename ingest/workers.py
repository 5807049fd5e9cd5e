"""Extraction on all cores: worker processes that load the models once and may die without loss."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from itertools import islice
from threading import Thread
from typing import TYPE_CHECKING, Final

from ingest.pipeline import extract, load_pipeline
from ingest.records import Article, Extraction, Unreadable

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

    from spacy.language import Language

BATCH_CHARACTERS: Final = 3_000
"""A batch is an article or a few short ones, half a second of work: a lost one is soon made again, and at the end no
process waits long for another's last. Larger ones are no faster."""
POOL_FROM: Final = 24_000
"""Characters from which a second process repays the seconds in which it loads the models."""

_PAUSES: Final = (0.1, 0.5, 2.0)
"""Seconds between attempts to get a worker of a fork server that was killed."""

Batch = tuple[Article, ...]
Result = Extraction | Unreadable
Done = tuple[Batch, list[Result]]
"""A batch with the results of its articles, in their order."""


def extract_on_all_cores(articles: Iterable[Article], *, workers: int | None = None) -> Iterator[Result]:
    """Yield an Extraction for each article, in order; an Unreadable for one that cannot be worked on.

    See ``extract_batches``, whose batches it yields one result at a time.
    """
    for _, results in extract_batches(articles, workers=workers):
        yield from results


def extract_batches(
    articles: Iterable[Article], *, workers: int | None = None, small: int | None = None
) -> Iterator[Done]:
    """Yield batches of articles, in order, each with the result of every article in it.

    Inputs of fewer than ``small`` characters are read in this process. ``workers`` is the number of processes
    (default: the cores that this process may use). A worker that dies, say for want of memory, has its batch
    done again, article by article; an article that kills its worker once more is named and left out. Who
    begins again after a batch with the articles that come after it is given the same batches.
    """
    count, small = _count(workers), POOL_FROM if small is None else small
    stream = iter(articles)
    first = list(_until(stream, small))
    if count == 1 or sum(len(article.text) for article in first) < small:
        for batch in _batches(_chain(first, stream)):
            yield batch, extract_here(batch)
        return
    yield from _in_order(_batches(_chain(first, stream)), count)


def get_ready(workers: int | None = None) -> bool:
    """Begin to load the models aside, and say so: who then asks for workers waits for less.

    Nothing begins where there is to be one process, or none can be forked.
    """
    return _count(workers) > 1 and _start_fork_server()


def _count(workers: int | None) -> int:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return workers or cores or 1


def _until(stream: Iterator[Article], characters: int) -> Iterator[Article]:
    seen = 0
    for article in stream:
        yield article
        seen += len(article.text)
        if seen >= characters:
            return


def _chain(first: Sequence[Article], rest: Iterator[Article]) -> Iterator[Article]:
    yield from first
    yield from rest


def _batches(articles: Iterable[Article]) -> Iterator[Batch]:
    batch: list[Article] = []
    size = 0
    for article in articles:
        batch.append(article)
        size += len(article.text)
        if size >= BATCH_CHARACTERS:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)


@cache
def _pipeline() -> Language:
    return load_pipeline()


def extract_here(batch: Batch) -> list[Result]:
    """One batch in this process; an article that raises is tried alone, and named if it raises again."""
    try:
        return list(extract(batch, _pipeline()))
    except MemoryError:
        raise
    except Exception as error:
        if len(batch) == 1:
            reason = f"the analysis failed with {type(error).__name__}: {error}"
            return [Unreadable(path=batch[0].path, reason=" ".join(reason.split()))]
        return [result for article in batch for result in extract_here((article,))]


@dataclass(slots=True)
class _Task:
    batch: Batch
    future: Future[list[Result]]


def _in_order(batches: Iterator[Batch], count: int) -> Iterator[Done]:
    """The batches in their order with their results, a few batches ahead of the reader and no more."""
    others = set(multiprocessing.active_children())
    pool = _open_pool(count)
    waiting: deque[_Task] = deque()
    try:
        while True:
            for batch in islice(batches, 2 * count - len(waiting)):
                waiting.append(_Task(batch, _submit(pool, batch)))
            if not waiting:
                return
            task = waiting.popleft()
            try:
                results = task.future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                results = extract_apart(task.batch)
                pool = _open_pool(count)
                for other in waiting:
                    if not other.future.done() or other.future.exception() is not None:
                        other.future = _submit(pool, other.batch)
            yield task.batch, results
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        if waiting:  # interrupted: nobody wants what the workers are at
            for worker in set(multiprocessing.active_children()) - others:
                worker.terminate()


def extract_apart(batch: Batch) -> list[Result]:
    """Each article of a lost batch in a process of its own, so that only the deadly one is left out."""
    results: list[Result] = []
    pool = _open_pool(1)
    for article in batch:
        try:
            results += _submit(pool, (article,)).result()
        except BrokenProcessPool:
            results.append(Unreadable(path=article.path, reason="the analysis of it ended its process twice"))
            pool = _open_pool(1)
    pool.shutdown(wait=False)
    return results


def _submit(pool: ProcessPoolExecutor, batch: Batch) -> Future[list[Result]]:
    for seconds in _PAUSES:
        try:
            return pool.submit(extract_here, batch)
        except (EOFError, OSError):
            # The fork server was killed: who asks again, once it is quite dead, starts another.
            time.sleep(seconds)
    return pool.submit(extract_here, batch)


def _open_pool(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(max_workers=count, mp_context=_context(), initializer=_end_with_parent)


def _context() -> BaseContext:
    """How workers begin: forked from a process that has loaded the models once, and that has no thread.

    Never from this one: the databases have threads, which a forked child would lack. Where nothing can be
    forked, each loads its own.
    """
    if not _start_fork_server():
        return multiprocessing.get_context("spawn")
    return multiprocessing.get_context("forkserver")


@cache
def _start_fork_server() -> bool:
    """Start the process that workers are forked from, once; False where there can be none.

    Only on Linux: what macOS computes matrices with does not survive a fork.
    """
    if sys.platform != "linux":
        return False
    from multiprocessing import forkserver

    forkserver.set_forkserver_preload(["ingest.ready"])
    # It would else take modules from the folder in which the user stands, say an ingest.py of his own.
    before = os.environ.get("PYTHONSAFEPATH")
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        forkserver.ensure_running()
    except OSError:  # a temporary folder whose path is too long for a socket, say
        return False
    finally:
        if before is None:
            del os.environ["PYTHONSAFEPATH"]
        else:
            os.environ["PYTHONSAFEPATH"] = before
    return True


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever, with the models in memory.

    Ctrl-C, which the terminal sends to all of them, is the parent's to act on.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
