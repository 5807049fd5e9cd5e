"""A real Chromium on a real page: every test fails on a console message, a script error or a request."""

from __future__ import annotations

import os
import shutil
import warnings
from typing import TYPE_CHECKING, Any

import pytest

from graph.export.page import write_page
from tests.graph.fixture_corpus import fixture_corpus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
)  # fmt: skip


def absent(what: str) -> None:
    """Fail in CI, skip elsewhere, loudly."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} IS MISSING, which CI must have")
    warnings.warn(f"{what} IS MISSING, ITS TESTS ARE SKIPPED", pytest.PytestWarning, stacklevel=2)
    pytest.skip(f"{what} IS MISSING")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of the machine, headless."""
    binary = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if binary is None:
        absent("CHROMIUM")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=binary, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a file and waits until the page is ready: ``visit(path, "#view=table", viewport=...)``."""
    trouble: list[str] = []
    contexts = []

    def open_file(path: Path, fragment: str = "", **options: Any) -> Page:
        context = chromium.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: trouble.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: trouble.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (trouble.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        address = path.as_uri()
        page.on(
            "request",
            lambda request: (
                None
                if request.url.split("#")[0] == address or request.url.startswith(("blob:", "data:"))
                else trouble.append(f"request: {request.url}")
            ),
        )
        page.goto(address + fragment)
        page.wait_for_selector("html[data-ready=true]", state="attached")
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert not trouble


@pytest.fixture(scope="session")
def affair_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the invented affair."""
    return write_page(
        fixture_corpus(), tmp_path_factory.mktemp("page") / "graph.html", title="The Kestria affair"
    )


@pytest.fixture
def affair(visit: Callable[..., Page], affair_file: Path) -> Page:
    """The invented affair in a fresh tab of a desktop's size."""
    return visit(affair_file)
