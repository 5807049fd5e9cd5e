"""``whowhom load``, ``export`` and ``serve``: the graph for other programs."""

from __future__ import annotations

from typing import Annotated

import typer

from whowhom import console
from whowhom.opening import TIMEOUT, open_asked
from whowhom.options import DEFAULT_PROJECT, PasswordFile, Project, Timeout, User


def load(
    to: Annotated[
        str,
        typer.Option("--to", envvar="WHOWHOM_STORE", metavar="ADDRESS", help="bolt://..., neo4j+s://..."),
    ],
    project: Project = DEFAULT_PROJECT,
    user: User = "neo4j",
    password_file: PasswordFile = None,
    timeout: Timeout = TIMEOUT,
) -> None:
    """Load the project directory into Neo4j; loading again changes nothing."""
    from graph.load import load as run
    from graph.project import Project as Directory

    reader = Directory.open(project).reader()
    opened = open_asked(project, to, user=user, password_file=password_file, write=True, timeout=timeout)
    with opened, console.progress("load") as step:
        report = run(reader, opened, lambda _, done, total: step(done, total))
    for kind, count in report.counts:
        console.say(f"{kind:<16} {count:>9,}")
    changes = ", ".join(f"{name.replace('_', ' ')} {count:,}" for name, count in report.changes)
    console.say(f"changed          {changes or 'nothing'}")
    for node in report.kept:
        console.note(f"kept, because others use it: {node}")


def serve(
    project: Project = DEFAULT_PROJECT,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The Bolt port on 127.0.0.1.")] = 7687,
    password_file: PasswordFile = None,
) -> None:
    """Open the embedded database to Neo4j's own tools at bolt://127.0.0.1 until Ctrl-C."""
    from graph.project import Project as Directory
    from graph.store.serve import serve as run

    password = None
    if password_file is not None:
        password = (password_file.read_text(encoding="utf-8").splitlines() or [""])[0]
    with run(Directory.open(project).database, port=port, password=password) as server:
        console.say(f"address   {server.address}")
        console.say(f"database  {server.database}")
        console.say(f"user      {server.user}")
        if password is None:
            console.say(f"password  {server.password}   (made for this run, shown once)")
        console.say("Ctrl-C ends it.")
        server.wait()


COMMANDS = (load, serve)
