"""``sayso who``: what one speaker said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sayso.cli.ledgers import json_option, ledger_option, settings_for
from sayso.cli.lines import say

if TYPE_CHECKING:
    from sayso.ledger.port import LedgerReader


@click.command(
    epilog="\b\nExamples:\n  sayso who 'Ilse Marren'\n  sayso who Marren --json | jq -r .content.text"
)
@click.argument("name")
@click.option("--limit", type=click.IntRange(1), default=200, show_default=True, help="Statements at most.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Statements to pass over first.")
@click.option("--conflicts", is_flag=True, help="Only where what they said stands against itself.")
@ledger_option
@json_option
def command(name: str, limit: int, offset: int, conflicts: bool, ledger: str | None, as_json: bool) -> None:
    """List the statements of the speaker called NAME in the order in which they were said, with
    corrections and retractions.

    Some words of the name are enough where they fit one speaker only.
    """
    from sayso import assembly
    from sayso.views import as_json as view
    from sayso.views.recorded import lines, value
    from sayso.views.shown import shown
    from sayso.views.who import who

    with assembly.ledger_reader(settings_for(ledger)) as found:
        if conflicts:
            _conflicts(found, name, as_json)
            return
        told = who(found, name, limit=limit, offset=offset)
        if not as_json:
            also = [shown(n) for n in told.speaker.names if n != told.speaker.name]
            say([shown(told.speaker.name) + (f" (also {', '.join(also)})" if also else "")])
        for one in told.statements:
            if as_json:
                click.echo(view.dumps(value(one)))
            else:
                say(lines(one))
        left = told.count - offset - limit
        if left > 0 and not as_json:
            click.echo(f"{left:,} more; --offset {offset + limit} goes on")


def _conflicts(ledger: LedgerReader, name: str, as_json: bool) -> None:
    from sayso.views import as_json as view
    from sayso.views.conflicts import changes_of_story, lines, value
    from sayso.views.shown import shown
    from sayso.views.speakers import person

    speaker = person(ledger, name)
    found = changes_of_story(ledger, speaker.keys)
    if not found and not as_json:
        click.echo(f"nothing that {shown(speaker.name)} said stands against itself")
    for one in found:
        click.echo(view.dumps(value(one)) if as_json else "\n".join(lines(one)))
