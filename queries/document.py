"""Writes docs/queries.md: every question of the library by theme, as its header tells it.

``python -m queries.document docs/queries.md`` writes the file anew.
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from queries.library import library

if TYPE_CHECKING:
    from collections.abc import Mapping

    from queries.library import Query
    from queries.parameters import Parameter

_INTRODUCTION: Final = """# Questions

{count} questions come with whowhom. Each is one `.cypher` file in `queries/`, plain Neo4j Cypher that gives
the same rows on the embedded database and on a Neo4j server. `whowhom ask` lists them, and

```
whowhom ask who-opposed x='Ilse Marrek' limit=10
```

asks one. An entity is found by its id or by any of its names, whatever the case and the accents; a date is
`2024-05-01`, `2024-05` or `2024`. Where rows hold the id of a claim, `whowhom explain ID` leads to the
sentence, to whom it names where, and to what decided it.

"Contested" is what one source affirms and another denies, or support that another source tells as
opposition, by different outlets or speakers. Outlets that print copies of one article are one voice,
whoever asks: `voices` on an edge counts independent ones, `outlets` names all. Ranks, camps, brokerage and
balance come from the analysis that runs whenever a database is made.

This page is written from the headers of the files by `python -m queries.document docs/queries.md`.
"""


def document(queries: Mapping[str, Query] | None = None) -> str:
    """The page as Markdown: a table of all questions, then each with its parameters and columns."""
    found = sorted(
        (library() if queries is None else queries).values(), key=lambda one: (one.theme, one.name)
    )
    lines = [_INTRODUCTION.format(count=len(found))]
    for theme, group in groupby(found, key=lambda one: one.theme):
        asked = list(group)
        lines += [f"## {theme.capitalize()}", "", "| name | question | parameters |", "|---|---|---|"]
        lines += [f"| [`{one.name}`](#{one.name}) | {one.question} | `{one.usage}` |" for one in asked]
        lines.append("")
        for one in asked:
            lines += _details(one)
    return "\n".join(lines).rstrip() + "\n"


def _details(query: Query) -> list[str]:
    example = " ".join(["whowhom ask", query.name, *map(_example, query.params)])
    parameters = [f"- `{one.name}` ({one.type}{_default(one)}): {one.description}" for one in query.params]
    columns = [f"- `{one.name}`: {one.meaning}" for one in query.returns]
    return [
        f"### {query.name}",
        "",
        f"{query.question} ([`{query.path}`](../queries/{query.path}))",
        "",
        *parameters,
        "",
        "```",
        example,
        "```",
        "",
        "Columns:",
        "",
        *columns,
        "",
    ]


def _default(parameter: Parameter) -> str:
    return "" if parameter.required else f", {parameter.default} unless given"


def _example(parameter: Parameter) -> str:
    value = str(parameter.example)
    quoted = f'"{value}"' if "'" in value else f"'{value}'" if " " in value else value
    return f"{parameter.name}={quoted}"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(document(), encoding="utf-8")
