"""One state of a ledger: the connection that sees it, and what is known of it once it was asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import local

from sqlalchemy import Connection

from sayso.ledger.entry import EntryKind, Head
from sayso.ledger.records import Decision

#: Terms whose counts are kept; with more the counts are begun anew.
_TERMS = 50_000


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A connection that sees the ledger as it is at a head."""

    connection: Connection
    head: Head


class Held(local):
    """The snapshot that a thread has, if it has one."""

    snapshot: Snapshot | None = None


@dataclass(slots=True)
class Settled:
    """What never changes of the state at a head, for all who read it: every page asks for the same decisions,
    and most for the same words."""

    head: Head
    decisions: dict[frozenset[EntryKind], tuple[Decision, ...]] = field(default_factory=dict)
    _frequencies: dict[int, dict[str, int]] = field(default_factory=dict)

    def frequencies(self, most: int) -> dict[str, int]:
        """The counts of terms up to so many."""
        known = self._frequencies.get(most)
        if known is None or len(known) > _TERMS:
            known = self._frequencies[most] = {}
        return known
