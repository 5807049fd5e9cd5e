"""New files and folders take their places together, whenever the process that puts them there is killed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from graph.replacing import is_unsettled, replacing, settle

KILLED = """
import os, signal, sys
from pathlib import Path
from graph.replacing import replacing

left = [int(sys.argv[2])]

def counted(name):
    real = getattr(Path, name)
    def step(self, *given, **named):
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1
        return real(self, *given, **named)
    setattr(Path, name, step)

folder = Path(sys.argv[1])
for name in ("replace", "rename", "unlink", "mkdir", "write_text"):
    counted(name)
with replacing(folder) as fresh:
    for name in ("a.jsonl", "b.jsonl"):
        (fresh / name).write_text("new", encoding="utf-8")
    (fresh / "base").mkdir()
    (fresh / "base" / "c").write_text("new", encoding="utf-8")
print("done")
"""


def fill(folder: Path, said: str) -> None:
    (folder / "base").mkdir()
    for name in ("a.jsonl", "b.jsonl", "base/c"):
        (folder / name).write_text(said, encoding="utf-8")


def _write_twice(folder: Path) -> None:
    with replacing(folder) as fresh:
        (fresh / "a.jsonl").write_text("new", encoding="utf-8")
        (fresh / "a.jsonl").touch(exist_ok=False)


def contents(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in folder.rglob("*") if p.is_file()}


OLD = {"a.jsonl": "old", "b.jsonl": "old", "base/c": "old", "judgements.jsonl": "kept"}
NEW = {**dict.fromkeys(OLD, "new"), "judgements.jsonl": "kept"}


@pytest.mark.parametrize("step", range(13))
def test_a_kill_at_any_step_leaves_all_old_or_all_new(tmp_path: Path, step: int) -> None:
    fill(tmp_path, "old")
    (tmp_path / "judgements.jsonl").write_text("kept", encoding="utf-8")
    command = [sys.executable, "-c", KILLED, str(tmp_path), str(step)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode == 0) == (step == 12), "the steps of the script are fewer or more than they were"
    promised = is_unsettled(tmp_path) or step == 12
    settle(tmp_path)
    left = {name: said for name, said in contents(tmp_path).items() if not name.startswith(".next/")}
    assert left == (NEW if promised else OLD)
    with replacing(tmp_path) as fresh:
        fill(fresh, "newer")
    assert contents(tmp_path) == {**dict.fromkeys(OLD, "newer"), "judgements.jsonl": "kept"}


def test_what_fails_changes_nothing(tmp_path: Path) -> None:
    fill(tmp_path, "old")
    with pytest.raises(FileExistsError):
        _write_twice(tmp_path)
    assert contents(tmp_path) == {"a.jsonl": "old", "b.jsonl": "old", "base/c": "old"}
