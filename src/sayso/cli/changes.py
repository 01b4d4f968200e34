"""``sayso changes``: what an article's versions say otherwise."""

from __future__ import annotations

import click

from sayso.cli.ledgers import json_option, ledger_option, settings_for
from sayso.cli.lines import say


@click.command(epilog="\b\nExample:\n  sayso changes https://www.example.org/news/story.html")
@click.argument("url")
@ledger_option
@json_option
def command(url: str, ledger: str | None, as_json: bool) -> None:
    """Show the statements that came, went or were altered between the versions of the article at URL.

    A mended typing error is no change; another word is.
    """
    from sayso import assembly
    from sayso.documents.clean import canonical
    from sayso.views import as_json as view
    from sayso.views.changes import changes
    from sayso.views.edits import lines, value

    with assembly.ledger_reader(settings_for(ledger)) as found:
        steps = changes(found, canonical(url) or url)
    if not steps and not as_json:
        click.echo("one version only")
    for step in steps:
        if as_json:
            click.echo(view.dumps(value(step)))
        else:
            say(lines(step))
