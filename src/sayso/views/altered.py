"""Articles that were found at their address in another version than before."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.ledger.entry import EntryKind
from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Version

#: Sightings that are looked at: of a ledger with more the oldest are not listed.
_LOOKED_AT = 2000


def altered(ledger: LedgerReader) -> Iterator[Version]:
    """The last version of each article of which there are several, the last found first."""
    seen: set[str] = set()
    sightings = ledger.entries(kinds=(EntryKind.SIGHTING,), newest_first=True)
    for number, entry in enumerate(sightings):
        if number >= _LOOKED_AT:
            return
        if entry.subject in seen:
            continue
        seen.add(entry.subject)
        versions = ledger.versions(entry.subject)
        if len(versions) > 1:
            yield versions[-1]
