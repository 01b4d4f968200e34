"""Bring a ledger's schema to what this release writes."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from sayso.errors import LedgerError, LedgerMissingError, NewerLedgerError, NotALedgerError, OlderLedgerError
from sayso.ledger.backend import Use

#: The last step of ``migrations/versions``.
LATEST = "0004"
_KNOWN = ("0001", "0002", "0003", "0004")
#: Of these steps the full text has other columns.
_OTHER_WORDS = ("0001", "0002")


def version(connection: Connection) -> str | None:
    """The step that the ledger is at; null where there is nothing yet.

    Raises:
        NotALedgerError: if there is something, and it is not a ledger.
    """
    names = set(inspect(connection).get_table_names())
    if "schema_version" in names and "entries" in names:
        found = connection.execute(text("SELECT version_num FROM schema_version")).scalar()
        return str(found)
    if names:
        raise NotALedgerError("it holds other tables and is no ledger; choose another place")
    return None


def check(found: str | None, use: Use) -> None:
    """Refuse what this release cannot use so.

    Raises:
        LedgerMissingError: if there is none, and none is to be made.
        NewerLedgerError: if a later release wrote it.
        OlderLedgerError: if an earlier one did, and it is opened to read.
    """
    if found is None and use is not Use.MAKE:
        raise LedgerMissingError("there is no ledger yet; sayso add makes one")
    if found not in (None, LATEST) and found in _KNOWN and use is Use.READ:
        raise OlderLedgerError("the ledger was written by an earlier version of Sayso")
    if found is not None and found not in _KNOWN:
        raise NewerLedgerError(
            f"the ledger was written by a later version of Sayso (schema {found}, known are up to {LATEST}); "
            "update Sayso"
        )


def examined(connection: Connection, place: str, use: Use) -> str | None:
    """The step that the ledger is at, fit for this use; errors say which ledger they are about."""
    try:
        found = version(connection)
        check(found, use)
    except LedgerError as error:
        raise type(error)(f"{place}: {error}") from error
    return found


def words_are_others(found: str | None) -> bool:
    """Whether the full text of a ledger at this step has to be made anew, after ``upgrade``."""
    return found in _OTHER_WORDS


def upgrade(connection: Connection) -> None:
    """Run the steps that are missing, in the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
