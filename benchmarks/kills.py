"""Kill a build at random moments with SIGKILL; run it again; compare with an undisturbed build, byte by byte.

    python -m benchmarks.kills --times 50

A build reads 60 articles: the examples, each with other names, cut to a few paragraphs. Every other kill hits
a build that adds ten of them to a project of fifty. By turns the build alone is killed, so that its workers
must notice, and all of its processes at once. After each kill the directory must open, with the old graph or
the new, or say that its first build was cut short; after the rerun all files must be those of the undisturbed
build, and the database must give the same rows. Prints one line a kill, and fails on the first difference.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from graph.load.dump import dump
from graph.project import Project, ProjectError
from graph.store import open_store

EXAMPLES = Path(__file__).parent.parent / "examples"
NAME = "affair.whowhom"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--seed", type=int, default=8)
    asked = parser.parse_args()
    outcomes: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="whowhom-kills-") as home:
        for line, outcome in kill(Path(home), asked.times, asked.articles, random.Random(asked.seed)):
            outcomes[outcome] += 1
            print(line, flush=True)
    told = ", ".join(f"{count} {what}" for what, count in sorted(outcomes.items()))
    print(f"{asked.times} kills, {asked.times} reruns with the same bytes; found after the kill: {told}")


def kill(home: Path, times: int, articles: int, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Kill so many builds. Raises AssertionError where a rerun ends otherwise than an undisturbed build."""
    few, many = home / "few", home / "many"
    write_articles(many, articles, chance)
    shutil.copytree(many, few)
    for path in sorted(few.iterdir())[::6]:
        path.unlink()
    assert build([few], home / "old" / NAME).wait() == 0, "the first build failed"
    expected, whole = {}, {}
    for kind, old in (("first", None), ("more", home / "old")):
        place = set_up(home / f"expected-{kind}", old)
        begun = time.perf_counter()
        assert build([many], place).wait() == 0, "an undisturbed build failed"
        whole[kind] = time.perf_counter() - begun
        expected[kind] = fingerprint(place)
    for number in range(1, times + 1):
        kind = ("first", "more")[number % 2]
        place = set_up(home / "killed", home / "old" if kind == "more" else None)
        moment = chance.uniform(0.02, 1.0) * whole[kind]
        process = build([many], place)
        time.sleep(moment)
        everything = number % 4 < 2
        (os.killpg if everything else os.kill)(process.pid, signal.SIGKILL)
        process.wait()
        found = look(place)
        begun = time.perf_counter()
        assert build([many], place).wait() == 0, f"kill {number}: the rerun failed"
        took = time.perf_counter() - begun
        other = {name for name, _ in fingerprint(place).items() ^ expected[kind].items()}
        assert not other, f"kill {number} after {moment:.1f} s: the rerun ended otherwise in {sorted(other)}"
        what = "all processes" if everything else "the build alone"
        line = f"{number:>2}  {kind:<5}  {what:<15}  after {moment:5.1f} s  {found:<26}  rerun {took:5.1f} s"
        yield f"{line}  equal", found


def write_articles(folder: Path, count: int, chance: random.Random) -> None:
    """Articles made from the examples: other names throughout, the first few paragraphs of each."""
    folder.mkdir(parents=True)
    texts = [
        path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.md")) if path.stem != "README"
    ]
    syllables = (
        "Bra",
        "Del",
        "Fen",
        "Gor",
        "Hal",
        "Jun",
        "Kel",
        "Lor",
        "Mar",
        "Nev",
        "Ost",
        "Pel",
        "Ros",
        "Tam",
    )
    for number in range(count):
        text = texts[number % len(texts)]
        words = sorted(
            {word.strip('.,;:"”“’()') for word in text.split() if word[:1].isupper() and len(word) > 6}
        )
        for word in words:
            if chance.random() < 0.3:
                text = text.replace(word, chance.choice(syllables) + chance.choice(syllables).lower() + "en")
        paragraphs = text.split("\n\n")
        (folder / f"{number:03}.md").write_text("\n\n".join(paragraphs[:6]), encoding="utf-8")


def set_up(home: Path, old: Path | None) -> Path:
    """A fresh project directory of the same name in ``home``, with a copy of the old project in it."""
    shutil.rmtree(home, ignore_errors=True)
    if old is not None:
        shutil.copytree(old, home)
    home.mkdir(parents=True, exist_ok=True)
    return home / NAME


def build(sources: list[Path], place: Path) -> subprocess.Popen[bytes]:
    place.parent.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "whowhom",
        "build",
        *map(str, sources),
        "-o",
        str(place),
        "--workers",
        "2",
    ]
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def look(place: Path) -> str:
    """What a killed build left; whatever it is, it must open."""
    try:
        project = Project.open(place)
    except ProjectError as error:
        if "no project here" in str(error):
            return "nothing yet"
        if "first build was cut short" in str(error):
            return "a first build, cut short"
        raise
    articles = len(project.read().articles)
    with open_store(project.database) as store:
        ((stored,),) = store.query("MATCH (a:Article) RETURN count(a) AS n").rows
    assert stored == articles, f"{articles} articles in the files and {stored} in the database"
    assert project.page.is_file()
    return f"a graph of {articles} articles"


def fingerprint(place: Path) -> dict[str, str]:
    """A hash of every file, and of the rows of the database, whose engine numbers its records as it likes."""
    found = {
        path.relative_to(place).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(place.rglob("*"))
        if path.is_file() and "graph.arcadedb" not in path.parts
    }
    with open_store(place / "graph.arcadedb") as store:
        found["database"] = hashlib.sha256("\n".join(dump(store)).encode()).hexdigest()
    return found


if __name__ == "__main__":
    main()
