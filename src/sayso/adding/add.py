"""Add articles to a ledger, each in a transaction of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from sayso.adding.item import Item, Outcome, Passed
from sayso.adding.sources import Ways, items
from sayso.documents.clean import canonical
from sayso.errors import LedgerError, SaysoError, defects_told
from sayso.ledger.port import LedgerWriter
from sayso.ledger.records import Added, Article
from sayso.pipeline import read_page
from sayso.relations.across import Relater
from sayso.statements.extractor import Extractor


def add(
    ledger: LedgerWriter,
    sources: Iterable[str],
    extractor: Extractor,
    ways: Ways,
    relater: Relater | None = None,
) -> Iterator[Outcome]:
    """Add what the sources hold, and tell of each article what came of it.

    With a ``relater`` each article's relations, to what was there before, are kept with it.

    What can't be read is kept as a failure with its reason, and the rest is done. It may be broken
    off at any point: what was told has been kept, and doing all of it again adds only what is new.

    Raises:
        LedgerError: if the ledger itself cannot be written.
    """
    for source in sources:
        try:
            with defects_told():
                whole = True
                for item in items(source, ways):
                    if isinstance(item, Passed):
                        yield _passed(ledger, item)
                    else:
                        whole = whole and item.source != source
                        yield add_one(ledger, item, extractor, relater)
                if whole:  # what holds articles could be read to its end
                    ledger.recover(source)
        except LedgerError:
            raise
        except SaysoError as error:
            yield _failed(ledger, source, source, error)


def add_one(
    ledger: LedgerWriter, item: Item, extractor: Extractor, relater: Relater | None = None
) -> Outcome:
    """Add one article, or keep why it could not be."""
    try:
        with defects_told():
            return Outcome(source=item.source, added=_added(ledger, item, extractor, relater))
    except LedgerError:
        raise
    except SaysoError as error:
        return _failed(ledger, item.source, item.again, error)


def _added(ledger: LedgerWriter, item: Item, extractor: Extractor, relater: Relater | None) -> Added:
    page = item.load()
    # known bytes are not read again: that is what takes the time
    digest = hashlib.sha256(page.content).hexdigest()
    known = ledger.meet(digest, canonical(page.url), item.source, page.fetched_at)
    if known is not None:
        return known
    reading = read_page(page, extractor, published=item.published, publisher=item.publisher)
    if relater is not None:
        reading = relater.related(reading)
    (added,) = ledger.add([Article(reading=reading, page=page, source=item.source)])
    return added


def _passed(ledger: LedgerWriter, found: Passed) -> Outcome:
    ledger.drop(found.source, found.names, found.reason)
    return Outcome(source=found.source, passed=len(found.names))


def _failed(ledger: LedgerWriter, source: str, again: str, error: SaysoError) -> Outcome:
    ledger.fail(source, type(error).__name__, str(error), again=again)
    return Outcome(source=source, error=error)
