"""One small affair, built once by the real command line, for every test of the commands."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from whowhom.__main__ import main

ARTICLES = {
    "courier.md": """---
title: Compact chief under fire
outlet: Northern Courier
author: Ilse Brandvold
date: 2024-03-04
---
Ruta Palmgren, secretary general of the Halvern Compact, praised Oskar Lindqvist on Monday.

Oskar Lindqvist condemned the Halvern Compact. He did not support Ruta Palmgren.

"Ruta Palmgren betrayed Norway," said Tomas Ekdahl.
""",
    "herald.md": """---
title: Lindqvist stands by Palmgren
outlet: Southern Herald
author: Paolo Reni
date: 2024-03-05
---
Oskar Lindqvist supported Ruta Palmgren. The Halvern Compact expelled Tomas Ekdahl in 2023.

Norway criticized Ruta Palmgren.
""",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command left: its exit code and what it printed."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs ``whowhom`` with these arguments, as the shell would."""

    def call(*arguments: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["whowhom", *map(str, arguments)])
        capsys.readouterr()
        code = main()
        printed = capsys.readouterr()
        return Outcome(code, printed.out, printed.err)

    return call


def write_articles(folder: Path) -> Path:
    """The affair's articles in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project directory of the affair; tests must not change it."""
    root = tmp_path_factory.mktemp("affair")
    arguments, sys.argv = sys.argv, [
        "whowhom", "build", str(write_articles(root / "articles")), "-o", str(root / "affair.whowhom"),
    ]  # fmt: skip
    try:
        assert main() == 0
    finally:
        sys.argv = arguments
    return root / "affair.whowhom"


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """A copy of the project directory that a test may change."""
    return Path(shutil.copytree(built, tmp_path / "affair.whowhom"))
