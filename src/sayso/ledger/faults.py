"""Say what a driver's error means for the ledger."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from sayso.errors import (
    DamagedLedgerError,
    LedgerBusyError,
    LedgerError,
    LedgerFullError,
    LedgerReadOnlyError,
    LedgerUnreachableError,
    NotALedgerError,
)

#: SQLite's result codes, by how they begin, and PostgreSQL's classes and codes of SQLSTATE.
_MEANINGS: tuple[tuple[str, type[LedgerError], str], ...] = (
    ("SQLITE_FULL", LedgerFullError, "there is no room left on the disk; what was kept before is whole"),
    ("SQLITE_IOERR", LedgerFullError, "the disk refuses to write or read; what was kept before is whole"),
    ("SQLITE_READONLY", LedgerReadOnlyError, "it may only be read"),
    ("SQLITE_PERM", LedgerReadOnlyError, "it may only be read"),
    ("SQLITE_BUSY", LedgerBusyError, "another program has been writing to it for too long; try again"),
    ("SQLITE_LOCKED", LedgerBusyError, "another program has been writing to it for too long; try again"),
    ("SQLITE_CORRUPT", DamagedLedgerError, "the file is cut off or broken; restore a copy"),
    ("SQLITE_NOTADB", NotALedgerError, "it is no ledger"),
    ("SQLITE_CANTOPEN", LedgerReadOnlyError, "it cannot be opened here; look at the folder's permissions"),
    ("53100", LedgerFullError, "the server has no room left on its disk"),
    ("25006", LedgerReadOnlyError, "the server only lets us read"),
    ("42501", LedgerReadOnlyError, "the server does not let this account do that"),
    ("55P03", LedgerBusyError, "another program has been writing to it for too long; try again"),
    ("57014", LedgerBusyError, "the server stopped waiting; try again"),
    ("3D000", LedgerUnreachableError, "the server has no database of that name"),
    ("28", LedgerUnreachableError, "the server does not accept this account or password"),
    ("08", LedgerUnreachableError, "the server does not answer"),
    ("57P", LedgerUnreachableError, "the server is going down or starting up"),
)


def meaning(error: DBAPIError, place: str) -> LedgerError:
    """The error of our own that the driver's error stands for."""
    original = error.orig
    code = getattr(original, "sqlite_errorname", None) or getattr(original, "sqlstate", None) or ""
    for begin, kind, words in _MEANINGS:
        if code.startswith(begin):
            return kind(f"{place}: {words}")
    said = " ".join(str(original).split())
    if error.connection_invalidated or (not code and type(original).__name__ == "OperationalError"):
        return LedgerUnreachableError(f"{place}: the server does not answer: {said}")
    return LedgerError(f"{place}: {said}")


@contextmanager
def intact(position: int) -> Iterator[None]:
    """An entry that does not hold what one of its kind holds leaves as an error of ours."""
    try:
        yield
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise DamagedLedgerError(f"entry {position} is broken; sayso verify tells more") from error


@contextmanager
def translated(place: str) -> Iterator[None]:
    """Errors of the driver leave as errors of ours."""
    try:
        yield
    except DBAPIError as error:
        raise meaning(error, place) from error
    except sqlite3.Error as error:  # of a cursor that was used without SQLAlchemy
        raise meaning(DBAPIError(None, None, error), place) from error
    except SQLAlchemyError as error:
        raise LedgerError(f"{place}: {' '.join(str(error).split())}") from error
