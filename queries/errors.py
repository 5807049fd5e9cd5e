"""What is wrong with a question, or with the way it is asked."""

from __future__ import annotations


class QueryError(Exception):
    """A query file or a parameter is wrong. The message is one sentence: what, where, what to do."""
