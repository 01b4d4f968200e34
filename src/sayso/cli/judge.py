"""``sayso judge``: a person's correction of a statement."""

from __future__ import annotations

from typing import Any

import click

from sayso.cli.ledgers import by_option, json_option, ledger_option, person, settings_for
from sayso.errors import UsageError


@click.command(
    epilog="""\b
Examples:
  sayso judge 3f06df30f3ae6c61 --speaker 'Ilse Marren' --kind person
  sayso judge 3f06df30f3ae6c61 --act deny --said 2025-02-26
  sayso judge 3f06df30f3ae6c61 --content 120:164 --note 'the quotation ends earlier'
  sayso judge --undo 1742"""
)
@click.argument("statement", metavar="[ID]", required=False)
@click.option("--speaker", metavar="NAME", help="Who speaks; an empty name for nobody known.")
@click.option("--kind", metavar="KIND", help="What sort of speaker (person, organization, …).")
@click.option("--description", metavar="TEXT", help="The text's own words for the speaker.")
@click.option("--act", metavar="ACT", help="What is done by saying it.")
@click.option("--negated", type=bool, metavar="YES|NO", help="Whether the text says that nobody said it.")
@click.option("--certainty", metavar="DEGREE", help="certain, probable, possible or unknown.")
@click.option("--said", metavar="DAY[:DAY]", help="When; none for no day.")
@click.option("--addressee", metavar="WORDS", help="Who was told; none for nobody.")
@click.option("--venue", metavar="WORDS", help="Where; none for nowhere.")
@click.option("--content", metavar="START:END[,…]", help="Where the content stands in the article's text.")
@click.option("--cue", metavar="START:END[,…]", help="Where the cue stands.")
@click.option("--source", metavar="START:END[,…]", help="Where the source stands.")
@click.option("--note", metavar="TEXT", help="Why.")
@click.option("--undo", type=int, metavar="ENTRY", help="Undo the decision of this entry.")
@by_option
@ledger_option
@json_option
def command(
    statement: str | None,
    undo: int | None,
    note: str | None,
    by: str | None,
    ledger: str | None,
    as_json: bool,
    **given: Any,
) -> None:
    """Correct the statement ID: what you say outranks what any model reads, now and later.

    Every correction is an entry under your name; --undo takes one back by another entry.
    """
    if (undo is None) == (statement is None):
        raise UsageError("name a statement to correct, or an entry to --undo")
    from sayso import assembly
    from sayso.ledger.entry import EntryKind
    from sayso.views import as_json as view
    from sayso.views.entries import line, value
    from sayso.views.judging import fields

    settings = settings_for(ledger)
    who = person(by, settings)
    with assembly.ledger(settings) as found:
        if undo is not None:
            entry = found.decide(EntryKind.UNDO, str(undo), {"undoes": undo, "note": note}, by=who)
        else:
            told = {name: one for name, one in given.items() if one is not None}
            body = {"fields": fields(found, str(statement), told), "note": note}
            entry = found.decide(EntryKind.JUDGEMENT, str(statement), body, by=who)
    click.echo(view.dumps(value(entry)) if as_json else line(entry))
