"""What came into the ledger last."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from sayso.ledger.entry import EntryKind
from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Recorded, Wanted

#: Entries that are looked at: where the last of them are of other kinds, fewer articles are told.
_LOOKED_AT = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """An article with its statements, and when it was added."""

    document: str
    at: str
    title: str | None
    publisher: str | None
    published: str | None
    statements: tuple[Recorded, ...]


def recent(ledger: LedgerReader, most: int) -> tuple[Recent, ...]:
    """The articles that were added last, the last first."""
    entries = islice(ledger.entries(newest_first=True), _LOOKED_AT)
    kept = list(islice((e for e in entries if e.kind is EntryKind.DOCUMENT), most))
    told: dict[str, list[Recorded]] = {e.subject: [] for e in kept}
    for one in ledger.statements(Wanted(documents=tuple(told))) if told else ():
        told[one.document].append(one)
    return tuple(
        Recent(
            document=e.subject,
            at=e.at,
            title=e.body.get("title"),
            publisher=e.body.get("publisher"),
            published=e.body.get("published"),
            statements=tuple(told[e.subject]),
        )
        for e in kept
    )
