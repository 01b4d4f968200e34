"""A ledger that was written with the first release's schema, in ``fixtures``, is opened by this one.

The file is never made anew: it holds two versions of an article, a judgement, a retraction, a merge
that was undone, a failure, a feed, and another reading.
"""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from contracts.articles import article
from sayso.ledger.opening import open_ledger, open_reader
from sayso.ledger.reading import SqlReader
from sayso.ledger.records import Wanted
from sayso.ledger.verifying import verify
from sayso.model.statement import Act

FIRST = Path(__file__).parent / "fixtures" / "first_schema.sqlite"
HEAD = "34749b0c33e890489c89c55dbd9ef35c8bafdea3a7e1595fc7b2738955ed53f3"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return Path(shutil.copy(FIRST, tmp_path / "case.db"))


def step(place: Path) -> str:
    connection = sqlite3.connect(place)
    (found,) = connection.execute("SELECT version_num FROM schema_version").fetchone()
    connection.close()
    return str(found)


def is_as_it_was(ledger: SqlReader) -> None:
    verdict = verify(ledger, head=HEAD)
    assert verdict.fault is None
    (judged,) = ledger.statements(Wanted(text="sold", act=Act.ASSERT))
    assert judged.as_read.act is Act.DENY
    assert [d.by for d in judged.decisions] == ["Ada Renwick"]
    retracted = [r.retraction is not None for r in ledger.statements(Wanted(speakers=("joss hallam",)))]
    assert retracted == [False, True]
    assert [d.active for d in ledger.same_speakers()] == [False]
    assert [f.source for f in ledger.failures()] == ["https://courier.example/gone"]
    assert len(ledger.versions("https://courier.example/pumps")) == 2
    assert ledger.visited("https://courier.example/feed") == ('"7"', None)
    assert list(ledger.relations()) == []
    assert all(ledger.raw(one) and ledger.document(one).text for one in ledger.documents())


def test_it_opens_and_goes_on(place: Path) -> None:
    assert step(place) == "0001"
    ledger = open_ledger(str(place), by="tests")
    is_as_it_was(ledger)
    ledger.add([article(title="Another")])
    assert verify(ledger, head=HEAD).fault is None
    ledger.close()
    assert step(place) != "0001"


def test_it_opens_to_be_read(place: Path) -> None:
    ledger = open_reader(str(place))
    is_as_it_was(ledger)
    ledger.close()


def test_what_it_is_looked_up_by_can_be_made_anew(place: Path) -> None:
    ledger = open_ledger(str(place), by="tests")
    ledger.rebuild()
    is_as_it_was(ledger)
    ledger.close()
