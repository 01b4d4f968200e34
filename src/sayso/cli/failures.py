"""``sayso failures``: what could not be read, and why."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from sayso.cli.ledgers import json_option, ledger_option, settings_for
from sayso.cli.lines import say

if TYPE_CHECKING:
    from sayso.ledger.port import LedgerReader


@click.command(epilog="\b\nExample:\n  sayso failures --all --json")
@click.option("--all", "resolved", is_flag=True, help="Also what could be read later.")
@click.option("--dropped", is_flag=True, help="What was passed over instead, since it is no article.")
@ledger_option
@json_option
def command(resolved: bool, dropped: bool, ledger: str | None, as_json: bool) -> None:
    """List the sources that could not be read, with the reason; sayso retry tries them again."""
    from sayso import assembly
    from sayso.views import as_json as view
    from sayso.views.shown import shown

    with assembly.ledger_reader(settings_for(ledger)) as found:
        if dropped:
            _passed_over(found, as_json)
            return
        failed = found.failures(resolved=resolved)
    for one in failed:
        state = "" if one.open else " (read later)"
        if as_json:
            click.echo(view.dumps(asdict(one)))
        else:
            say([f"{shown(one.source)}: {shown(one.reason)}{state}"])


def _passed_over(ledger: LedgerReader, as_json: bool) -> None:
    from sayso.ledger.entry import EntryKind
    from sayso.views import as_json as view
    from sayso.views.shown import shown

    for entry in ledger.entries(kinds=(EntryKind.DROPPED,)):
        body = entry.body
        if as_json:
            told = {"entry": entry.position, "at": entry.at, "source": entry.subject, **body}
            click.echo(view.dumps(told))
        else:
            say([f"{shown(entry.subject)}: {shown(str(body.get('reason')))}"])
            say(f"    {shown(str(name))}" for name in body.get("names", ()))
