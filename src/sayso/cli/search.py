"""``sayso search``: statements by their words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from sayso.cli.ledgers import json_option, ledger_option, settings_for
from sayso.cli.lines import say
from sayso.errors import UsageError

if TYPE_CHECKING:
    from sayso.model.statement import Act


@click.command(
    epilog="""\b
Examples:
  sayso search 'pumping station'
  sayso search '"never sold" -building' --speaker Marren --since 2025-02-01
  sayso search --act deny --publisher 'Velmor Courier'"""
)
@click.argument("query", required=False)
@click.option("--speaker", metavar="NAME", help="By this speaker.")
@click.option("--publisher", metavar="NAME", help="Run by this outlet.")
@click.option("--act", metavar="ACT", help="Of this act (assert, deny, confirm, …).")
@click.option("--since", metavar="DAY", help="Said, or published, on this day or later (2025-02-26).")
@click.option("--until", metavar="DAY", help="Said, or published, on this day or earlier.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Statements at most.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Statements to pass over first.")
@ledger_option
@json_option
def command(
    query: str | None,
    speaker: str | None,
    publisher: str | None,
    act: str | None,
    since: str | None,
    until: str | None,
    limit: int,
    offset: int,
    ledger: str | None,
    as_json: bool,
) -> None:
    """Find statements that hold all words of QUERY, the best first.

    "Words in quotation marks" have to stand in a row, pump* finds pumps and pumping, and -word leaves
    out. Retracted statements are not found; sayso who lists them.
    """
    from sayso import assembly
    from sayso.views import as_json as view
    from sayso.views.recorded import lines, value
    from sayso.views.search import search

    days = (checked_day(since), checked_day(until))
    with assembly.ledger_reader(settings_for(ledger)) as found:
        told = search(
            found,
            query,
            speaker=speaker,
            publisher=publisher,
            act=checked_act(act),
            since=days[0],
            until=days[1],
            limit=limit,
            offset=offset,
        )
        for one in told:
            if as_json:
                click.echo(view.dumps(value(one)))
            else:
                say(lines(one))


def checked_act(act: str | None) -> Act | None:
    """The act of a name."""
    from sayso.model.statement import Act

    if act is not None and act not in list(Act):
        raise UsageError(f"there is no act {act!r}; there are {', '.join(Act)}")
    return Act(act) if act else None


def checked_day(day: str | None) -> str | None:
    """The day, if it is one as ISO 8601 writes it."""
    try:
        if day is not None and date.fromisoformat(day).isoformat() != day:
            raise ValueError(day)
    except ValueError as error:
        raise UsageError(f"{day!r} is no day; write it as 2025-02-26") from error
    return day
