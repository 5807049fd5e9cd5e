"""``whowhom show``, ``explain`` and ``evaluate``: what the graph knows, why, and how well."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from whowhom import console
from whowhom.opening import TIMEOUT, open_asked
from whowhom.options import DEFAULT_PROJECT, Form, PasswordFile, Project, Store, Timeout, User

if TYPE_CHECKING:
    from graph.explain import Explanation
    from graph.show import Portrait


def show(
    name: Annotated[str, typer.Argument(help="An entity: any of its names, or its id.")],
    limit: Annotated[int, typer.Option(min=1, help="At most so many edges.")] = 20,
    project: Project = DEFAULT_PROJECT,
    store: Store = None,
    form: Form = None,
    user: User = "neo4j",
    password_file: PasswordFile = None,
    timeout: Timeout = TIMEOUT,
) -> None:
    """Show everything about one entity: names and why they are its, edges, evidence."""
    from graph.show import show as run

    with open_asked(project, store, user=user, password_file=password_file, timeout=timeout) as opened:
        portrait = run(opened, name, limit=limit)
    if console.is_table(form):
        _print_portrait(portrait)
        if store is None:
            _print_aliases(project, portrait.id)
    console.rows(portrait.edges.columns, portrait.edges.rows, form)


def _print_portrait(portrait: Portrait) -> None:
    country = f" ({portrait.iso2})" if portrait.iso2 else ""
    console.say(f"{portrait.name}   {portrait.type}{country}   {portrait.id}")
    console.say(
        f"{portrait.mentions:,} mentions in {portrait.articles:,} articles of {portrait.outlets:,} outlets, "
        f"{portrait.voices:,} independent"
    )
    if portrait.analysis:
        console.say(", ".join(f"{key} {console.cell(value)}" for key, value in portrait.analysis))
    console.say()


def _print_aliases(project: Path, entity_id: str) -> None:
    from graph.aliases import explain_aliases
    from graph.project import Project as Directory

    corpus = Directory.open(project).read()
    for entity in corpus.entities:
        if entity.id == entity_id:
            explained = explain_aliases(corpus, entity)
            rows = [
                (
                    one.alias,
                    one.mentions,
                    one.articles,
                    "; ".join((*one.in_articles, *(x.reason for x in one.across))),
                )
                for one in explained
            ]
            console.rows(
                ("name", "mentions", "articles", "why it is this entity's"), rows, console.Format.table
            )
            console.say()


def explain(
    claim: Annotated[str, typer.Argument(help="A claim's id, as the questions return it.")],
    project: Project = DEFAULT_PROJECT,
    store: Store = None,
    user: User = "neo4j",
    password_file: PasswordFile = None,
    timeout: Timeout = TIMEOUT,
) -> None:
    """Show the sentence behind a claim, what in it was read as what, and what decided it."""
    from graph.explain import explain as run

    with open_asked(project, store, user=user, password_file=password_file, timeout=timeout) as opened:
        explanation = run(opened, claim)
    _print_explanation(explanation)


def _print_explanation(explanation: Explanation) -> None:
    console.say(f"{explanation.subject}  {explanation.relation}  {explanation.object}   ({explanation.id})")
    console.say()
    parts = (
        (explanation.subject_mention, "bold cyan"),
        (explanation.trigger, "bold underline"),
        (explanation.object_mention, "bold magenta"),
    )
    console.marked(
        explanation.evidence, [(part.start, part.end, style) for part, style in parts if part is not None]
    )
    where = (explanation.title, explanation.outlet, explanation.author, explanation.published)
    console.say()
    console.say(", ".join(filter(None, where)) or explanation.path)
    console.say(f"{explanation.url or explanation.path}, characters {explanation.start} to {explanation.end}")
    console.say()
    for label, part in (("subject", explanation.subject_mention), ("object", explanation.object_mention)):
        console.say(f"{label:<14} {part.text if part else 'named outside the sentence'}")
    console.say(f"{'trigger':<14} {explanation.trigger.text if explanation.trigger else 'no single word'}")
    for key, value in explanation.qualifiers:
        console.say(f"{key:<14} {console.cell(value)}")
    for reason in explanation.reasons:
        console.say(f"{'because':<14} {reason}")


def evaluate(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", help="A folder of gold annotations, a JSON a text.")
    ],
    project: Project = DEFAULT_PROJECT,
    form: Form = None,
) -> None:
    """Score the project's claims against gold: precision, recall and F1, in all and by relation."""
    from graph.evaluate import evaluate as run
    from graph.project import Project as Directory

    scores = run(Directory.open(project).read(), gold)
    rows = [(s.label, s.precision, s.recall, s.f1, s.predicted, s.required) for s in scores]
    console.rows(("relation", "precision", "recall", "F1", "predicted", "required"), rows, form)


COMMANDS = (show, explain, evaluate)
