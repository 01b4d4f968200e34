"""``sayso schema``: the public contract."""

from __future__ import annotations

import json

import click


@click.command(epilog="\b\nExample:\n  sayso schema > reading.schema.json")
def command() -> None:
    """Print the JSON Schema of what read --json prints, and of each line of extract."""
    from sayso.views.as_json import schema

    click.echo(json.dumps(schema(), indent=2, ensure_ascii=False))
