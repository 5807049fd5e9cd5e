"""axe-core finds no violation in any state of the page, light or dark, wide or narrow."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.graph.export.conftest import absent

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

AXE = "axe-core@4.10.3"
CACHE = Path(__file__).parents[3] / ".cache" / "axe"


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, fetched from npm once."""
    script = CACHE / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists():
        npm = shutil.which("npm")
        if npm is None:
            absent("NPM")
        CACHE.mkdir(parents=True, exist_ok=True)
        command = [str(npm), "install", "--no-save", "--no-audit", "--no-fund", "--prefix", str(CACHE), AXE]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=200)
        if done.returncode:
            absent(f"AXE-CORE ({done.stderr.strip()[-200:]})")
    return script.read_text("utf-8")


STATES = {
    "overview": "null",
    "entity": "App.open(Drawing.shown[0])",
    "edge": "State.change({ selected: { edge: Drawing.drawn.find(e => Corpus.edges.contested[e]) } })",
    "table": "State.change({ view: 'table' })",
    "takeaway": "Takeaway.open()",
    "help": "Keyboard.help()",
    "filtered": "State.change({ relations: [true, false, true, true], did: Drawing.shown[0] })",
    "path": "State.change({ path: [Drawing.shown[0], Drawing.shown[Drawing.shown.length - 1]] })",
}


# Contrast hangs on the scheme, layout on the width: two pairs see both of each.
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_axe_finds_no_violation(
    visit: Callable[..., Page], affair_file: Path, axe: str, scheme: str, width: int
) -> None:
    for name, step in STATES.items():
        page = visit(affair_file, color_scheme=scheme, viewport={"width": width, "height": 900})
        page.evaluate(step)
        page.wait_for_timeout(100)
        page.evaluate(axe)
        found = page.evaluate(
            "axe.run(document, { resultTypes: ['violations'] }).then(r => r.violations.map("
            "v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target + ' ' + n.failureSummary).join(' | ')))"
        )
        assert not found, (name, found)
        page.context.close()
