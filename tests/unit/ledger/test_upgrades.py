"""Ledgers that were written with earlier schemas, in ``fixtures``, are opened by this release.

The files are never made anew. Each holds two versions of an article, a judgement, a retraction, a merge
that was undone, a failure, a feed, and another reading; that of the third schema also a relation, and
what was passed over.
"""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from contracts.articles import article
from sayso.ledger import schema
from sayso.ledger.entry import EntryKind
from sayso.ledger.index import Index
from sayso.ledger.opening import open_ledger, open_reader
from sayso.ledger.reading import SqlReader
from sayso.ledger.records import Wanted
from sayso.ledger.verifying import verify
from sayso.model.relation import RelationKind
from sayso.model.statement import Act

FIXTURES = Path(__file__).parent / "fixtures"
FIRST = FIXTURES / "first_schema.sqlite"
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


# the third schema

THIRD = FIXTURES / "third_schema.sqlite"
THIRD_HEAD = "01566621bca8a5f313704701d098290f4cbd03766cd7ae9b1f28f5e30c33c835"


@pytest.fixture
def third(tmp_path: Path) -> Path:
    return Path(shutil.copy(THIRD, tmp_path / "third.db"))


def test_the_third_opens_with_its_full_text_as_it_is(third: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert step(third) == "0003"
    monkeypatch.delattr(Index, "put_all_words")
    ledger = open_reader(str(third))
    assert step(third) == schema.LATEST
    assert verify(ledger, head=THIRD_HEAD).fault is None
    judged = list(ledger.statements(Wanted(text="sold", act=Act.ASSERT)))
    assert [one.as_read.act for one in judged] == [Act.DENY]
    assert [r.relation.kind for r in ledger.relations()] == [RelationKind.SUPPORTS]
    assert ledger.visited("https://courier.example/feed") == ('"7"', None)
    ledger.close()


def test_entries_of_the_third_are_found_by_their_subject(third: Path) -> None:
    ledger = open_ledger(str(third), by="tests")
    every = list(ledger.entries())
    assert len(every) == 23
    for subject in {entry.subject for entry in every}:
        assert [*ledger.entries(subject=subject)] == [e for e in every if e.subject == subject]
    assert not ledger.drop("archive.warc.gz", ["logo.png"], "no article")  # that is known
    assert ledger.drop("archive.warc.gz", ["other.png"], "no article")
    assert [e.position for e in ledger.entries(subject="archive.warc.gz")] == [18, 24]
    assert ledger.entry(24).kind is EntryKind.DROPPED
    assert verify(ledger, head=THIRD_HEAD).fault is None
    ledger.close()
