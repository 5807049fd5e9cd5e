"""Nodes, relationships and paths as plain values, alike whatever database they came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from graph.store.interface import MARKER, Value


def plain_node(labels: Iterable[str], properties: Mapping[str, Value]) -> dict[str, Value]:
    """``{"_labels": (...), **properties}``."""
    return {"_labels": tuple(sorted(labels)), **_present(properties)}


def plain_relationship(kind: str, properties: Mapping[str, Value]) -> dict[str, Value]:
    """``{"_type": ..., **properties}``."""
    return {"_type": kind, **_present(properties)}


def plain_path(
    steps: Sequence[dict[str, Value]], ends: Sequence[tuple[str | None, str | None]]
) -> tuple[Value, ...]:
    """Nodes and relationships in turn; ``ends`` gives the ids of both ends of each relationship."""
    path = list(steps)
    for index, (source, target) in enumerate(ends):
        path[2 * index + 1] = {**steps[2 * index + 1], "_from": source, "_to": target}
    return tuple(path)


def plain_value(value: object) -> Value:
    """A scalar as JSON knows it; dates, times and spans as ISO 8601 text, anything else as its text."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, timedelta):
        return f"PT{value.total_seconds():g}S"
    return str(value)


def _present(properties: Mapping[str, Value]) -> dict[str, Value]:
    """Properties that have a value, sorted by name, without the mark of ownership."""
    return {
        key: properties[key] for key in sorted(properties) if properties[key] is not None and key != MARKER
    }
