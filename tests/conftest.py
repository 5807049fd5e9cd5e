"""What all tests share: the pipeline, loaded once, and the shared corpora where they are present."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ingest.pipeline import load_pipeline

if TYPE_CHECKING:
    from spacy.language import Language

ROOT = Path(__file__).parents[1]


SHARING = ("neo4j", "browser")
"""What one process should start once, and none beside it."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run side by side, a file's tests stay together, and so do those that need one server or browser."""
    if config.pluginmanager.hasplugin("xdist"):
        for item in items:
            group = next((name for name in SHARING if item.get_closest_marker(name)), str(item.path))
            item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The whole pipeline, as ``whowhom build`` runs it."""
    return load_pipeline()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared corpora; the test is skipped, by name, where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"SKIPPED FOR WANT OF DATA: {folder} is not here")
    return folder
