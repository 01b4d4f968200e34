"""``sayso show``: one statement, whole."""

from __future__ import annotations

import click

from sayso.cli.ledgers import json_option, ledger_option, settings_for
from sayso.cli.lines import say


@click.command(epilog="\b\nExample:\n  sayso show 3f06df30f3ae6c61")
@click.argument("statement", metavar="ID")
@ledger_option
@json_option
def command(statement: str, ledger: str | None, as_json: bool) -> None:
    """Show the statement ID with the paragraph that it stands in, its place in the article and in
    the page as it came, and every entry about it."""
    from sayso import assembly
    from sayso.views import as_json as view
    from sayso.views.entries import line, value
    from sayso.views.one import one
    from sayso.views.recorded import lines
    from sayso.views.recorded import value as recorded
    from sayso.views.shown import shown

    with assembly.ledger_reader(settings_for(ledger)) as found:
        told = one(found, statement)
    if as_json:
        where = {"paragraph": told.paragraph, "place": told.place, "bytes": told.bytes}
        history = [value(entry) for entry in told.history]
        click.echo(view.dumps({**recorded(told.recorded), **where, "history": history}))
        return
    there = f"; bytes {told.bytes[0]}–{told.bytes[1]} of the page" if told.bytes else ""
    say(lines(told.recorded))
    say([f"    {told.place}{there}", "", f"    {shown(told.paragraph)}", ""])
    say(map(line, told.history))
