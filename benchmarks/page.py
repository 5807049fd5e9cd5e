"""Measure the page in a real browser, and take its pictures: `python -m benchmarks.page --help`."""

from __future__ import annotations

import argparse
import itertools
import json
import math
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.generated import generated_corpus
from graph.export.page import TITLE, write_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page, Playwright

FLAGS: Final = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
)  # fmt: skip

SIZES: Final = ((500, 3_000), (10_000, 100_000))

_COUNT_FRAMES: Final = """() => {
    window.frames_ = [];
    const tick = (at) => { frames_.push(at); window.counting = requestAnimationFrame(tick); };
    window.counting = requestAnimationFrame(tick);
}"""
_FRAMES: Final = "(cancelAnimationFrame(counting), frames_)"


def main() -> None:
    """Measure, or with --screenshots take pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--screenshots", type=Path, metavar="FOLDER", help="take pictures instead of times")
    parser.add_argument("--project", type=Path, help="project directory to picture; else an invented graph")
    arguments = parser.parse_args()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        if arguments.screenshots:
            take_pictures(playwright, arguments.screenshots, arguments.project)
        else:
            for figures in measure(playwright):
                print(json.dumps(figures))


def measure(playwright: Playwright) -> Iterator[dict[str, Any]]:
    """File size, time to interactive, time of a search and of a filter, frames a second, for each size."""
    with tempfile.TemporaryDirectory() as folder:
        for entities, claims in SIZES:
            corpus = generated_corpus(entities=entities, claims=claims)
            begun = time.process_time()
            path = write_page(corpus, Path(folder) / "graph.html")
            made = time.process_time() - begun
            browser = launch(playwright)
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            clock = Clock(page)
            page.goto(path.as_uri(), timeout=400_000)
            page.wait_for_selector("html[data-ready=true]", state="attached", timeout=400_000)
            figures: dict[str, Any] = {
                "entities": entities,
                "claims": claims,
                "written_cpu_s": round(made, 2),
                "file_mb": round(path.stat().st_size / 1e6, 2),
                "interactive_s": round(page.evaluate(_AFTER_READ) / 1000, 2),
                "interactive_cpu_s": round(clock.lap() / 1000, 2),
            }
            page.wait_for_timeout(1000)
            steps: dict[str, tuple[str, Any]] = {"search_first": (_SEARCH, None), "search": (_SEARCH, None)}
            steps |= {name: (_CHANGE, change) for name, change in _CHANGES.items()}
            for name, (script, change) in steps.items():
                figures[f"{name}_cpu_ms"], figures[f"{name}_ms"] = clock.of(script, change)
            figures |= page.evaluate("({ nodes: Drawing.shown.length, edges: Drawing.drawn.length })")
            for what, point in (("drag_plane", _EMPTY), ("drag_node", _NODE)):
                figures |= drag(page, clock, what, page.evaluate(point))
            figures["load_average"] = round(os.getloadavg()[0], 1)
            yield figures
            browser.close()


class Clock:
    """Processor time of the page's main thread, in milliseconds: the same however busy the machine is."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})
        self._last = self._now()

    def _now(self) -> float:
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        return 1000 * float(next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration"))

    def lap(self) -> float:
        """Time since the last lap."""
        before, self._last = self._last, self._now()
        return self._last - before

    def of(self, script: str, argument: Any = None) -> tuple[float, float]:
        """Processor time that a script takes with the drawing it causes, and the time it says a reader waits."""
        self.lap()
        waited = self._page.evaluate(script, argument)
        return round(self.lap(), 1), round(waited, 1)


def drag(page: Page, clock: Clock, what: str, start: list[float]) -> dict[str, float]:
    """Frames a second, and the longest wait for one, while a mouse drags from ``start`` for three seconds."""
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + 10, start[1] + 10)
    page.evaluate(_COUNT_FRAMES)
    clock.lap()
    until, moves = time.monotonic() + 3, 0
    while time.monotonic() < until:
        moves += 1
        turn = moves / 15
        page.mouse.move(start[0] + 120 * math.sin(turn), start[1] + 80 * math.sin(turn / 2))
    busy = clock.lap()
    frames = page.evaluate(_FRAMES)
    page.mouse.up()
    gaps = sorted(after - before for before, after in itertools.pairwise(frames))
    return {
        f"{what}_fps": round(1000 * len(gaps) / sum(gaps), 1),
        f"{what}_p95_frame_ms": round(gaps[int(0.95 * len(gaps))], 1),
        f"{what}_frame_cpu_ms": round(busy / len(frames), 1),
        f"{what}_moves": moves,
    }


_AFTER_READ: Final = "App.ready - performance.getEntriesByType('navigation')[0].responseEnd"

_SEARCH: Final = (
    """() => { const t = performance.now(); Picker.find('bel'); return performance.now() - t; }"""
)

_CHANGE: Final = """async (change) => {
    const begun = performance.now();
    State.change(change);
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return performance.now() - begun;
}"""

_EMPTY: Final = """() => {
    const box = document.getElementById('graph').getBoundingClientRect();
    for (let y = 150; y < box.height - 150; y += 7) for (let x = 150; x < box.width - 150; x += 7) {
        const at = { x, y };
        if (Drawing.network.getNodeAt(at) === undefined) return [box.x + x, box.y + y];
    }
}"""
_NODE: Final = """() => {
    const box = document.getElementById('graph').getBoundingClientRect();
    const busiest = Drawing.shown.reduce((a, b) => (Drawing.degree[b] > Drawing.degree[a] ? b : a));
    const at = Drawing.network.canvasToDOM(Drawing.network.getPositions([busiest])[busiest]);
    return [box.x + at.x, box.y + at.y];
}"""

_CHANGES: Final[dict[str, dict[str, Any]]] = {
    "filter_relation": {"relations": [False, True, True, True]},
    "filter_date": {"from": "2021-01", "to": "2022-06"},
    "filter_disagree": {"disagree": True},
    "filter_none": {"relations": [True] * 4, "from": None, "to": None, "disagree": False},
    "open_entity": {"selected": {"node": 0}, "unfolded": [0]},
}


def launch(playwright: Playwright) -> Any:
    """Debian's Chromium, or whichever is found first."""
    binary = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    return playwright.chromium.launch(executable_path=binary, args=list(FLAGS))


def take_pictures(playwright: Playwright, folder: Path, project: Path | None) -> None:
    """The page's main states as PNG files in ``folder``."""
    from benchmarks.pictures import picture_all

    if project is None:
        corpus, title = generated_corpus(entities=400, claims=1_600), "An invented affair"
    else:
        from graph.project import Project

        corpus, title = Project.open(project).read(), TITLE
    with tempfile.TemporaryDirectory() as home:
        path = write_page(corpus, Path(home) / "graph.html", title=title)
        picture_all(launch(playwright), path, folder)


def open_page(browser: Any, path: Path, **options: Any) -> Page:
    """A new tab with the page, ready."""
    page: Page = browser.new_page(**{"viewport": {"width": 1440, "height": 900}, **options})
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready=true]", state="attached", timeout=60_000)
    return page


if __name__ == "__main__":
    main()
