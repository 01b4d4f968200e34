"""``sayso claim``: the statements of one claim, and a person's correction of it."""

from __future__ import annotations

import click

from sayso.cli.ledgers import by_option, json_option, ledger_option, person, settings_for
from sayso.errors import UsageError


@click.command(
    epilog="""\b
Examples:
  sayso claim 3f06df30f3ae6c61
  sayso claim 3f06df30f3ae6c61 --join 88e1b2ce90d1f0aa --by 'Ada Renwick'
  sayso claim 3f06df30f3ae6c61 --split 88e1b2ce90d1f0aa --note 'another station'
  sayso judge --undo 1742"""
)
@click.argument("statement", metavar="ID")
@click.option("--join", metavar="ID", help="Say that this statement is of the same claim.")
@click.option("--split", metavar="ID", help="Say that this statement is of another claim.")
@click.option("--note", metavar="TEXT", help="Why.")
@by_option
@ledger_option
@json_option
def command(
    statement: str,
    join: str | None,
    split: str | None,
    note: str | None,
    by: str | None,
    ledger: str | None,
    as_json: bool,
) -> None:
    """Show the claim that the statement ID is of: all statements that assert the same, and why.

    With --join or --split it is corrected, by an entry that can be undone.
    """
    if join and split:
        raise UsageError("choose one of --join and --split")
    from sayso import assembly
    from sayso.views import as_json as view

    settings = settings_for(ledger)
    if other := join or split:
        from sayso.ledger.entry import EntryKind
        from sayso.views.entries import line
        from sayso.views.entries import value as entry_value

        kind = EntryKind.JOIN if join else EntryKind.SPLIT
        with assembly.ledger(settings) as found:
            entry = found.decide(kind, statement, {"other": other, "note": note}, by=person(by, settings))
        click.echo(view.dumps(entry_value(entry)) if as_json else line(entry))
        return
    from sayso.views.claims import lines, value

    with assembly.ledger_reader(settings) as reader:
        if as_json:
            click.echo(view.dumps(value(reader, statement)))
        else:
            click.echo("\n".join(lines(reader, statement)))
