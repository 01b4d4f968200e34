"""Read articles of the ledger again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.adding.item import Outcome
from sayso.errors import LedgerError, SaysoError, defects_told
from sayso.ledger.port import LedgerWriter
from sayso.pipeline import read_document
from sayso.relations.across import Relater
from sayso.statements.extractor import Extractor


def reread(
    ledger: LedgerWriter, documents: Iterable[str], extractor: Extractor, relater: Relater | None = None
) -> Iterator[Outcome]:
    """Read each article with the extractor; one that these readers have read adds nothing.

    What people decided about its statements goes on to the new ones.
    """
    for one in documents:
        try:
            with defects_told():
                reading = read_document(ledger.document(one), extractor)
                added = ledger.reread(relater.related(reading) if relater else reading)
            yield Outcome(source=one, added=added)
        except LedgerError:
            raise
        except SaysoError as error:
            yield Outcome(source=one, error=error)
