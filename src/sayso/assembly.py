"""The one place that names backends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sayso import __version__
from sayso.errors import UsageError
from sayso.settings import Settings
from sayso.statements.extractor import Extractor

if TYPE_CHECKING:
    from sayso.ledger.port import LedgerReader, LedgerWriter
    from sayso.relations.across import Relater
    from sayso.relations.compare import Comparer

EXTRACTORS = ("model_v1", "rules_v1")


def extractor(settings: Settings) -> Extractor:
    """The extractor that the settings name; its model is loaded when it first reads.

    Raises:
        UsageError: if there is none of that name.
    """
    if settings.extractor == "model_v1":
        from sayso.statements.model_v1.extractor import ModelExtractor

        return ModelExtractor(threads=settings.threads)
    if settings.extractor == "rules_v1":
        from sayso.statements.rules_v1.extractor import RulesExtractor

        return RulesExtractor()
    raise UsageError(f"there is no extractor {settings.extractor!r}; there are {' and '.join(EXTRACTORS)}")


@contextmanager
def ledger(settings: Settings, *, make: bool = False) -> Iterator[LedgerWriter]:
    """The ledger that the settings name, to read and to append; with ``make`` also one that is not
    there yet.

    Raises:
        LedgerError: one of its kinds, with what stands in the way.
    """
    from sayso.ledger.opening import open_ledger

    found = open_ledger(settings.ledger, by=f"sayso {__version__}", make=make)
    try:
        yield found
    finally:
        found.close()


@contextmanager
def ledger_reader(settings: Settings) -> Iterator[LedgerReader]:
    """The ledger that the settings name, to read only.

    Raises:
        LedgerError: one of its kinds, with what stands in the way.
    """
    from sayso.ledger.opening import open_reader

    found = open_reader(settings.ledger)
    try:
        yield found
    finally:
        found.close()


def relater(ledger: LedgerReader) -> Relater:
    """What tells how new articles stand to a ledger."""
    from sayso.relations.across import Relater
    from sayso.relations.near import Near

    return Relater(Near(ledger), comparer())


def comparer() -> Comparer:
    """What compares statements: with the entailment model where its weights are installed."""
    from sayso.relations.compare import Comparer
    from sayso.relations.entailment import WEIGHTS, CrossEncoder

    return Comparer(CrossEncoder() if (WEIGHTS / "card.json").exists() else None)
