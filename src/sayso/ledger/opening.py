"""Open the ledger that a place names."""

from __future__ import annotations

from collections.abc import Callable

from sayso.errors import OlderLedgerError
from sayso.ledger.backend import Backend, Use
from sayso.ledger.reading import SqlReader
from sayso.ledger.writing import SqlLedger, now


def open_ledger(
    place: str, *, by: str = "sayso", make: bool = True, clock: Callable[[], str] = now
) -> SqlLedger:
    """The ledger at a path or a ``postgresql://`` address, to read and to append; made if need be.

    With ``make`` false it has to be there.

    Raises:
        LedgerError: one of its kinds, with what stands in the way.
    """
    return SqlLedger(_backend(place, Use.MAKE if make else Use.APPEND), by=by, clock=clock)


def open_reader(place: str) -> SqlReader:
    """The ledger, to read only. One of an earlier release is brought up to date first.

    Raises:
        LedgerError: one of its kinds, with what stands in the way.
    """
    try:
        return SqlReader(_backend(place, Use.READ))
    except OlderLedgerError:
        _backend(place, Use.APPEND).close()
        return SqlReader(_backend(place, Use.READ))


def _backend(place: str, use: Use) -> Backend:
    if place.startswith(("postgresql://", "postgres://")):
        from sayso.ledger.postgres import PostgresBackend

        return PostgresBackend(place.replace("postgres://", "postgresql://", 1), use)
    from sayso.ledger.sqlite import SqliteBackend

    return SqliteBackend(place, use)
