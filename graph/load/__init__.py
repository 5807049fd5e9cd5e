"""A corpus into a database: the embedded one is built anew, a Neo4j server is brought up to date."""

from __future__ import annotations

from graph.load.embedded import build_database
from graph.load.report import LoadReport, Progress

__all__ = ["LoadReport", "Progress", "build_database"]
