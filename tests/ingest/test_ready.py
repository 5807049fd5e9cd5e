"""What workers are forked from: nothing runs beside it, nothing is told to anybody, and it reads like any other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

READY = """
import os

import ingest.ready
from ingest.workers import _pipeline

print(_pipeline.cache_info().currsize, len(os.listdir("/proc/self/task")))
"""


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    """What a process that is ready says, and the home in which it became so: no test, no CI, a user's machine."""
    home = tmp_path_factory.mktemp("home")
    environment = {"PATH": os.environ["PATH"], "HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", READY],
        cwd=Path(__file__).parents[2],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split(), home


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="counts threads in /proc")
def test_the_models_are_loaded_and_no_thread_runs(ready):
    (loaded, threads), _ = ready
    assert (loaded, threads) == ("1", "1")


def test_reading_leaves_nothing_in_the_home_directory(ready):
    """ONNX Runtime would put an identifier there, and report to its maker."""
    _, home = ready
    assert [str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()] == []


@pytest.mark.skipif(sys.platform != "linux", reason="nothing is forked here")
def test_workers_are_forked_with_the_models_in_them():
    from ingest.workers import _open_pool

    pool = _open_pool(1)
    assert pool.submit(_models_here).result() == 1
    pool.shutdown()


@pytest.mark.skipif(sys.platform != "linux", reason="nothing is forked here")
def test_a_fork_server_that_was_killed_is_started_again():
    from multiprocessing import forkserver

    from ingest.workers import _open_pool, _submit

    pool = _open_pool(1)
    os.kill(forkserver._forkserver._forkserver_pid, signal.SIGKILL)
    assert _submit(pool, ()).result() == []
    pool.shutdown()


def _models_here() -> int:
    from ingest import workers

    return workers._pipeline.cache_info().currsize
