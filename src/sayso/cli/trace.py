"""``sayso trace``: a claim and everything behind it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sayso.cli.ledgers import json_option, ledger_option, settings_for
from sayso.errors import IntakeError


@click.command(
    epilog="""\b
Examples:
  sayso trace "Orrin Cold Stores was allowed to keep goods in the pumping station at Tarn Lock."
  sayso trace 3f06df30f3ae6c61 --json | jq .lines
  sayso trace "The key was never returned." --svg trace.svg"""
)
@click.argument("claim", metavar="TEXT|ID")
@click.option("--svg", metavar="FILE", help="Draw the tree of sources into FILE.")
@click.option("--width", type=click.IntRange(40, 400), help="Columns of the answer.")
@ledger_option
@json_option
def command(claim: str, svg: str | None, width: int | None, ledger: str | None, as_json: bool) -> None:
    """Trace a claim from every article that carries it down to its origins.

    TEXT is the claim in a sentence, ID that of any statement which asserts it. Shown are how many
    independent lines of evidence there are, at least and at most, with the reason for each; who
    passed it on; what stands against it; which denials miss it; and who did not answer.
    """
    from sayso import assembly
    from sayso.views.trace import trace

    with assembly.ledger_reader(settings_for(ledger)) as found:
        told = trace(found, claim, assembly.comparer())
    if svg:
        from sayso.views.trace_svg import picture

        _write(Path(svg), picture(told))
    if as_json:
        from sayso.views import as_json as view
        from sayso.views.trace_value import value

        click.echo(view.dumps(value(told)))
    elif not svg:
        from sayso.views.trace_text import text

        for line in text(told, width=width or _columns()):
            click.echo(line)


def _columns() -> int:
    from shutil import get_terminal_size

    return get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 100


def _write(path: Path, content: str) -> None:
    try:
        path.write_text(content, encoding="utf-8")
    except OSError as error:
        raise IntakeError(f"{path} cannot be written: {error.strerror}") from error
