"""What the commands that work on a ledger share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sayso.errors import UsageError
from sayso.settings import Settings

if TYPE_CHECKING:
    from sayso.adding.item import Outcome

F = TypeVar("F", bound=Callable[..., Any])
Step = Callable[[str | None], None]


def ledger_option(command: F) -> F:
    """``--ledger``: which ledger."""
    return click.option(
        "--ledger",
        metavar="PLACE",
        help="A file, or a postgresql:// address (SAYSO_LEDGER; sayso.db here if neither is given).",
    )(command)


def json_option(command: F) -> F:
    """``--json``: for programs."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line.")(command)


def by_option(command: F) -> F:
    """``--by``: who decides."""
    return click.option("--by", metavar="NAME", help="Who decides (SAYSO_PERSON, or your account's name).")(
        command
    )


def settings_for(ledger: str | None, extractor: str | None = None) -> Settings:
    """The environment's settings, with what the command line says."""
    found = Settings.from_environment()
    found = replace(found, ledger=ledger) if ledger else found
    return replace(found, extractor=extractor) if extractor else found


def person(by: str | None, settings: Settings) -> str:
    """Who decides; a decision without a name is none."""
    name = by or settings.person
    if not name.strip():
        raise UsageError("say who decides with --by NAME")
    return name


@contextmanager
def progress(total: int | None, what: str = "articles") -> Iterator[Step]:
    """Count on a terminal, with the time left where ``total`` is known; say failures on standard
    error in any case."""
    import sys

    from sayso.views.shown import shown

    if not sys.stderr.isatty():
        yield lambda line: click.echo(shown(line), err=True) if line else None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), what, TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)

        def step(line: str | None) -> None:
            bar.advance(task)
            if line:
                bar.console.print(shown(line), markup=False, highlight=False)

        yield step


def tally(outcomes: Iterable[Outcome], total: int | None) -> dict[str, int]:
    """Walk the outcomes to their end, tell of each failure, and count."""
    found = {"added": 0, "statements": 0, "known": 0, "failed": 0, "dropped": 0}
    with progress(total) as step:
        for outcome in outcomes:
            added = outcome.added
            if outcome.passed:
                found["dropped"] += outcome.passed
                continue
            if added is None:
                found["failed"] += 1
                step(f"sayso: {outcome.source}: {outcome.error}")
                continue
            found["added" if added.new else "known"] += 1
            found["statements"] += added.statements
            step(None)
    return found


def told(found: dict[str, int], as_json: bool) -> None:
    """Say what was done, and end with 3 where some of it was not."""
    from sayso.errors import PartialFailureError

    if as_json:
        import json

        click.echo(json.dumps(found))
    else:
        dropped = f", {found['dropped']:,} passed over (sayso failures --dropped)" if found["dropped"] else ""
        click.echo(
            f"{found['added']:,} added with {found['statements']:,} statements, "
            f"{found['known']:,} known already, {found['failed']:,} failed{dropped}"
        )
    if found["failed"]:
        raise PartialFailureError(f"{found['failed']} could not be read; sayso failures lists them")
