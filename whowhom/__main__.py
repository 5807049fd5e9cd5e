"""Runs the command line and turns every foreseen error into one sentence and an exit code."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Run ``whowhom``; return 0, 1 for what went wrong, 2 for wrong usage, 130 for Ctrl-C."""
    from typer.exceptions import Abort, TyperException

    from whowhom import console
    from whowhom.cli import app
    from whowhom.errors import describe, exit_code

    debug = "--debug" in sys.argv
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    try:
        code = app(arguments, prog_name="whowhom", standalone_mode=False)
    except (KeyboardInterrupt, Abort):
        console.error("stopped; nothing was half written")
        return 130
    except BrokenPipeError:
        # The reader of our output (head, less) has had enough: no error of ours.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - for the exit's flush
        return 0
    except TyperException as error:
        console.error(error.format_message())
        return error.exit_code
    except Exception as error:
        if debug:
            raise
        console.error(describe(error))
        return exit_code(error)
    return code if isinstance(code, int) else 0


if __name__ == "__main__":
    sys.exit(main())
