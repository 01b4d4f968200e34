"""``sayso retract``: hide a statement, with the reason."""

from __future__ import annotations

import click

from sayso.cli.ledgers import by_option, json_option, ledger_option, person, settings_for


@click.command(epilog="\b\nExample:\n  sayso retract 3f06df30f3ae6c61 --reason 'the quotation was made up'")
@click.argument("statement", metavar="ID")
@click.option("--reason", required=True, metavar="TEXT", help="Why.")
@by_option
@ledger_option
@json_option
def command(statement: str, reason: str, by: str | None, ledger: str | None, as_json: bool) -> None:
    """Retract the statement ID: it is no longer found, and stays in the ledger with the reason.

    sayso judge --undo ENTRY takes it back.
    """
    from sayso import assembly
    from sayso.ledger.entry import EntryKind
    from sayso.views import as_json as view
    from sayso.views.entries import line, value

    settings = settings_for(ledger)
    with assembly.ledger(settings) as found:
        entry = found.decide(EntryKind.RETRACTION, statement, {"reason": reason}, by=person(by, settings))
    click.echo(view.dumps(value(entry)) if as_json else line(entry))
