"""``sayso grade``: how far an editor trusts a source, or an information."""

from __future__ import annotations

import re

import click

from sayso.cli.ledgers import by_option, json_option, ledger_option, person, settings_for

_ID = re.compile(r"[0-9a-f]{16}")


@click.command(
    epilog="""\b
Examples:
  sayso grade 'Ilse Marren' D --by 'Ada Renwick'
  sayso grade 'Tesk Beacon' C --note 'withdrew one article'
  sayso grade 3f06df30f3ae6c61 2
  sayso judge --undo 1742"""
)
@click.argument("what", metavar="NAME|ID")
@click.argument("grade", metavar="GRADE")
@click.option("--note", metavar="TEXT", help="Why.")
@by_option
@ledger_option
@json_option
def command(
    what: str, grade: str, note: str | None, by: str | None, ledger: str | None, as_json: bool
) -> None:
    """Grade the source NAME from A to F, or the information of the statement ID from 1 to 6.

    The scale is NATO's: A is completely reliable and F can't be judged, 1 is confirmed by other
    sources and 6 can't be judged. Grades are shown with traces and never change a count.
    """
    from sayso import assembly
    from sayso.ledger.entry import EntryKind
    from sayso.ledger.names import name_key
    from sayso.views import as_json as view
    from sayso.views.entries import line, value

    settings = settings_for(ledger)
    information = bool(_ID.fullmatch(what)) and grade.isdecimal()
    subject = what if information else name_key(what)
    other = "information" if information else "source"
    body = {"other": other, "name": what, "grade": grade.upper(), "note": note}
    with assembly.ledger(settings) as found:
        entry = found.decide(EntryKind.GRADE, subject, body, by=person(by, settings))
    click.echo(view.dumps(value(entry)) if as_json else line(entry))
