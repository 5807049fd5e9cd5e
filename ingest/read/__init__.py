"""Sources in, articles out: files and folders are found, decoded, cleaned, dated and frozen."""

from ingest.read.articles import Read, Source, open_sources, read_articles
from ingest.read.limits import Limits
from ingest.read.sources import STANDARD_INPUT

__all__ = ["STANDARD_INPUT", "Limits", "Read", "Source", "open_sources", "read_articles"]
