"""``sayso merge``: two names of one speaker."""

from __future__ import annotations

from dataclasses import asdict

import click

from sayso.cli.ledgers import by_option, json_option, ledger_option, person, settings_for
from sayso.cli.lines import say
from sayso.errors import UsageError


@click.command(
    epilog="""\b
Examples:
  sayso merge --suggest
  sayso merge 'J. Hallam' 'Joss Hallam' --by 'Ada Renwick'
  sayso merge 'Nora Hallam' 'Joss Hallam' --apart
  sayso judge --undo 1742"""
)
@click.argument("names", nargs=-1, metavar="[NAME INTO]")
@click.option("--apart", is_flag=True, help="Say that they are two; they are not suggested again.")
@click.option("--suggest", is_flag=True, help="List names that may be one speaker's.")
@click.option("--note", metavar="TEXT", help="Why.")
@by_option
@ledger_option
@json_option
def command(
    names: tuple[str, ...],
    apart: bool,
    suggest: bool,
    note: str | None,
    by: str | None,
    ledger: str | None,
    as_json: bool,
) -> None:
    """Say that NAME is the speaker called INTO; both have to be in the ledger in full.

    A suggestion changes nothing: only what a person confirms counts, and it can be undone.
    """
    if suggest == bool(names) or (names and len(names) != 2):
        raise UsageError("name two speakers, or ask for suggestions with --suggest")
    if suggest:
        _suggest(ledger, as_json)
        return
    from sayso import assembly
    from sayso.ledger.entry import EntryKind
    from sayso.ledger.names import name_key
    from sayso.views import as_json as view
    from sayso.views.entries import line, value

    settings = settings_for(ledger)
    kind = EntryKind.APART if apart else EntryKind.MERGE
    body = {"name": names[0], "into": names[1], "other": name_key(names[1]), "note": note}
    with assembly.ledger(settings) as found:
        entry = found.decide(kind, name_key(names[0]), body, by=person(by, settings))
    click.echo(view.dumps(value(entry)) if as_json else line(entry))


def _suggest(ledger: str | None, as_json: bool) -> None:
    from sayso import assembly
    from sayso.views import as_json as view
    from sayso.views.same import suggestions
    from sayso.views.shown import shown

    with assembly.ledger_reader(settings_for(ledger)) as found:
        told = suggestions(found)
    for one in told:
        because = shown("; ".join(one.because))
        if as_json:
            click.echo(view.dumps(asdict(one)))
        else:
            say([f"{one.confidence:.2f}  {shown(one.name)} → {shown(one.into)}: {because}"])
