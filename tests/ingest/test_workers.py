"""Extraction on all cores: a worker may die, an article may be poison, and nothing else is lost."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from ingest import Article, extract_on_all_cores, workers
from ingest.records import Extraction, Unreadable, content_id

TEXT = "Ruta Palmgren praised Oskar Lindqvist. Lindqvist condemned the Halvern Compact in {}.\n\n"


def articles(count: int, size: int = 1) -> list[Article]:
    texts = [TEXT.format(f"Sentence {number}") * size for number in range(count)]
    return [Article(id=content_id(text), path=f"{n}.txt", text=text) for n, text in enumerate(texts)]


def test_two_processes_find_what_one_finds(monkeypatch):
    given = articles(6, 4)
    alone = list(extract_on_all_cores(given, workers=1))
    monkeypatch.setattr(workers, "POOL_FROM", 1)
    monkeypatch.setattr(workers, "BATCH_CHARACTERS", 500)
    assert list(extract_on_all_cores(given, workers=2)) == alone


def test_a_killed_worker_costs_no_article(monkeypatch):
    monkeypatch.setattr(workers, "POOL_FROM", 1)
    monkeypatch.setattr(workers, "BATCH_CHARACTERS", 3_000)
    given = articles(12, 30)
    killed = threading.Event()
    killer = threading.Thread(target=_kill_a_child_soon, args=(killed,), daemon=True)
    killer.start()
    found = list(extract_on_all_cores(given, workers=2))
    killer.join()
    assert killed.is_set()
    paths = [result.article.path for result in found if isinstance(result, Extraction)]
    assert paths == [article.path for article in given]


ORPHANED = """
import os, time
from ingest.workers import _open_pool

if __name__ == "__main__":
    pool = _open_pool(2)
    print(*{pool.submit(os.getpid).result() for _ in range(4)}, flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for the workers in /proc")
def test_workers_end_with_a_parent_that_was_killed(tmp_path):
    script = tmp_path / "orphaned.py"
    script.write_text(ORPHANED, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    parent = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True, env=environment)
    assert parent.stdout is not None
    with parent.stdout as out:
        workers_ = [int(number) for number in out.readline().split()]
    assert workers_
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + 30
    while any(_lives(worker) for worker in workers_) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(_lives(worker) for worker in workers_)


def _lives(process: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False


def test_an_article_that_fails_is_named_and_the_others_stay(monkeypatch):
    given = articles(3)

    def fail_on_the_second(batch, nlp):
        for article in batch:
            if article.path == "1.txt":
                raise ValueError("no good")
            yield Extraction(article=article)

    monkeypatch.setattr(workers, "extract", fail_on_the_second)
    first, second, third = extract_on_all_cores(given, workers=1)
    assert isinstance(first, Extraction)
    assert isinstance(third, Extraction)
    assert second == Unreadable(path="1.txt", reason="the analysis failed with ValueError: no good")


def _kill_a_child_soon(killed: threading.Event) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if children := multiprocessing.active_children():
            time.sleep(0.2)
            children[0].kill()
            killed.set()
            return
        time.sleep(0.01)
