"""A build that is killed, or whose disk is full, costs nothing: a sample of ``python -m benchmarks.kills``."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

NAMES = ("documents", "mentions", "entities", "claims", "links", "extractions", "sources")


def contents(project: Path) -> dict[str, bytes]:
    return {name: (project / f"{name}.jsonl").read_bytes() for name in NAMES} | {
        name: (project / name).read_bytes() for name in ("whowhom.json", "graph.html")
    }


def test_a_killed_build_goes_on_and_ends_as_an_undisturbed_one(run, built, tmp_path):
    shutil.copytree(built.parent / "articles", tmp_path / "articles")
    project = tmp_path / "affair.whowhom"
    command = [sys.executable, "-m", "whowhom", "build", str(tmp_path / "articles"), "-o", str(project)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    journal = project / ".journal.jsonl"
    deadline = time.monotonic() + 240
    while not (journal.exists() and journal.stat().st_size) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    outcome = run("show", "Ruta Palmgren", "-p", project)
    assert (outcome.code, "cut short; run the same command again" in outcome.err) == (1, True)
    outcome = run("build", tmp_path / "articles", "-o", project)
    assert (outcome.code, "extract: 0" in outcome.err) == (0, True)
    assert contents(project) == contents(built)


@pytest.mark.parametrize("seconds", [0.3, 1.0, 2.0])
def test_ctrl_c_ends_all_processes_and_leaves_no_traceback(seconds, built, tmp_path):
    """The terminal sends it to all of them: while the models load, and while workers begin."""
    project = tmp_path / "affair.whowhom"
    command = [sys.executable, "-m", "whowhom", "build", str(built.parent / "articles"), "-o", str(project)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    deadline = time.monotonic() + 60
    while not (project / ".whowhom.lock").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGINT)
    # Ends only when the last that holds the pipe has: no worker and no server of workers stays behind.
    _, said = process.communicate(timeout=60)
    assert process.returncode in (0, 130)
    assert "Traceback" not in said


def test_a_full_disk_is_named_and_the_old_graph_stays(run, built, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=30m", "none", str(disk)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("SKIPPED: a small disk can be mounted by root alone")
    try:
        project = disk / "affair.whowhom"
        shutil.copytree(built, project)
        shutil.copytree(built.parent / "articles", disk / "articles")
        free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
        (disk / "ballast").write_bytes(b"x" * (free - 600_000))
        outcome = run("build", disk / "articles", "-o", project)
        assert outcome.code == 1
        assert "Traceback" not in outcome.err
        assert "disk" in outcome.err or "space" in outcome.err
        assert run("show", "Ruta Palmgren", "-p", project).code == 0
        (disk / "ballast").unlink()
        assert run("build", disk / "articles", "-o", project).code == 0
        assert contents(project) == contents(built)
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)
