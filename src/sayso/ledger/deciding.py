"""What a person's decision has to be before it is appended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from sayso.errors import NotInLedgerError, UsageError
from sayso.ledger.effective import checked
from sayso.ledger.entry import DECISIONS, EntryKind
from sayso.ledger.lookups import statement_in
from sayso.ledger.tables import decisions, entries, speakers, statements


def check(connection: Connection, kind: EntryKind, subject: str, body: Mapping[str, Any]) -> None:
    """That the decision can be taken on what the ledger holds.

    Raises:
        UsageError: if it is no decision of its kind.
        NotInLedgerError: if the ledger does not have what it is about.
    """
    if kind not in DECISIONS:
        raise UsageError(f"{kind} is nothing that a person decides")
    _CHECKS[kind](connection, subject, body)


def _check_judgement(connection: Connection, subject: str, body: Mapping[str, Any]) -> None:
    checked(body["fields"], _statement(connection, subject))


def _check_retraction(connection: Connection, subject: str, body: Mapping[str, Any]) -> None:
    _statement(connection, subject)
    if not str(body.get("reason") or "").strip():
        raise UsageError("a retraction has to say why")


def _check_speakers(connection: Connection, subject: str, body: Mapping[str, Any]) -> None:
    if subject == body["other"]:
        raise UsageError("that is one and the same name")
    for key in (subject, body["other"]):
        if connection.execute(select(speakers.c.key).where(speakers.c.key == key)).first() is None:
            raise NotInLedgerError(f"the ledger has no speaker of the name {key}")


def _check_claims(connection: Connection, subject: str, body: Mapping[str, Any]) -> None:
    if subject == body["other"]:
        raise UsageError("that is one and the same statement")
    _statement(connection, subject)
    _statement(connection, body["other"])


#: NATO's scale for sources and for information (AJP-2.1).
_GRADES = {"source": "ABCDEF", "information": "123456"}


def _check_grade(connection: Connection, subject: str, body: Mapping[str, Any]) -> None:
    scale = _GRADES[body["other"]]
    if len(body["grade"]) != 1 or body["grade"] not in scale:
        raise UsageError(f"{body['grade']!r} is no grade; they are {scale[0]} to {scale[-1]}")
    if body["other"] == "information":
        _statement(connection, subject)
        return
    known = select(speakers.c.key).where(speakers.c.key == subject)
    outlet = select(statements.c.publisher).where(statements.c.publisher == subject).limit(1)
    if connection.execute(known).first() is None and connection.execute(outlet).first() is None:
        raise NotInLedgerError(f"the ledger has no speaker and no outlet of the name {subject}")


def _check_undo(connection: Connection, subject: str, body: Mapping[str, Any]) -> None:
    position = body["undoes"]
    known = select(decisions).where(decisions.c.position == position, decisions.c.kind.in_(DECISIONS))
    found = connection.execute(known).one_or_none()
    if found is None:
        raise NotInLedgerError(f"entry {position} is no decision that could be undone")
    if not found.active:
        raise UsageError(f"entry {position} has been undone already")


def _statement(connection: Connection, subject: str) -> dict[str, Any]:
    query = (
        select(entries)
        .join(statements, statements.c.position == entries.c.position)
        .where(statements.c.id == subject)
        .order_by(statements.c.position.desc())
        .limit(1)
    )
    found = connection.execute(query).one_or_none()
    if found is None:
        raise NotInLedgerError(f"the ledger has no statement {subject}")
    return statement_in(found)


_CHECKS: dict[EntryKind, Callable[[Connection, str, Mapping[str, Any]], None]] = {
    EntryKind.JUDGEMENT: _check_judgement,
    EntryKind.RETRACTION: _check_retraction,
    EntryKind.MERGE: _check_speakers,
    EntryKind.APART: _check_speakers,
    EntryKind.JOIN: _check_claims,
    EntryKind.SPLIT: _check_claims,
    EntryKind.GRADE: _check_grade,
    EntryKind.UNDO: _check_undo,
}
