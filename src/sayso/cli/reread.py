"""``sayso reread``: articles of the ledger, read anew."""

from __future__ import annotations

import click

from sayso.cli.ledgers import json_option, ledger_option, settings_for, tally, told
from sayso.cli.options import extractor_option


@click.command(epilog="\b\nExamples:\n  sayso reread\n  sayso reread 9b1c5211dff58b3a --extractor rules_v1")
@click.argument("documents", nargs=-1, metavar="[ARTICLE]...")
@extractor_option
@ledger_option
@json_option
def command(documents: tuple[str, ...], extractor: str | None, ledger: str | None, as_json: bool) -> None:
    """Read every ARTICLE of the ledger again, by id, or all of them, and append what is found.

    What people have decided stays in force. An article that the same extractor has read last adds
    nothing.
    """
    from sayso import assembly
    from sayso.adding.reread import reread

    settings = settings_for(ledger, extractor)
    with assembly.ledger(settings) as found:
        wanted = list(documents or found.documents())
        relater = assembly.relater(found)
        done = tally(reread(found, wanted, assembly.extractor(settings), relater), len(wanted))
    told(done, as_json)
