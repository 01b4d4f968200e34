"""``sayso log``: what was appended."""

from __future__ import annotations

from itertools import islice

import click

from sayso.cli.ledgers import json_option, ledger_option, settings_for
from sayso.cli.lines import say
from sayso.errors import UsageError


@click.command(epilog="\b\nExamples:\n  sayso log --kind judgement\n  sayso log --after 1200 --json")
@click.option(
    "--kind", "kinds", multiple=True, metavar="KIND", help="Only of this kind (statement, judgement, …)."
)
@click.option("--after", type=click.IntRange(0), help="From this entry on, oldest first, all of them.")
@click.option("--limit", type=click.IntRange(1), help="Entries at most; 50 unless --after is given.")
@ledger_option
@json_option
def command(
    kinds: tuple[str, ...], after: int | None, limit: int | None, ledger: str | None, as_json: bool
) -> None:
    """List the ledger's entries, the newest first.

    With --json each line is an entry with its digest; a program that goes on with --after the last
    one that it saw misses none.
    """
    from sayso import assembly
    from sayso.ledger.entry import EntryKind
    from sayso.views import as_json as view
    from sayso.views.entries import line, value

    for kind in kinds:
        if kind not in list(EntryKind):
            raise UsageError(f"there is no entry of the kind {kind!r}; there are {', '.join(EntryKind)}")
    wanted = tuple(map(EntryKind, kinds))
    with assembly.ledger_reader(settings_for(ledger)) as found:
        entries = found.entries(after=after or 0, kinds=wanted, newest_first=after is None)
        most = limit or (50 if after is None else None)
        for entry in islice(entries, most):
            if as_json:
                click.echo(view.dumps(value(entry)))
            else:
                say([line(entry)], whole=False)
