"""``whowhom ask``, ``cypher`` and ``find``: questions to the graph, rows back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from whowhom import console
from whowhom.errors import UsageError
from whowhom.opening import TIMEOUT, open_asked
from whowhom.options import DEFAULT_PROJECT, Form, PasswordFile, Project, Store, Timeout, User

if TYPE_CHECKING:
    from graph.store.interface import Rows
    from graph.store.interface import Store as GraphStore


def ask(
    name: Annotated[str | None, typer.Argument(help="The question; without it, the list of all.")] = None,
    parameters: Annotated[
        list[str] | None, typer.Argument(metavar="[KEY=VALUE]...", help="The question's parameters.")
    ] = None,
    project: Project = DEFAULT_PROJECT,
    store: Store = None,
    form: Form = None,
    user: User = "neo4j",
    password_file: PasswordFile = None,
    timeout: Timeout = TIMEOUT,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Also write the answer's part of the graph.")
    ] = None,
) -> None:
    """Ask a question of the library by its name; without a name, list them."""
    from graph.ask import ask as run
    from queries.library import find_query, library

    if name is None:
        listed = [(one.theme, one.name, one.question, one.usage) for one in library().values()]
        console.rows(("theme", "name", "question", "parameters"), listed, form)
        return
    question = find_query(name)
    given = _pairs(parameters or [])
    question.bind(given)  # before the database is opened: a typing error needs no database to be told
    with open_asked(project, store, user=user, password_file=password_file, timeout=timeout) as opened:
        answer = run(opened, question, given)
        if html:
            _page(opened, answer, html, question.question)
    console.rows(answer.columns, answer.rows, form)


def _page(opened: GraphStore, answer: Rows, target: Path, title: str) -> None:
    """What the answer's rows speak of, as a page."""
    from graph.export.excerpt import excerpt
    from graph.export.from_store import read_corpus
    from graph.export.page import write_page

    write_page(excerpt(read_corpus(opened), answer), target, title=title)


def cypher(
    text: Annotated[str, typer.Argument(metavar="'MATCH ...'", help="Any Cypher.")],
    parameters: Annotated[
        list[str] | None,
        typer.Argument(metavar="[KEY=VALUE]...", help="Values for $KEY; JSON or plain text."),
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Allow the query to change the database.")] = False,
    project: Project = DEFAULT_PROJECT,
    store: Store = None,
    form: Form = None,
    user: User = "neo4j",
    password_file: PasswordFile = None,
    timeout: Timeout = TIMEOUT,
) -> None:
    """Run any Cypher, read-only unless --write."""
    values = {key: _value(value) for key, value in _pairs(parameters or []).items()}
    opened = open_asked(project, store, user=user, password_file=password_file, write=write, timeout=timeout)
    with opened:
        answer = opened.query(text, values)
    console.rows(answer.columns, answer.rows, form)


def find(
    text: Annotated[str, typer.Argument(help="Words to look for in names, aliases and evidence.")],
    limit: Annotated[int, typer.Option(min=1, help="At most so many rows of each kind.")] = 20,
    project: Project = DEFAULT_PROJECT,
    store: Store = None,
    form: Form = None,
    user: User = "neo4j",
    password_file: PasswordFile = None,
    timeout: Timeout = TIMEOUT,
) -> None:
    """Search the full text of names, aliases and evidence."""
    from graph.ask import find as run

    with open_asked(project, store, user=user, password_file=password_file, timeout=timeout) as opened:
        answer = run(opened, text, limit=limit)
    console.rows(answer.columns, answer.rows, form)


def _pairs(words: list[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for word in words:
        key, equals, value = word.partition("=")
        if not equals or not key:
            raise UsageError(f"{word!r} is no parameter: write it as key=value, say x='Jane Doe'")
        if key in pairs:
            raise UsageError(f"the parameter {key} is given twice: give it once")
        pairs[key] = value
    return pairs


def _value(text: str) -> object:
    import json

    try:
        return json.loads(text)
    except ValueError:
        return text


COMMANDS = (ask, cypher, find)
