"""``whowhom load``, ``export`` and ``serve``: the graph for other programs."""

from __future__ import annotations

from typing import Annotated

import typer

from whowhom import console
from whowhom.opening import TIMEOUT, open_asked
from whowhom.options import DEFAULT_PROJECT, PasswordFile, Project, Timeout, User


def load(
    to: Annotated[
        str, typer.Option("--to", envvar="WHOWHOM_STORE", metavar="ADDRESS", help="bolt://..., neo4j+s://...")
    ],
    project: Project = DEFAULT_PROJECT,
    user: User = "neo4j",
    password_file: PasswordFile = None,
    timeout: Timeout = TIMEOUT,
) -> None:
    """Load the project directory into Neo4j; loading again changes nothing."""
    from graph.load import load as run
    from graph.project import Project as Directory

    corpus = Directory.open(project).read()
    opened = open_asked(project, to, user=user, password_file=password_file, write=True, timeout=timeout)
    with opened, console.progress("load") as step:
        report = run(corpus, opened, progress=step)
    console.rows(("what", "in the database", "created", "changed", "removed"), report.table())


COMMANDS = (load,)
