"""``sayso retry``: what could not be read, once more."""

from __future__ import annotations

import click

from sayso.cli.ledgers import json_option, ledger_option, settings_for, tally, told
from sayso.cli.options import extractor_option


@click.command(epilog="\b\nExample:\n  sayso retry --ledger case.db")
@click.option("--allow-private", is_flag=True, help="Fetch from addresses of your own network too.")
@extractor_option
@ledger_option
@json_option
def command(allow_private: bool, extractor: str | None, ledger: str | None, as_json: bool) -> None:
    """Try again every source that could not be read.

    Pages are asked for as those of feeds are: one at a time, where robots.txt allows it. What it does
    not allow, sayso add fetches by its own address.
    """
    from sayso import assembly
    from sayso.adding.add import add
    from sayso.adding.sources import ways_of

    settings = settings_for(ledger, extractor)
    with assembly.ledger(settings) as found:
        sources = list(dict.fromkeys(f.again for f in found.failures()))
        ways = ways_of(found, allow_private=allow_private, ask=True)
        relater = assembly.relater(found)
        done = tally(add(found, sources, assembly.extractor(settings), ways, relater), len(sources))
    told(done, as_json)
