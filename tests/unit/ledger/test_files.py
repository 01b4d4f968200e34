"""Files that are no ledger, or not quite."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing, suppress
from pathlib import Path

import pytest

from contracts.articles import article
from sayso.errors import (
    DamagedLedgerError,
    LedgerError,
    LedgerMissingError,
    NewerLedgerError,
    NotALedgerError,
)
from sayso.ledger.opening import open_ledger, open_reader
from sayso.ledger.records import Wanted
from sayso.ledger.verifying import verify


@pytest.fixture
def place(tmp_path: Path) -> Path:
    place = tmp_path / "case.db"
    ledger = open_ledger(str(place), by="tests")
    ledger.add([article(title=f"T{n}") for n in range(40)])
    ledger.close()
    return place


def refused(place: Path, error: type[LedgerError], words: str) -> None:
    for opened in (open_ledger, open_reader):
        with pytest.raises(error, match=words):
            opened(str(place))


@pytest.mark.parametrize("content", [b"These are notes.\n", b"\x89PNG\r\n" * 50, b"SQLite format 2"])
def test_another_kind_of_file(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "notes.db"
    place.write_bytes(content)
    refused(place, NotALedgerError, "no ledger")
    assert place.read_bytes() == content


def test_another_database(tmp_path: Path) -> None:
    place = tmp_path / "other.db"
    with sqlite3.connect(place) as connection:
        connection.execute("CREATE TABLE things (a)")
    connection.close()
    refused(place, NotALedgerError, "other tables")


def test_another_programs_database(place: Path) -> None:
    with sqlite3.connect(place) as connection:
        connection.execute("PRAGMA application_id = 1234")
    connection.close()
    refused(place, NotALedgerError, "another program")


def test_a_folder(tmp_path: Path) -> None:
    refused(tmp_path, NotALedgerError, "not a file")


def test_none_at_all(tmp_path: Path) -> None:
    with pytest.raises(LedgerMissingError, match="sayso add makes one"):
        open_reader(str(tmp_path / "none.db"))
    assert not (tmp_path / "none.db").exists()


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    place = tmp_path / "empty.db"
    place.touch()
    with pytest.raises(LedgerMissingError, match="no ledger yet"):
        open_reader(str(place))
    ledger = open_ledger(str(place))
    assert verify(ledger).fault is None
    ledger.close()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="cannot be opened"):
        open_ledger(str(tmp_path / "none" / "case.db"))


def test_a_later_version(place: Path) -> None:
    with sqlite3.connect(place) as connection:
        connection.execute("UPDATE schema_version SET version_num = '0907'")
    connection.close()
    refused(place, NewerLedgerError, "later version")


@pytest.mark.parametrize("share", [0.01, 0.3, 0.5, 0.99])
def test_one_that_is_cut_off(place: Path, share: float) -> None:
    whole = place.read_bytes()
    place.write_bytes(whole[: int(len(whole) * share)])
    refused(place, DamagedLedgerError, "cut off")


def test_one_with_pages_overwritten(place: Path) -> None:
    whole = bytearray(place.read_bytes())
    for start in range(8192, len(whole), 8192):
        whole[start : start + 4096] = b"\x55" * 4096
    place.write_bytes(whole)
    with pytest.raises(DamagedLedgerError):
        _all(place)


def _all(place: Path) -> None:
    ledger = open_reader(str(place))
    list(ledger.statements(Wanted()))
    verify(ledger)


def test_two_that_make_the_same_ledger(tmp_path: Path) -> None:
    one, two = (open_ledger(str(tmp_path / "case.db")) for _ in range(2))
    one.add([article()])
    two.add([article(title="Another")])
    assert verify(one).entries == two.head().position == 12 - 2
    one.close()
    two.close()


def test_a_file_that_another_program_is_just_making(tmp_path: Path) -> None:
    place = tmp_path / "case.db"
    other = sqlite3.connect(place, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")  # no log can be begun now, and SQLite does not wait for that
    done = threading.Timer(0.3, other.rollback)
    done.start()
    open_ledger(str(place)).close()
    done.join()
    other.close()
    ledger = open_reader(str(place))
    assert ledger.head().position == 0
    ledger.close()


@pytest.mark.parametrize("part", range(1, 12))
def test_a_page_of_the_file_that_is_broken(place: Path, part: int) -> None:
    size = place.stat().st_size
    with place.open("r+b") as stream:
        stream.seek(size * part // 12 // 4096 * 4096)
        stream.write(b"\xa5" * 4096)
    with suppress(LedgerError), closing(open_reader(str(place))) as ledger:
        verdict = verify(ledger)  # what is broken may be an index, which it does not read
        assert verdict.fault is not None or verdict.entries == ledger.head().position
