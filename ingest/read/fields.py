"""The fields of a Draft out of any mapping: front matter, a table's row, a JSON object."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ingest.read.draft import Draft


def pick_draft(row: Mapping[str, object], names: Mapping[str, tuple[str, ...]]) -> Draft:
    """A draft with each field under the first of its names that the row fills; empty where none is."""
    lower = {str(key).lower().strip(): value for key, value in row.items()}
    fields = {
        field: next((text for key in keys if (text := _as_text(lower.get(key), field))), "")
        for field, keys in names.items()
    }
    return Draft(
        text=fields["text"],
        title=fields["title"],
        outlet=fields["outlet"],
        author=fields["author"],
        published=fields["published"],
        url=fields["url"],
    )


def _as_text(value: object, field: str) -> str:
    if value is None or value != value:  # noqa: PLR0124 -- the NaN of tables is unequal to itself
        return ""
    if isinstance(value, (list, tuple)):
        items = (_as_text(item, field) for item in value if not isinstance(item, (list, tuple)))
        return ("\n\n" if field == "text" else ", ").join(filter(None, items))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        name = value.get("name")
        return "" if isinstance(name, Mapping) else _as_text(name, field)
    return str(value) if field == "text" else " ".join(str(value).split())
