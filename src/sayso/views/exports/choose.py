"""Which statements are exported."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.ledger.names import name_key
from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Order, Recorded, Wanted
from sayso.model.statement import Act
from sayso.views.speakers import person
from sayso.views.who import once


def wanted(
    ledger: LedgerReader,
    query: str | None = None,
    *,
    speaker: str | None = None,
    publisher: str | None = None,
    act: Act | None = None,
    since: str | None = None,
    until: str | None = None,
    retracted: bool = False,
    limit: int | None = None,
) -> Wanted:
    """What is asked for, in the order of the ledger's entries.

    Raises:
        NotInLedgerError: if there is no such speaker.
        UsageError: if several are called so.
    """
    return Wanted(
        text=query,
        speakers=person(ledger, speaker).keys if speaker else (),
        publisher=name_key(publisher) or None,
        act=act,
        since=since,
        until=until,
        retracted=retracted,
        order=Order.POSITION,
        limit=limit,
    )


def chosen(ledger: LedgerReader, found: Wanted) -> Iterator[Recorded]:
    """The statements; what a later version of its article repeats stands once."""
    return once(ledger, ledger.statements(found))
