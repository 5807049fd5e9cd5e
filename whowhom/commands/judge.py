"""``whowhom review``, ``merge``, ``split``, ``rename``, ``retype``, ``reject``, ``undo``: the user judges."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from whowhom import console
from whowhom.options import DEFAULT_PROJECT, Project

if TYPE_CHECKING:
    from graph.doubts import Doubt, Quote
    from graph.project import Project as Directory
    from graph.records import Corpus, Judgement

Name = Annotated[str, typer.Argument(metavar="NAME", help="An entity: any of its names, or its id.")]
Note = Annotated[str, typer.Option("--note", help="Why, for whoever reads judgements.jsonl.")]


def merge(name: Name, other: Name, note: Note = "", project: Project = DEFAULT_PROJECT) -> None:
    """Decide that two entities are one."""
    from graph import judgements
    from graph.lookup import find_entity

    _decide(
        project,
        lambda corpus: judgements.merge(
            corpus, find_entity(corpus, name).id, find_entity(corpus, other).id, note=note, made=_now()
        ),
    )


def split(
    name: Name,
    part: Annotated[str, typer.Argument(help="The alias, or the id of the article, that is someone else's.")],
    note: Note = "",
    project: Project = DEFAULT_PROJECT,
) -> None:
    """Decide that an alias of an entity, or one article's mentions of it, are someone else's."""
    from graph import judgements
    from graph.lookup import find_entity

    _decide(
        project,
        lambda corpus: judgements.split(corpus, find_entity(corpus, name).id, part, note=note, made=_now()),
    )


def rename(
    name: Name,
    new: Annotated[str, typer.Argument(metavar="NEW", help="What it is called.")],
    note: Note = "",
    project: Project = DEFAULT_PROJECT,
) -> None:
    """Decide what an entity is called; the other names stay aliases."""
    from graph import judgements
    from graph.lookup import find_entity

    _decide(
        project,
        lambda corpus: judgements.rename(corpus, find_entity(corpus, name).id, new, note=note, made=_now()),
    )


def retype(
    name: Name,
    new: Annotated[str, typer.Argument(metavar="TYPE", help="Person, Organization or Country.")],
    note: Note = "",
    project: Project = DEFAULT_PROJECT,
) -> None:
    """Decide whether an entity is a person, an organization or a country."""
    from graph import judgements
    from graph.lookup import find_entity

    _decide(
        project,
        lambda corpus: judgements.retype(
            corpus, find_entity(corpus, name).id, new.capitalize(), note=note, made=_now()
        ),
    )


def reject(
    target: Annotated[str, typer.Argument(metavar="CLAIM|NAME", help="A claim's id, or an entity.")],
    note: Note = "",
    project: Project = DEFAULT_PROJECT,
) -> None:
    """Decide that a claim is wrong, or that an entity is none."""
    from graph import judgements
    from graph.lookup import find_entity

    def decide(corpus: Corpus) -> Judgement:
        is_claim = any(claim.id == target for claim in corpus.claims)
        wanted = target if is_claim else find_entity(corpus, target).id
        return judgements.reject(corpus, wanted, note=note, made=_now())

    _decide(project, decide)


def undo(
    judgement: Annotated[str, typer.Argument(help="The judgement's id; without it, the last one.")] = "",
    note: Note = "",
    project: Project = DEFAULT_PROJECT,
) -> None:
    """Take a decision back; the record of both stays."""
    from graph import judgements
    from graph.project import Project as Directory

    made = Directory.open(project).judgements()
    standing = judgements.standing(made)
    target = judgement or (standing[-1].id if standing else "")
    _decide(project, lambda _: judgements.undo(made, target, note=note, made=_now()))


def review(
    limit: Annotated[int, typer.Option(min=1, help="At most so many pairs.")] = 20,
    project: Project = DEFAULT_PROJECT,
) -> None:
    """Walk through the pairs that may be one entity: same, different, skip or quit, with the evidence."""
    from graph.doubts import answer, doubtful_pairs
    from graph.project import Project as Directory

    directory = Directory.open(project)
    doubts = doubtful_pairs(directory.read(), directory.judgements())[:limit]
    made: list[Judgement] = []
    for number, doubt in enumerate(doubts, 1):
        _print_doubt(doubt, number, len(doubts))
        choice = _choose()
        if choice == "q":
            break
        if choice in {"s", "d"}:
            made.append(answer(doubt, same=choice == "s", made=_now()))
    if not doubts:
        console.say("Nothing is in doubt.")
    _apply(directory, made)


def _decide(project: Project, make: Callable[[Corpus], Judgement]) -> None:
    from graph.project import Project as Directory

    directory = Directory.open(project)
    _apply(directory, [make(directory.read())])


def _apply(directory: Directory, made: list[Judgement]) -> None:
    from whowhom.rebuild import rebuild

    if not made:
        return
    with directory.lock():
        directory.judge(made)
        rebuild(directory)
    for judgement in made:
        what = " ".join(
            filter(None, (judgement.decision, judgement.target, judgement.other, judgement.value))
        )
        console.say(f"{judgement.id}  {what}   (take it back with: whowhom undo {judgement.id})")


def _print_doubt(doubt: Doubt, number: int, total: int) -> None:
    state = "now one entity" if doubt.joined else "now two entities"
    console.say(f"\n{number} of {total}   {doubt.score:.2f}   {state}   {doubt.reason}")
    for entity, quotes in ((doubt.left, doubt.left_quotes), (doubt.right, doubt.right_quotes)):
        console.say(f"  {entity.name}  ({entity.type}, {entity.mentions} mentions)")
        for quote in quotes:
            console.say(f"    “{quote.text}”  {_source(quote)}")


def _source(quote: Quote) -> str:
    article = quote.article
    return ", ".join(filter(None, (article.outlet, article.published))) or article.path


def _choose() -> str:
    while True:
        choice = str(typer.prompt("(s)ame, (d)ifferent, s(k)ip, (q)uit", default="k")).strip().lower()[:1]
        if choice in {"s", "d", "k", "q"}:
            return choice


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


COMMANDS = (review, merge, split, rename, retype, reject, undo)
