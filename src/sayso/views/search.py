"""Statements by their words."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.ledger.names import name_key
from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Order, Recorded, Wanted
from sayso.model.statement import Act
from sayso.views.speakers import person
from sayso.views.who import once


def search(
    ledger: LedgerReader,
    query: str | None,
    *,
    speaker: str | None = None,
    publisher: str | None = None,
    act: Act | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int = 20,
    offset: int = 0,
) -> Iterator[Recorded]:
    """The statements that fit, the best first; without a query by when they were said.

    What was retracted is left out, and what a later version of its article repeats stands once.
    """
    wanted = asked(
        ledger,
        query,
        speaker=speaker,
        publisher=publisher,
        act=act,
        since=since,
        until=until,
        limit=limit,
        offset=offset,
    )
    return once(ledger, ledger.statements(wanted))


def asked(
    ledger: LedgerReader,
    query: str | None,
    *,
    speaker: str | None = None,
    publisher: str | None = None,
    act: Act | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int = 20,
    offset: int = 0,
) -> Wanted:
    """What a search asks the ledger for."""
    return Wanted(
        text=query,
        speakers=person(ledger, speaker).keys if speaker else (),
        publisher=name_key(publisher) or None,
        act=act,
        since=since,
        until=until,
        retracted=False,
        order=Order.RANK if query else Order.SAID,
        limit=limit,
        offset=offset,
    )
