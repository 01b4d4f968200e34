"""``sayso user``: who may sign in to ``sayso serve``."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sayso.cli.ledgers import json_option, ledger_option, settings_for
from sayso.errors import PackageMissingError, UsageError
from sayso.settings import Settings

if TYPE_CHECKING:
    from sayso.web.safety.accounts import Accounts

F = TypeVar("F", bound=Callable[..., Any])
ROLES = ("reader", "reviewer", "editor")
SCOPES = ("read", "review", "add")


def accounts_option(command: F) -> F:
    """``--accounts``: which file of accounts."""
    return click.option(
        "--accounts",
        metavar="FILE",
        help="The file of accounts (SAYSO_ACCOUNTS; beside the ledger if neither is given).",
    )(command)


def accounts_file(given: str | None, settings: Settings) -> str | None:
    """The file of accounts with somebody in it; null if none was named and there is none.

    Raises:
        AccountsError: if the file that was named is none, or has nobody in it.
    """
    named = given or os.environ.get("SAYSO_ACCOUNTS")
    place = named or usual(settings)
    if not named and not Path(place).exists():
        return None
    from sayso.errors import AccountsError
    from sayso.web.safety.accounts import Accounts

    accounts = Accounts(place)
    try:
        if accounts.all():
            return place
    finally:
        accounts.close()
    raise AccountsError(f"{place} has no accounts; sayso user add NAME makes one")


def usual(settings: Settings) -> str:
    """Where the accounts of a ledger are if nobody says: beside it, or here if it is on a server."""
    on_server = settings.ledger.startswith(("postgresql://", "postgres://"))
    return "sayso.accounts" if on_server else f"{settings.ledger}.accounts"


@contextmanager
def _opened(accounts: str | None, ledger: str | None, *, make: bool = False) -> Iterator[Accounts]:
    try:
        from sayso.web.safety.accounts import Accounts
    except ModuleNotFoundError as error:
        raise PackageMissingError(f"accounts need {error.name}: pip install 'sayso[web]'") from error
    settings = settings_for(ledger)
    place = accounts or os.environ.get("SAYSO_ACCOUNTS") or usual(settings)
    found = Accounts(place, make=make)
    try:
        yield found
    finally:
        found.close()


@click.group(
    epilog="""\b
Examples:
  sayso user add 'Ada Renwick' --role editor
  sayso user token 'Ada Renwick' --scope read --days 90 --note 'the archive'
  sayso user list"""
)
def command() -> None:
    """Say who may sign in to sayso serve, and what their programs may do.

    A reader looks, a reviewer decides about statements too, an editor takes articles in too.
    """


@command.command()
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="editor", show_default=True, help="Their role.")
@accounts_option
@ledger_option
def add(name: str, role: str, accounts: str | None, ledger: str | None) -> None:
    """Make an account for NAME, which is what stands under their decisions.

    The password is asked for, or is the first line of standard input.
    """
    with _opened(accounts, ledger, make=True) as found:
        from sayso.web.safety.passwords import hashed
        from sayso.web.safety.who import Role

        found.add(name, Role(role), hashed(_password()))
    click.echo(f"{name} may sign in as {role}")


@command.command(name="list")
@accounts_option
@ledger_option
@json_option
def everybody(accounts: str | None, ledger: str | None, as_json: bool) -> None:
    """List who may sign in."""
    from sayso.views.as_json import dumps

    with _opened(accounts, ledger) as found:
        for one in found.all():
            told = {"name": one.name, "role": one.role.value, "at": one.at}
            click.echo(dumps(told) if as_json else f"{one.name}  {one.role.value}  since {one.at[:10]}")


@command.command()
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), help="Their role from now on.")
@click.option("--password", is_flag=True, help="Set another password; all their sessions end.")
@accounts_option
@ledger_option
def change(name: str, role: str | None, password: bool, accounts: str | None, ledger: str | None) -> None:
    """Change the role or the password of NAME."""
    if role is None and not password:
        raise UsageError("say what to change: --role or --password")
    with _opened(accounts, ledger) as found:
        from sayso.web.safety.passwords import hashed
        from sayso.web.safety.who import Role

        found.change(
            name, role=Role(role) if role else None, password=hashed(_password()) if password else None
        )
    click.echo(f"the account of {name} is changed")


@command.command()
@click.argument("name")
@accounts_option
@ledger_option
def remove(name: str, accounts: str | None, ledger: str | None) -> None:
    """Remove the account of NAME, with its sessions and tokens. What they decided stays."""
    with _opened(accounts, ledger) as found:
        found.remove(name)
    click.echo(f"{name} may sign in no more")


@command.command()
@click.argument("name", required=False)
@click.option(
    "--scope", "scopes", type=click.Choice(SCOPES), multiple=True, help="What it may do; again for more."
)
@click.option("--days", type=click.IntRange(1, 3650), help="Days that it lasts; for ever if not given.")
@click.option("--note", metavar="TEXT", default="", help="What it is for.")
@click.option("--list", "listed", is_flag=True, help="List all tokens instead.")
@click.option("--revoke", metavar="ID", help="Make this token worthless instead.")
@accounts_option
@ledger_option
@json_option
def token(
    name: str | None,
    scopes: tuple[str, ...],
    days: int | None,
    note: str,
    listed: bool,
    revoke: str | None,
    accounts: str | None,
    ledger: str | None,
    as_json: bool,
) -> None:
    """Make a token with which a program of NAME asks the API. It is shown once, now.

    It never allows more than the role of NAME does.
    """
    if (name is not None) + listed + (revoke is not None) != 1:
        raise UsageError("name whose token it is, or --list, or --revoke one")
    from sayso.views.as_json import dumps
    from sayso.views.shown import shown

    with _opened(accounts, ledger) as found:
        if revoke is not None:
            found.revoke(revoke)
            click.echo(f"token {revoke} is worth nothing any more")
        elif listed:
            for one in found.tokens():
                told = asdict(one)
                line = f"{one.id}  {one.name}  {' '.join(one.scopes)}  until {one.until or 'revoked'}"
                click.echo(dumps(told) if as_json else shown(f"{line}  {one.note}"))
        else:
            from sayso.web.safety.who import Scope

            wanted = [Scope(one) for one in scopes or ("read",)]
            made, given = found.grant(str(name), wanted, note=note, days=days)
            click.echo(dumps({"id": made, "token": given}) if as_json else given)


def _password() -> str:
    if sys.stdin is not None and sys.stdin.isatty():
        found: str = click.prompt("Password", hide_input=True, confirmation_prompt="Once more")
        return found
    line = sys.stdin.readline(4096) if sys.stdin is not None else ""
    return line.rstrip("\r\n")
