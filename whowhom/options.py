"""The options that several commands share, spelled once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from whowhom.console import Format

DEFAULT_PROJECT: Final = Path("graph.whowhom")

Project = Annotated[
    Path,
    typer.Option(
        "--project", "-p", envvar="WHOWHOM_PROJECT", help="The project directory.", show_default=True
    ),
]
Store = Annotated[
    str | None,
    typer.Option(
        "--store",
        envvar="WHOWHOM_STORE",
        metavar="ADDRESS",
        help="Ask a Neo4j at bolt://... or neo4j://... in place of the embedded database.",
    ),
]
Form = Annotated[
    Format | None,
    typer.Option(
        "--format", "-f", help="How rows are printed; by default a table on a terminal, JSON when piped."
    ),
]
Timeout = Annotated[
    float, typer.Option("--timeout", min=0.1, metavar="SECONDS", help="Give a query up after that.")
]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]
User = Annotated[str, typer.Option("--user", envvar="NEO4J_USER", help="The Neo4j user.")]
PasswordFile = Annotated[
    Path | None,
    typer.Option(
        "--password-file",
        exists=True,
        dir_okay=False,
        help="A file whose first line is the password; else NEO4J_PASSWORD, else a prompt.",
    ),
]
