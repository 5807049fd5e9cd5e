"""The command line: every command is a few options, one call of the library and one print."""

from __future__ import annotations

from typing import Annotated

import typer

from whowhom import __version__
from whowhom.commands import ask, build, export, judge, load, show, watch

app = typer.Typer(
    name="whowhom",
    help="Who did what to whom, who says so, and where it stands written.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for module in (build, watch, ask, show, load, export, judge):
    for command in module.COMMANDS:
        app.command()(command)


@app.callback(invoke_without_command=True)
def whowhom(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show the traceback of an error; works in any place.")
    ] = False,
) -> None:
    """Who did what to whom, who says so, and where it stands written."""
    if version:
        typer.echo(f"whowhom {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(2)
