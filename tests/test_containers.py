"""docker-compose.yml and Dockerfile, read with a parser, and the image's last step run without an engine."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


@pytest.fixture(scope="module")
def dockerfile() -> list[tuple[str, str]]:
    """The instructions with their arguments, continued lines joined, comments left out."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("#")).replace("\\\n", " ")
    return [
        (word, rest.strip()) for line in lines.splitlines() if line for word, _, rest in [line.partition(" ")]
    ]


def test_neo4j_is_pinned_to_the_version_that_is_tested(compose: dict[str, Any]) -> None:
    from tests.neo4j_server import VERSION

    assert compose["services"]["neo4j"]["image"] == f"neo4j:{VERSION}-community"


def test_ports_are_open_on_loopback_only(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        for port in service.get("ports", []):
            assert re.fullmatch(r"127\.0\.0\.1:\d+:\d+", port)


def test_neo4j_has_healthcheck_volume_and_memory_limits(compose: dict[str, Any]) -> None:
    neo4j = compose["services"]["neo4j"]
    assert neo4j["healthcheck"]["test"]
    assert neo4j["volumes"] == ["neo4j-data:/data"]
    assert all(service["mem_limit"] for service in compose["services"].values())
    assert {"NEO4J_server_memory_heap_max__size", "NEO4J_server_memory_pagecache_size"} <= neo4j[
        "environment"
    ].keys()


def test_every_volume_and_network_is_declared(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        assert set(service["networks"]) <= compose["networks"].keys()
        named = [volume.split(":")[0] for volume in service["volumes"] if volume[0] not in "./$"]
        assert set(named) <= compose["volumes"].keys()


def test_whowhom_runs_without_internet_and_without_rights(compose: dict[str, Any]) -> None:
    whowhom = compose["services"]["whowhom"]
    assert all(compose["networks"][name]["internal"] for name in whowhom["networks"])
    assert whowhom["read_only"]
    assert whowhom["cap_drop"] == ["ALL"]
    assert whowhom["depends_on"]["neo4j"]["condition"] == "service_healthy"


def test_no_password_is_written_down(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        for name, value in service["environment"].items():
            if "PASSWORD" in name or "AUTH" in name:
                assert "${NEO4J_PASSWORD:?" in value


def test_image_is_slim_pinned_and_not_root(dockerfile: list[tuple[str, str]]) -> None:
    bases = [rest.split()[0] for word, rest in dockerfile if word == "FROM"]
    assert all(re.fullmatch(r"python:3\.\d+-slim-\w+", base) for base in bases)
    users = [rest for word, rest in dockerfile if word == "USER"]
    assert users
    assert users[-1].split(":")[0] not in ("root", "0")


def test_image_has_every_package_and_nothing_that_is_not_there(dockerfile: list[tuple[str, str]]) -> None:
    copied = {
        source
        for word, rest in dockerfile
        if word == "COPY" and "--from" not in rest
        for source in rest.split()[:-1]
    }
    assert all((ROOT / source).exists() for source in copied)
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {line[1:] for line in ignored if line.startswith("!")} == copied
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) <= copied
    (entry,) = (json.loads(rest) for word, rest in dockerfile if word == "ENTRYPOINT")
    assert set(entry) == set(project["project"]["scripts"])


def test_installed_package_runs_apart_from_its_source(
    dockerfile: list[tuple[str, str]], tmp_path: Path
) -> None:
    step = next(rest for word, rest in dockerfile if word == "RUN" and rest.endswith("--no-deps ."))
    options = step.split("install", 1)[1].split()[:-1]
    installed = subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            *options,
            "--target",
            str(tmp_path / "site"),
            str(ROOT),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )
    if installed.returncode and "hatchling" in installed.stderr and not os.environ.get("CI"):
        pytest.skip(f"SKIPPED FOR WANT OF A NETWORK: no hatchling to build with: {installed.stderr[-200:]}")
    assert installed.returncode == 0, installed.stderr
    listed = subprocess.run(
        [sys.executable, "-m", "whowhom", "ask", "--format", "json"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert listed.returncode == 0, listed.stderr
    assert len(list((tmp_path / "site" / "queries").rglob("*.cypher"))) >= 30
