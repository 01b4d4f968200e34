"""The program: commands by name, each loaded when it is called."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import click

from sayso import __version__
from sayso.cli.streams import write_anything
from sayso.errors import SaysoError

#: Each command with the module that holds it and the line that `--help` shows for it.
COMMANDS = {
    "read": "Read one article and list its statements.",
    "extract": "Read many articles into a file, one line of JSON each.",
    "bulk": "Read very many articles, on many cores or machines.",
    "add": "Append articles with their statements to the ledger.",
    "who": "List one speaker's statements, by when they were said.",
    "search": "Find statements by their words.",
    "show": "Show one statement with its place and its history.",
    "changes": "Show what an article's versions say otherwise.",
    "judge": "Correct a statement, or undo a decision.",
    "retract": "Retract a statement, with the reason.",
    "merge": "Say which names are one speaker's.",
    "reread": "Read the ledger's articles again.",
    "failures": "List what could not be read, and why.",
    "retry": "Try again what could not be read.",
    "log": "List the ledger's entries.",
    "stats": "Count what the ledger holds.",
    "export": "Write the ledger's statements for other programs.",
    "verify": "Check that nothing in the ledger was changed.",
    "schema": "Print the JSON Schema of what read and extract print.",
    "compare": "Say how an answer stands to a claim, with the reason.",
    "trace": "Trace a claim to its origins, and what stands against it.",
    "conflicts": "List the statements that stand against one another.",
    "claim": "Show a claim's statements, join or split them.",
    "grade": "Grade a source, or an information.",
    "serve": "Show the ledger in a browser, with an API for programs.",
    "user": "Say who may sign in to serve.",
}


class _NobodyReadsError(Exception):
    """Whoever read our output has gone."""


class _Commands(click.Group):
    """A group that imports a command only when it is called, so that --help is quick."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; click itself would end with 1 here, and break the line it was stopped in."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise _NobodyReadsError from error
        except KeyboardInterrupt as error:
            raise click.Abort from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"sayso.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_Commands,
    epilog="Start with: sayso read ARTICLE. 'sayso COMMAND --help' has examples.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="sayso")
def program() -> None:
    """Read news and list its attributed statements: who said what, and through whom we know it."""


def main(arguments: list[str] | None = None) -> None:
    """Run the program and exit with its code; errors of our own are one line, never a traceback."""
    write_anything()
    try:
        code = program.main(args=arguments, prog_name="sayso", standalone_mode=False)
        sys.stdout.flush()
        sys.exit(code if isinstance(code, int) else 0)
    except SaysoError as error:
        _fail(error, error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        _fail("stopped", 130)
    except (_NobodyReadsError, BrokenPipeError):
        # nobody is left to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)


def _fail(reason: Any, code: int) -> None:
    from sayso.views.shown import shown

    click.echo(f"sayso: {shown(str(reason))}", err=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
