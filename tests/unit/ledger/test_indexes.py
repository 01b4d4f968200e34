"""SQLite's indexes: those that ``tables.py`` names are in the file, and look-ups go by them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from contracts.articles import article
from sayso.ledger.opening import open_ledger
from sayso.ledger.records import Order, Wanted
from sayso.ledger.tables import metadata
from sayso.ledger.writing import SqlLedger


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "case.db"


@pytest.fixture
def ledger(place: Path) -> Iterator[SqlLedger]:
    found = open_ledger(str(place), by="tests")
    found.add([article()])
    yield found
    found.close()


def test_they_are_as_the_tables_name_them(ledger: SqlLedger, place: Path) -> None:
    connection = sqlite3.connect(place)
    made = {
        (name, tuple(column for _, _, column in connection.execute(f"PRAGMA index_info({name})")), partial)
        for (table,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        for _, name, _, how, partial in connection.execute(f"PRAGMA index_list({table})").fetchall()
        if how == "c"
    }
    connection.close()
    named = {
        (
            str(one.name),
            tuple(c.name for c in one.columns),
            int(one.dialect_options["sqlite"]["where"] is not None),
        )
        for table in metadata.tables.values()
        for one in table.indexes
    }
    assert made == named


def plans(place: Path, ask: Callable[[], object]) -> list[str]:
    """How SQLite says that it goes about what is asked."""
    asked: list[tuple[str, tuple[object, ...]]] = []

    def note(
        connection: object, cursor: object, told: str, values: tuple[object, ...], *rest: object
    ) -> None:
        asked.append((told, values))

    event.listen(Engine, "before_cursor_execute", note)
    ask()
    event.remove(Engine, "before_cursor_execute", note)
    connection = sqlite3.connect(place)
    chosen = [(told, values) for told, values in asked if told.startswith("SELECT")]
    found = [
        str(step)
        for told, values in chosen
        for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {told}", values)
    ]
    connection.close()
    return found


def searched(steps: list[str]) -> set[str]:
    assert not [step for step in steps if step.startswith("SCAN")]
    return {step.partition(" INDEX ")[2].partition(" ")[0] for step in steps} - {""}


def test_entries_are_looked_up_by_subject(ledger: SqlLedger, place: Path) -> None:
    steps = plans(place, lambda: list(ledger.entries(subject="x", newest_first=True)))
    indexes = {"entries_subject", "statements_id", "versions_url"}
    assert searched(steps) == indexes
    assert searched(plans(place, lambda: ledger.visited("x"))) == indexes


def test_what_was_dropped_is_looked_up_by_subject(ledger: SqlLedger, place: Path) -> None:
    steps = plans(place, lambda: ledger.drop("x", [], ""))
    assert "SEARCH entries USING INDEX entries_subject (subject=?)" in steps


def test_a_speakers_statements_are_counted_by_the_index_alone(ledger: SqlLedger, place: Path) -> None:
    wanted = Wanted(speakers=("ilse marren",), order=Order.SAID)
    (step,) = plans(place, lambda: ledger.count(wanted))
    assert step == "SEARCH statements USING COVERING INDEX statements_speaker (speaker=?)"
    listed = plans(place, lambda: list(ledger.statements(wanted)))
    assert "SEARCH statements USING INDEX statements_speaker (speaker=?)" in listed
    assert not [step for step in listed if "ORDER BY" in step]
