"""What came last: for those who follow a speaker, a search, or conflicts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from sayso.ledger.entry import EntryKind
from sayso.ledger.faults import intact
from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Order, Recorded, Related, Wanted
from sayso.views.conflicts import AGAINST, Conflict, once, whole

#: Readings that are looked at for conflicts, the newest first, and relations that are taken of them.
_READINGS, _RELATIONS = 500, 400


def latest(ledger: LedgerReader, wanted: Wanted, most: int) -> list[Recorded]:
    """The statements that fit, those that were appended last first."""
    plain = replace(wanted, order=Order.POSITION, limit=None, offset=0)
    first = max(0, ledger.count(plain) - most)
    return list(ledger.statements(replace(plain, limit=most, offset=first)))[::-1]


def latest_conflicts(ledger: LedgerReader, most: int) -> list[Conflict]:
    """The conflicts that came with the newest readings, the newest first."""
    return list(islice(once(whole(ledger, _newest(ledger))), most))


def _newest(ledger: LedgerReader) -> Iterator[Related]:
    """The relations of the newest readings that still stand."""
    readings = islice(ledger.entries(kinds=(EntryKind.READING,), newest_first=True), _READINGS)
    kinds = frozenset(kind.value for kind in AGAINST)
    taken = 0
    for entry in readings:
        with intact(entry.position):
            own = [(r["a"], r["b"]) for r in entry.body["relations"] if r["kind"] in kinds]
        if not own:
            continue
        ids = sorted({a for a, _ in own})
        pairs = frozenset(own)
        for found in ledger.relations(AGAINST, ids, limit=_RELATIONS):
            if (found.relation.a, found.relation.b) in pairs:
                yield found
                taken += 1
        if taken >= _RELATIONS:
            return
