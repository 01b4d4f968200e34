"""Look up what people decided about statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, select

from sayso.errors import DamagedLedgerError
from sayso.ledger.codec import Value, statement_of
from sayso.ledger.entry import Entry, EntryKind
from sayso.ledger.faults import intact
from sayso.ledger.records import Decision
from sayso.ledger.tables import decisions, entries, head

_Sorted = TypeVar("_Sorted", int, str)
#: Values in one statement at most: every database takes this many.
MANY = 500
_HEAD = select(head.c.position, head.c.digest)
#: Decisions in order, by the few of them: SQLite would walk all entries to have them so.
DECISIONS = (
    select(entries, decisions.c.active)
    .join(decisions, decisions.c.position == entries.c.position)
    .order_by(decisions.c.position)
)
#: What the body of a decision holds at least.
_HELD: Mapping[EntryKind, Mapping[str, type]] = {
    EntryKind.JUDGEMENT: {"fields": dict},
    EntryKind.RETRACTION: {"reason": str},
    EntryKind.MERGE: {"other": str},
    EntryKind.APART: {"other": str},
    EntryKind.UNDO: {"undoes": int},
}


def entry_of(found: Row[Any], previous: str) -> Entry:
    """The entry of a row of ``entries``; ``previous`` is the digest of the one before.

    Raises:
        DamagedLedgerError: if the row is no entry that was ever appended.
    """
    try:
        return Entry(
            position=found.position,
            at=found.at,
            by=found.by,
            kind=EntryKind(found.kind),
            subject=found.subject,
            raw=bytes(found.body),
            previous=previous,
            digest=bytes(found.digest).hex(),
        )
    except (ValueError, TypeError) as error:
        raise DamagedLedgerError(f"entry {found.position} is none that was appended") from error


def statement_in(found: Row[Any]) -> Value:
    """What the row's entry says was read.

    Raises:
        DamagedLedgerError: if that is no statement.
    """
    entry = entry_of(found, "")
    with intact(entry.position):
        value: Value = entry.body["statement"]
        statement_of(value)
    return value


def lineages(connection: Connection, ids: Collection[str]) -> dict[str, list[str]]:
    """Each statement with those that it goes on from, itself first."""
    before: dict[str, list[str]] = defaultdict(list)
    asked: set[str] = set()
    waiting = set(ids)
    while waiting:
        asked |= waiting
        for target, other in _carries(connection, waiting, decisions.c.target):
            before[target].append(other)
        waiting = {o for found in before.values() for o in found} - asked
    return {one: _walk(one, before) for one in ids}


def heirs(connection: Connection, one: str) -> set[str]:
    """The statement and all that go on from it."""
    found, waiting = {one}, {one}
    while waiting:
        waiting = {target for target, _ in _carries(connection, waiting, decisions.c.other)} - found
        found |= waiting
    return found


def decided(connection: Connection, ids: Collection[str]) -> dict[str, tuple[Decision, ...]]:
    """All judgements and retractions that reach each statement, in order."""
    lines = lineages(connection, ids)
    found = _decided(connection, {other for line in lines.values() for other in line})
    return {
        one: tuple(sorted((d for other in line for d in found.get(other, ())), key=lambda d: d.position))
        for one, line in lines.items()
    }


def _decided(connection: Connection, targets: Collection[str]) -> dict[str, list[Decision]]:
    """The judgements and retractions about each, in order."""
    found: dict[str, list[Decision]] = defaultdict(list)
    wanted = (EntryKind.JUDGEMENT, EntryKind.RETRACTION)
    for some in batches(targets):
        query = DECISIONS.where(decisions.c.target.in_(some), decisions.c.kind.in_(wanted))
        for one in connection.execute(query):
            found[one.subject].append(decision_of(one))
    return found


def judged(found: Iterable[Decision]) -> list[Mapping[str, Any]]:
    """The judged fields that hold, the latest last."""
    return [d.body["fields"] for d in found if d.kind is EntryKind.JUDGEMENT and d.active]


def decision_of(found: Row[Any]) -> Decision:
    """The decision of a row of ``entries`` with ``active``."""
    entry = entry_of(found, "")
    body = entry.body
    with intact(entry.position):
        for name, kind in _HELD.get(entry.kind, {}).items():
            if not isinstance(body[name], kind):
                raise TypeError(name)
    return Decision(
        position=entry.position,
        at=entry.at,
        by=entry.by,
        kind=entry.kind,
        subject=entry.subject,
        body=body,
        active=found.active,
    )


def head_row(connection: Connection) -> tuple[int, str]:
    """The last position and its digest."""
    found = connection.execute(_HEAD).one()
    return found.position, bytes(found.digest).hex()


def _carries(connection: Connection, ids: Collection[str], by: Any) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for some in batches(ids):
        query = select(decisions.c.target, decisions.c.other).where(
            decisions.c.kind == EntryKind.CARRY, by.in_(some)
        )
        found.extend((row.target, row.other) for row in connection.execute(query))
    return found


def _walk(one: str, before: Mapping[str, list[str]]) -> list[str]:
    found, waiting = [one], list(before.get(one, ()))
    while waiting:
        following = waiting.pop()
        if following not in found:
            found.append(following)
            waiting.extend(before.get(following, ()))
    return found


def batches(values: Collection[_Sorted]) -> Iterable[list[_Sorted]]:
    """The values in order, as many at a time as one query takes."""
    ordered = sorted(values)
    return (ordered[i : i + MANY] for i in range(0, len(ordered), MANY))
