"""The page's main states as pictures, small enough to live in the repository."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from benchmarks.page import open_page

if TYPE_CHECKING:
    from pathlib import Path

_BUSIEST: Final = "App.open(Drawing.shown.reduce((a, b) => (Drawing.degree[b] > Drawing.degree[a] ? b : a)))"
_DISPUTED: Final = """(() => {
    const { contested, relation } = Corpus.edges;
    const [edge] = Drawing.drawn.filter((edge) => contested[edge])
        .sort((a, b) => relation[a] - relation[b] || App.result.edgeClaims[b] - App.result.edgeClaims[a]);
    State.change({ selected: { edge } });
})()"""
_FAR: Final = """(() => {
    const { shown } = Drawing;
    const far = shown.map((to) => Connection.find(shown[0], to, App.result.edgeClaims))
        .reduce((a, b) => ((b || []).length > (a || []).length ? b : a));
    State.change({ path: [far[0], far[far.length - 1]] });
})()"""
_PHONE: Final[dict[str, Any]] = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2}

STATES: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "overview": ("null", {}),
    "disagreement": (_DISPUTED, {}),
    "entity": (_BUSIEST, {}),
    "connection": (_FAR, {}),
    "table": ("State.change({ view: 'table' })", {}),
    "take-away": ("Takeaway.open()", {}),
    "dark": (_BUSIEST, {"color_scheme": "dark"}),
    "phone": (_DISPUTED, _PHONE),
}
"""For each picture what to do first, and the browser's settings."""


def picture_all(browser: Any, path: Path, folder: Path) -> None:
    """Write ``page-STATE.png`` for each state of the page at ``path``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (step, options) in STATES.items():
        page = open_page(browser, path, **options)
        page.evaluate(step)
        page.wait_for_timeout(900)
        page.screenshot(path=folder / f"page-{name}.png")
        page.close()
    browser.close()
