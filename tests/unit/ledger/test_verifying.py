"""What verify finds, on ledgers that were tampered with below it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from contracts.articles import PUMPS, article
from sayso.ledger.entry import EntryKind
from sayso.ledger.opening import open_ledger, open_reader
from sayso.ledger.verifying import Verdict, verify


@pytest.fixture
def place(tmp_path: Path) -> str:
    place = str(tmp_path / "case.db")
    ledger = open_ledger(place, by="tests")
    ledger.add([article(url="https://courier.example/a")])
    ledger.add([article(PUMPS[:2], title="Another")])
    one = next(ledger.entries(kinds=(EntryKind.STATEMENT,))).subject
    ledger.decide(EntryKind.RETRACTION, one, {"reason": "misheard"}, by="Ada")
    ledger.close()
    return place


def tampered(place: str, *commands: str) -> None:
    """Change the file as somebody would who has it and knows what the triggers are for."""
    with sqlite3.connect(place) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for command in commands:
            connection.execute(command)
    connection.close()


def checked(place: str, head: str | None = None) -> Verdict:
    ledger = open_reader(place)
    try:
        return verify(ledger, head=head)
    finally:
        ledger.close()


def test_a_whole_ledger(place: str) -> None:
    verdict = checked(place)
    assert (verdict.fault, verdict.contents) == (None, 4)
    assert verdict.entries == verdict.head.position == 11
    assert checked(place, verdict.head.digest).fault is None


@pytest.mark.parametrize(
    ("change", "position"),
    [
        ("UPDATE entries SET body = replace(body, 'sold', 'lent') WHERE position = 4", 4),
        ("UPDATE entries SET at = '2020-01-01T00:00:00Z' WHERE position = 5", 5),
        ("UPDATE entries SET by = 'Somebody' WHERE position = 11", 11),
        ("UPDATE entries SET subject = 'another' WHERE position = 6", 6),
        ("UPDATE entries SET kind = 'judgement' WHERE position = 3", 3),
        ("UPDATE entries SET kind = 'rumour' WHERE position = 3", 3),
        ("UPDATE entries SET body = CAST(replace(body, 'key', 'lid') AS BLOB) WHERE position = 6", 6),
        ("UPDATE entries SET digest = zeroblob(32) WHERE position = 7", 7),
        ("DELETE FROM entries WHERE position = 1", 1),
        ("DELETE FROM entries WHERE position = 6", 6),
        ("DELETE FROM entries WHERE position = 11", 11),
        ("DELETE FROM entries WHERE position > 8", 9),
        ("DELETE FROM entries", 1),
    ],
)
def test_the_first_entry_that_was_changed_is_named(place: str, change: str, position: int) -> None:
    tampered(place, change)
    verdict = checked(place)
    assert verdict.fault is not None
    assert verdict.position == position
    assert f"entry {position} " in verdict.fault


def test_two_entries_that_changed_places(place: str) -> None:
    swap = "UPDATE entries SET position = {} WHERE position = {}"
    tampered(place, swap.format(99, 5), swap.format(5, 6), swap.format(6, 99))
    assert checked(place).position == 5


def test_a_chain_that_was_written_anew_does_not_hold_the_noted_head(place: str, tmp_path: Path) -> None:
    noted = checked(place).head.digest
    other = str(tmp_path / "forged.db")
    ledger = open_ledger(other, by="tests")
    ledger.add([article(PUMPS[1:])])
    ledger.close()
    assert checked(other).fault is None
    verdict = checked(other, noted)
    assert verdict.fault is not None
    assert noted in verdict.fault


def test_a_noted_head_holds_while_the_ledger_grows(place: str) -> None:
    noted = checked(place).head.digest
    ledger = open_ledger(place, by="tests")
    ledger.add([article(title="A third")])
    ledger.close()
    assert checked(place, noted).fault is None


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE blobs SET content = x'00'",
        "UPDATE blobs SET content = (SELECT content FROM blobs LIMIT 1)",
        "DELETE FROM blobs",
    ],
)
def test_contents_are_checked(place: str, change: str) -> None:
    tampered(place, change)
    verdict = checked(place)
    assert verdict.fault is not None
    assert verdict.position in (1, 7)


@pytest.mark.parametrize("table", ["entries", "blobs"])
@pytest.mark.parametrize("change", ["UPDATE {} SET digest = digest", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_what_is_kept(place: str, table: str, change: str) -> None:
    connection = sqlite3.connect(place)
    with pytest.raises(sqlite3.IntegrityError, match="only appends"):
        connection.execute(change.format(table))
    connection.close()
