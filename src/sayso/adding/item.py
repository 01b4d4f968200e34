"""One article to be added, wherever it comes from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sayso.errors import SaysoError
from sayso.ledger.records import Added
from sayso.model.document import RawPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An article that has not been fetched yet.

    ``source`` names it to people, ``again`` is what to hand to ``add`` to try it once more (the
    file that holds it). ``load`` brings in the page; ``publisher`` and ``published`` are what is
    known besides.
    """

    source: str
    again: str
    load: Callable[[], RawPage]
    publisher: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """Parts of a source that are passed over, since they are no articles, and why."""

    source: str
    names: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of an item: what was added, or why nothing was, or how much was passed over."""

    source: str
    added: Added | None = None
    error: SaysoError | None = None
    passed: int = 0
