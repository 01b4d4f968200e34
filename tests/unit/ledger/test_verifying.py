"""What verify finds, on ledgers that were tampered with below it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from contracts.articles import PUMPS, article
from sayso.ledger.checking import check
from sayso.ledger.entry import EntryKind
from sayso.ledger.opening import open_ledger, open_reader
from sayso.ledger.verifying import Verdict, joined, verify


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


SWAP = ";".join(
    f"UPDATE entries SET position = {a} WHERE position = {b}" for a, b in ((99, 5), (5, 6), (6, 99))
)
#: What somebody does, and the first entry that is no longer as it was.
CHANGES = (
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
)
#: The same of what the entries are looked up by and shown with, which no digest covers.
SHOWN = (
    ("UPDATE documents SET publisher = 'Another' WHERE position = 7", 7),
    ("UPDATE documents SET title = NULL WHERE position = 1", 1),
    ("UPDATE documents SET url = 'https://other.example/'", 1),
    ("UPDATE documents SET id = 'another' WHERE position = 7", 7),
    ("DELETE FROM documents WHERE position = 7", 7),
    ("UPDATE versions SET document = 'another'", 2),
    ("DELETE FROM versions", 2),
    ("DELETE FROM statements WHERE position = 5", 5),
    ("UPDATE statements SET id = 'another' WHERE position = 6", 6),
    ("UPDATE statements SET document = 'another' WHERE position = 9", 9),
    ("UPDATE statements SET position = 99 WHERE position = 9", 9),
    (
        "INSERT INTO relations SELECT 3, 0, subject, 'a', 'b', 'supports', 1, '[]' FROM entries "
        "WHERE position = 3",
        3,
    ),
)


@pytest.mark.parametrize(("change", "position"), CHANGES + SHOWN)
def test_the_first_entry_that_was_changed_is_named(place: str, change: str, position: int) -> None:
    tampered(place, change)
    verdict = checked(place)
    assert verdict.fault is not None
    assert verdict.position == position
    assert f"entry {position}" in verdict.fault


@pytest.mark.parametrize(("change", "position"), [*CHANGES, *SHOWN, (SWAP, 5)])
def test_wherever_the_chain_is_parted_the_same_is_found(place: str, change: str, position: int) -> None:
    tampered(place, *change.split(";"))
    ledger = open_reader(place)
    told, last = ledger.ends()
    end = told.position
    for first in range(end + 1):
        for second in (first, (first + end) // 2, end):
            ranges = ((0, first), (first, second), (second, end))
            verdict = joined([check(ledger, *one) for one in ranges], told, last, None)
            assert verdict.position == position, ranges
    ledger.close()


def test_a_noted_head_is_found_in_any_range(place: str) -> None:
    ledger = open_reader(place)
    told, last = ledger.ends()
    for entry in ledger.entries():
        parts = [check(ledger, *one, head=entry.digest) for one in ((0, 4), (4, 8), (8, last))]
        assert joined(parts, told, last, entry.digest).fault is None
    parts = [check(ledger, *one, head="f" * 64) for one in ((0, 4), (4, last))]
    assert joined(parts, told, last, "f" * 64).fault is not None
    ledger.close()


def test_the_first_of_several_faults_is_named(place: str) -> None:
    tampered(
        place, "UPDATE documents SET title = 'x' WHERE position = 1", "DELETE FROM entries WHERE position = 6"
    )
    assert checked(place).position == 1


def test_an_entry_after_the_head(place: str) -> None:
    columns = "at, by, kind, subject, body, digest"
    tampered(place, f"INSERT INTO entries SELECT 12, {columns} FROM entries WHERE position = 11")
    verdict = checked(place)
    assert verdict.position == 12
    assert verdict.fault is not None


def test_a_head_that_was_set_back(place: str) -> None:
    tampered(place, "UPDATE head SET position = 8, digest = (SELECT digest FROM entries WHERE position = 8)")
    assert checked(place).position == 9


@pytest.mark.parametrize("change", [None, CHANGES[0], SHOWN[0]])
def test_ranges_in_processes_of_their_own(
    place: str, change: tuple[str, int] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.ledger.verifying._WORTH", 1)
    if change is not None:
        tampered(place, change[0])
    ledger, steps = open_reader(place), list[int]()
    verdict = verify(ledger, processes=2, step=steps.append)
    assert verdict.position == (change[1] if change else None)
    assert verdict == verify(ledger, processes=1)
    assert change is not None or steps == [5, 11] or steps == [6, 11]
    ledger.close()


def test_a_range_whose_process_cannot_be_had_is_checked_all_the_same(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.ledger.verifying._WORTH", 1)
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    ledger = open_reader(place)
    assert verify(ledger, processes=2) == verify(ledger, processes=1)
    ledger.close()


def test_two_entries_that_changed_places(place: str) -> None:
    tampered(place, *SWAP.split(";"))
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
