"""One speaker's statements in the order in which they were said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.ledger.names import name_key
from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Order, Recorded, Wanted
from sayso.views.speakers import Person, person


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The speaker, how many statements there are, and those that were asked for."""

    speaker: Person
    count: int
    statements: Iterator[Recorded]


def who(ledger: LedgerReader, name: str, *, limit: int | None = None, offset: int = 0) -> Told:
    """What a speaker said, with corrections and retractions, the retracted ones too.

    What an article says in several versions stands once; what only an earlier version says stays.
    """
    found = person(ledger, name)
    wanted = Wanted(speakers=found.keys, order=Order.SAID, limit=limit, offset=offset)
    return Told(speaker=found, count=ledger.count(wanted), statements=once(ledger, ledger.statements(wanted)))


def once(ledger: LedgerReader, found: Iterator[Recorded]) -> Iterator[Recorded]:
    """The statements without those that a later version of their article repeats."""
    later: dict[str, frozenset[tuple[str, str]]] = {}
    for one in found:
        if one.replaced and one.url:
            if one.url not in later:
                later[one.url] = _last(ledger, one.url)
            if _told(one) in later[one.url]:
                continue
        yield one


def _last(ledger: LedgerReader, url: str) -> frozenset[tuple[str, str]]:
    last = ledger.versions(url)[-1]
    return frozenset(_told(one) for one in ledger.statements(Wanted(document=last.document)))


def _told(one: Recorded) -> tuple[str, str]:
    words = one.statement.content or one.statement.cue
    return name_key(one.statement.speaker.name or one.statement.source.text), name_key(words.text)
