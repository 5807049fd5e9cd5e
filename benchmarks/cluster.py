"""A build on a real Spark cluster against the local one: the same records, though a worker is killed midway.

    python -m benchmarks.cluster [--texts examples] [--articles 12] [--no-kill] [--price 0.04]

Starts a standalone master and two workers of one core each on this machine, from the pip package alone; builds
the articles there, kills one worker with its executor while it extracts, and compares every record with those
of a local build of the same articles. Prints what each took, what a table holds, and what a million, a hundred
million and ten thousand million articles cost by these figures. CPU seconds count all processes that a build
started. Needs the extra ``spark`` and Java.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.project import Project

SIZES = {"a million": 1e6, "a hundred million": 1e8, "ten thousand million": 1e10}
_TABLES = ("documents", "mentions", "entities", "claims", "links", "extractions")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a build took."""

    wall: float
    cpu: float
    peak: int


@contextmanager
def cluster(scratch: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A standalone master and two workers; yields its address and the workers."""
    import pyspark

    home = Path(pyspark.__file__).parent
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_DAEMON_MEMORY": "256m",
        "PYSPARK_PYTHON": sys.executable,
        # No web page is wanted, and none may be in the way.
        "SPARK_MASTER_OPTS": "-Dspark.ui.enabled=false",
    }

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        log = (scratch / f"{arguments[0].rsplit('.', 1)[1]}.log").open("ab")
        command = [str(home / "bin" / "spark-class"), *arguments]
        return subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)

    master = start(
        "org.apache.spark.deploy.master.Master",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--webui-port",
        "0",
    )
    address = f"spark://127.0.0.1:{port}"
    _wait_for(port)
    workers = [
        start(
            "org.apache.spark.deploy.worker.Worker", "--cores", "1", "--memory", "1g", "--host", "127.0.0.1",
            "--webui-port", "0", "--work-dir", str(scratch / f"worker{n}"), address,
        )
        for n in range(2)
    ]  # fmt: skip
    try:
        yield address, workers
    finally:
        for process in (*workers, master):
            _end(process)


def _wait_for(port: int) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.5)
    raise SystemExit("the master did not start within five minutes")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started, which are a session of their own."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(timeout=20)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            continue


def kill_when_extracting(project: Path, worker: subprocess.Popen[bytes], killed: threading.Event) -> None:
    """Kill a worker, its executor and its Python once the first part of the extraction is under way."""
    for _ in range(36_000):
        if (project / ".work.new").is_dir() and any(project.glob(".work.new/*/round_0/_temporary")):
            time.sleep(3)
            os.killpg(worker.pid, signal.SIGKILL)
            killed.set()
            return
        time.sleep(0.1)


def build(source: Path, project: Path, *options: str) -> Cost:
    """Run the command and say what it took, all its processes included."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "whowhom", "build", str(source), "-o", str(project), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(time.perf_counter() - started, cpu, after.ru_maxrss // 1024)


def bytes_of(project: Path) -> dict[str, int]:
    return {
        name: sum(file.stat().st_size for file in (project / f"{name}.parquet").iterdir()) for name in _TABLES
    }


def extrapolate(cpu: float, stored: float, price: float) -> None:
    """What the sizes cost by seconds of a core and bytes an article."""
    print(f"\n{cpu:.2f} core seconds and {stored / 1e3:.1f} kB an article, {price} a core hour")
    print("(of few articles, most is start-up):")
    for name, count in SIZES.items():
        hours = count * cpu / 3600
        print(
            f"{name:<22}{hours:>14,.0f} core hours {hours * price:>12,.0f} money {count * stored / 1e12:>10,.2f} TB"
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", type=Path, default=Path("examples"))
    parser.add_argument("--articles", type=int, default=12)
    parser.add_argument("--no-kill", action="store_true")
    parser.add_argument("--price", type=float, default=0.04, help="of a core hour")
    args = parser.parse_args()
    scratch = Path(tempfile.mkdtemp(prefix="whowhom-cluster-"))
    source = scratch / "articles"
    source.mkdir()
    found = sorted(
        path for path in args.texts.iterdir() if path.suffix in (".md", ".txt") and path.stem != "README"
    )
    for path in found[: args.articles]:
        shutil.copy(path, source)
    count = len(list(source.iterdir()))

    local = build(source, scratch / "local", "--workers", "1")
    tables = build(source, scratch / "duckdb", "--workers", "1", "--engine", "duckdb")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    killed = threading.Event()
    with cluster(scratch) as (address, workers):
        if not args.no_kill:
            arguments = (scratch / "spark", workers[0], killed)
            threading.Thread(target=kill_when_extracting, args=arguments, daemon=True).start()
        spark = build(
            source, scratch / "spark", "--engine", "spark", "--master", address,
            "--conf", f"spark.pyspark.python={sys.executable}", "--conf", "spark.driver.host=127.0.0.1",
            "--conf", "spark.driver.bindAddress=127.0.0.1", "--conf", "spark.executor.memory=600m",
            "--conf", "spark.driver.memory=600m", "--conf", "spark.sql.shuffle.partitions=2",
        )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    everything = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    print(f"{count} articles; worker killed midway: {'yes' if killed.is_set() else 'no'}")
    for name, cost in (("local", local), ("duckdb", tables), ("spark driver", spark)):
        print(
            f"{name:<14}{cost.wall:8.1f} s wall{cost.cpu:8.1f} s CPU{cost.cpu / count:8.2f} s CPU an article"
        )
    print(f"{'spark in all':<14}{'':15}{everything:8.1f} s CPU (without what was killed)")
    one, other = Project.open(scratch / "local").read(), Project.open(scratch / "spark").read()
    for field in ("articles", "mentions", "entities", "claims", "links"):
        same = getattr(one, field) == getattr(other, field)
        print(
            f"{field:<14}{len(getattr(one, field)):>8} local{len(getattr(other, field)):>8} spark  same: {same}"
        )
    sizes = bytes_of(scratch / "spark")
    print("bytes an article: " + ", ".join(f"{name} {size / count:,.0f}" for name, size in sizes.items()))
    extrapolate(tables.cpu / count, sum(sizes.values()) / count, args.price)
    shutil.rmtree(scratch)
    if one != other:
        raise SystemExit("the records differ")


if __name__ == "__main__":
    main()
