"""The program: commands by name, each loaded when it is called."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import click

from sayso import __version__
from sayso.errors import SaysoError

#: Each command with the module that holds it and the line that `--help` shows for it.
COMMANDS = {
    "read": "Read one article and list its statements.",
    "extract": "Read many articles into a file, one line of JSON each.",
    "schema": "Print the JSON Schema of what read and extract print.",
}


class _Commands(click.Group):
    """A group that imports a command only when it is called, so that --help is quick."""

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
    except BrokenPipeError:
        # whoever read our output has gone; nobody is left to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)


def _fail(reason: Any, code: int) -> None:
    from sayso.views.shown import shown

    click.echo(f"sayso: {shown(str(reason))}", err=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
