"""``sayso stats``: what the ledger holds."""

from __future__ import annotations

import json

import click

from sayso.cli.ledgers import json_option, ledger_option, settings_for

_LINES = (
    ("document", "articles"),
    ("current", "statements that count"),
    ("retracted", "of them or of earlier readings retracted"),
    ("speakers", "names of speakers"),
    ("judgement", "judgements"),
    ("merge", "merges of speakers"),
    ("undo", "decisions undone"),
    ("open_failures", "sources that could not be read"),
)


@click.command(epilog="\b\nExample:\n  sayso stats --json")
@ledger_option
@json_option
def command(ledger: str | None, as_json: bool) -> None:
    """Count what the ledger holds, and print its head."""
    from sayso import assembly

    with assembly.ledger_reader(settings_for(ledger)) as found:
        counts, head = found.counts(), found.head()
    if as_json:
        click.echo(json.dumps({**counts, "head": {"position": head.position, "digest": head.digest}}))
        return
    for name, words in _LINES:
        click.echo(f"{counts[name]:>12,}  {words}")
    click.echo(f"{head.position:>12,}  entries; head {head.digest}")
