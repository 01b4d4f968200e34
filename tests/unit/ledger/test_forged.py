"""Ledgers from elsewhere, which may hold anything: an error of ours, or an answer."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from sayso.errors import DamagedLedgerError, SaysoError
from sayso.ledger.entry import EntryKind
from sayso.ledger.opening import open_ledger
from sayso.ledger.records import Wanted
from sayso.ledger.verifying import verify
from sayso.ledger.writing import SqlLedger
from sayso.views.changes import changes
from sayso.views.entries import line
from sayso.views.recorded import lines, value
from sayso.views.who import who

FIRST = Path(__file__).parent / "fixtures" / "first_schema.sqlite"
URL = "https://courier.example/pumps"
BODIES = (
    b"{}",
    b"[]",
    b"\xff\x00",
    b'{"statement":7}',
    b"[" * 100_000,
    b'{"fields":[],"reason":3,"names":1}',
)
ASKED: tuple[Callable[[SqlLedger], object], ...] = (
    lambda ledger: [(list(lines(one)), value(one)) for one in ledger.statements(Wanted(current=False))],
    lambda ledger: [line(entry) for entry in ledger.entries()],
    lambda ledger: [ledger.reading(one) for one in ledger.documents()],
    lambda ledger: list(who(ledger, "Ilse Marren").statements),
    lambda ledger: changes(ledger, URL),
    lambda ledger: ledger.failures(resolved=True),
    lambda ledger: ledger.same_speakers(),
    lambda ledger: ledger.visited("https://courier.example/feed"),
    lambda ledger: ledger.decide(
        EntryKind.JUDGEMENT,
        next(ledger.statements(Wanted())).statement.id,
        {"fields": {"act": "deny"}},
        by="A",
    ),
    lambda ledger: ledger.rebuild(),
)


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
@pytest.mark.parametrize(
    "kind", ["document", "reading", "statement", "judgement", "retraction", "merge", "other"]
)
def test_bodies_that_are_none(tmp_path: Path, kind: str, body: bytes) -> None:
    place = Path(shutil.copy(FIRST, tmp_path / "case.db"))
    open_ledger(str(place)).close()
    others = "('failure', 'feed', 'undo', 'carry', 'sighting')"
    kinds = others if kind == "other" else f"('{kind}')"
    with sqlite3.connect(place) as connection:
        connection.execute("DROP TRIGGER entries_update")
        connection.execute(f"UPDATE entries SET body = ? WHERE kind IN {kinds}", (body,))
    connection.close()
    ledger = open_ledger(str(place))
    assert verify(ledger).fault is not None
    for ask in ASKED:
        with suppress(SaysoError):
            ask(ledger)
    ledger.close()


def test_a_content_that_is_too_large_when_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.ledger.blobs._MOST", 100)
    place = shutil.copy(FIRST, tmp_path / "case.db")
    ledger = open_ledger(str(place))
    with pytest.raises(DamagedLedgerError):
        ledger.document(next(ledger.documents()))
    ledger.close()
