"""One statement with its place in the article, and its history."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.errors import NotInLedgerError
from sayso.ledger.entry import Entry
from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Recorded, Wanted
from sayso.model.document import Document
from sayso.views.places import anchor, place


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A statement, the paragraph that it stands in, where that is, and the entries about it.

    ``bytes`` are the first and last byte of its words in the page as it came.
    """

    recorded: Recorded
    paragraph: str
    place: str
    bytes: tuple[int, int] | None
    history: tuple[Entry, ...]


def one(ledger: LedgerReader, statement: str) -> Shown:
    """The statement of an id, as the last reading that found it has it.

    Raises:
        NotInLedgerError: if there is none.
    """
    found = list(ledger.statements(Wanted(ids=(statement,), current=False)))
    if not found:
        raise NotInLedgerError(f"the ledger has no statement {statement}")
    last = found[-1]
    document = ledger.document(last.document)
    words = anchor(last.statement)
    return Shown(
        recorded=last,
        paragraph=_around(document, words.start),
        place=place(document, words),
        bytes=_bytes(document, words.start, words.end),
        history=tuple(ledger.entries(subject=statement)),
    )


def _around(document: Document, at: int) -> str:
    for span in document.paragraphs:
        if span.start <= at < span.end:
            return document.text[span.start : span.end]
    return ""


def _bytes(document: Document, start: int, end: int) -> tuple[int, int] | None:
    """Where the words come from in the raw page: as near as its runs tell."""
    runs = [o for o in document.origins if o.start < end and start < o.end]
    return (min(o.byte_start for o in runs), max(o.byte_end for o in runs)) if runs else None
