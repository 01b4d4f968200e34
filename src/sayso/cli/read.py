"""``sayso read``: one article."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sayso.cli.options import extractor_option, settings_of
from sayso.errors import IntakeError


@click.command(
    epilog="""\b
Examples:
  sayso read article.txt
  sayso read https://www.example.org/news/story.html
  curl -s ADDRESS | sayso read - --publisher "The Courier" --published 2024-05-31
  sayso read page.html --json | jq '.statements[].speaker.name'
  sayso read page.html --html marked.html"""
)
@click.argument("source")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object (see sayso schema).")
@click.option("--jsonl", is_flag=True, help="Print one statement a line, as JSON.")
@click.option("--html", metavar="FILE", help="Write the article with its statements marked to FILE.")
@click.option("--published", metavar="DATE", help="The article's date, over what the page says.")
@click.option("--publisher", metavar="NAME", help="The outlet, over what the page says.")
@click.option("--width", type=click.IntRange(20, 400), help="Columns of the listing.")
@click.option("--allow-private", is_flag=True, help="Fetch from addresses of your own network too.")
@extractor_option
def command(
    source: str,
    as_json: bool,
    jsonl: bool,
    html: str | None,
    published: str | None,
    publisher: str | None,
    width: int | None,
    allow_private: bool,
    extractor: str | None,
) -> None:
    """Read the article at SOURCE and list its statements.

    SOURCE is a file (.txt, .md, .html, .pdf), an http or https address, or - for standard input.
    """
    if as_json and jsonl:
        raise click.UsageError("choose one of --json and --jsonl")
    from sayso import assembly, pipeline

    reading = pipeline.read(
        source,
        assembly.extractor(settings_of(extractor)),
        published=published,
        publisher=publisher,
        allow_private=allow_private,
        comparer=assembly.comparer(),
    )
    if html:
        from sayso.views.as_html import page

        _write(Path(html), page(reading))
    if as_json or jsonl:
        from sayso.views import as_json as view

        for warning in reading.document.warnings:
            click.echo(f"sayso: warning: {warning}", err=True)
        values = map(view.statement, reading.statements) if jsonl else [view.reading(reading)]
        for value in values:
            click.echo(view.dumps(value))
    elif not html:
        from sayso.views.listing import show

        show(reading, sys.stdout, width=width)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise IntakeError(f"{path} cannot be written: {error.strerror}") from error
