"""``sayso conflicts``: what stands against what."""

from __future__ import annotations

import click

from sayso.cli.ledgers import json_option, ledger_option, settings_for


@click.command(
    epilog="\b\nExamples:\n  sayso conflicts --limit 20\n  sayso conflicts --misses --json | jq .because"
)
@click.option("--misses", is_flag=True, help="Also the denials that leave their claim standing.")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="Pairs at most.")
@ledger_option
@json_option
def command(misses: bool, limit: int, ledger: str | None, as_json: bool) -> None:
    """List the statements that stand against one another, the surest and newest first."""
    from sayso import assembly
    from sayso.views import as_json as view
    from sayso.views.conflicts import conflicts, lines, value

    with assembly.ledger_reader(settings_for(ledger)) as found:
        for one in conflicts(found, misses=misses, limit=limit):
            click.echo(view.dumps(value(one)) if as_json else "\n".join(lines(one)))
