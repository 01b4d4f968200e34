"""Relations, claims' corrections and grades, on every backend."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contracts.articles import PUMPS, article
from sayso.errors import NotInLedgerError, UsageError
from sayso.ledger.entry import EntryKind
from sayso.ledger.records import Article
from sayso.ledger.verifying import verify
from sayso.ledger.writing import SqlLedger
from sayso.model.relation import Relation, RelationKind
from sayso.model.statement import Act

WHO = "Ada Renwick"


def related(one: Article, *kinds: RelationKind) -> Article:
    """The article with its second statement standing to its first as each kind."""
    a, b = one.reading.statements[1].id, one.reading.statements[0].id
    told = tuple(
        Relation(a=a, b=b, kind=kind, confidence=0.5 + 0.1 * n, because=(f"reason “{n}”",))
        for n, kind in enumerate(kinds)
    )
    return replace(one, reading=replace(one.reading, relations=told))


def test_relations_come_the_surest_first(ledger: SqlLedger) -> None:
    kinds = (RelationKind.MISSES, RelationKind.CONTRADICTS, RelationKind.DISPUTES)
    one = related(article(), *kinds)
    ledger.add([one])
    found = list(ledger.relations())
    assert tuple(r.relation for r in found) == tuple(reversed(one.reading.relations))
    assert [r.day for r in found] == ["2025-02-26"] * 3
    only = [r.relation.kind for r in ledger.relations((RelationKind.CONTRADICTS,))]
    assert only == [RelationKind.CONTRADICTS]
    assert list(ledger.relations((), (one.reading.statements[2].id,))) == []
    assert len(list(ledger.relations((), (one.reading.statements[0].id,), limit=2))) == 2


def test_another_reading_replaces_its_relations(ledger: SqlLedger) -> None:
    one = related(article(), RelationKind.MISSES)
    ledger.add([one])
    again = related(article(), RelationKind.CONTRADICTS)
    ledger.reread(replace(again.reading, readers=("hand_v2",)))
    assert [r.relation.kind for r in ledger.relations()] == [RelationKind.CONTRADICTS]
    ledger.rebuild()
    assert [r.relation.kind for r in ledger.relations()] == [RelationKind.CONTRADICTS]


def test_what_was_retracted_stands_against_nothing(ledger: SqlLedger) -> None:
    one = related(article(), RelationKind.CONTRADICTS)
    ledger.add([one])
    gone = one.reading.statements[0].id
    ledger.decide(EntryKind.RETRACTION, gone, {"reason": "never said"}, by=WHO)
    assert list(ledger.relations()) == []
    assert [s.id for s in ledger.reading(one.reading.document.id).statements] == [
        s.id for s in one.reading.statements[1:]
    ]


def test_an_article_is_read_back_with_all_that_was_read(ledger: SqlLedger) -> None:
    one = related(article(), RelationKind.MISSES)
    ledger.add([one])
    assert ledger.reading(one.reading.document.id) == one.reading
    with pytest.raises(NotInLedgerError):
        ledger.reading("none")


def test_statements_that_share_any_of_some_terms(ledger: SqlLedger) -> None:
    ledger.add([article(), article(PUMPS[2:], title="Keys")])
    assert ledger.frequencies(("key", "lorry", "nowhere"), 10) == {"key": 2, "lorry": 1, "nowhere": 0}
    assert ledger.frequencies(("key",), 1) == {"key": 1}
    assert len(ledger.sharing(("lorry", "hall"), 10)) == 3


def test_of_those_that_share_terms_the_best_that_stand_come_first(ledger: SqlLedger) -> None:
    lines = [("Ilse Marren", "said", f"the pump was sold{' again' * n}", Act.ASSERT) for n in range(30)]
    ledger.add([article(lines)])
    every = ledger.sharing(("pump",), 40)
    assert len(every) == 30
    assert every == ledger.sharing(("pump",), 12) + ledger.sharing(("pump",), 40, after=12)
    for one in every[:20]:  # more than are looked at beyond what is wanted
        ledger.decide(EntryKind.RETRACTION, one.statement.id, {"reason": "made up"}, by=WHO)
    assert [r.position for r in ledger.sharing(("pump",), 3)] == [r.position for r in every[20:23]]
    assert [r.position for r in ledger.sharing(("pump",), 3, after=8)] == [r.position for r in every[28:]]
    assert ledger.sharing(("pump",), 3, after=10) == ()


def test_claims_are_corrected_and_the_correction_undone(ledger: SqlLedger) -> None:
    one = article()
    ledger.add([one])
    a, b, _ = (s.id for s in one.reading.statements)
    joined = ledger.decide(EntryKind.JOIN, a, {"other": b, "note": None}, by=WHO)
    ledger.decide(EntryKind.SPLIT, a, {"other": b, "note": None}, by=WHO)
    ledger.decide(EntryKind.UNDO, str(joined.position), {"undoes": joined.position}, by=WHO)
    kinds = (EntryKind.JOIN, EntryKind.SPLIT)
    assert [(d.kind, d.active) for d in ledger.decisions(kinds)] == [(kinds[0], False), (kinds[1], True)]
    with pytest.raises(UsageError):
        ledger.decide(EntryKind.JOIN, a, {"other": a}, by=WHO)
    with pytest.raises(NotInLedgerError):
        ledger.decide(EntryKind.SPLIT, a, {"other": "none"}, by=WHO)
    assert verify(ledger).fault is None


@pytest.mark.parametrize("grade", ["G", "1", "", "AB"])
def test_grades_are_of_the_scale(ledger: SqlLedger, grade: str) -> None:
    ledger.add([article()])
    with pytest.raises(UsageError, match="A to F"):
        ledger.decide(EntryKind.GRADE, "ilse marren", {"other": "source", "grade": grade}, by=WHO)


def test_speakers_outlets_and_information_are_graded(ledger: SqlLedger) -> None:
    one = article()
    ledger.add([one])
    first = one.reading.statements[0].id
    ledger.decide(EntryKind.GRADE, "ilse marren", {"other": "source", "grade": "C"}, by=WHO)
    ledger.decide(EntryKind.GRADE, "velmor courier", {"other": "source", "grade": "B"}, by=WHO)
    ledger.decide(EntryKind.GRADE, first, {"other": "information", "grade": "2"}, by=WHO)
    told = [d.body["grade"] for d in ledger.decisions((EntryKind.GRADE,))]
    assert told == ["C", "B", "2"]
    with pytest.raises(NotInLedgerError):
        ledger.decide(EntryKind.GRADE, "nobody", {"other": "source", "grade": "B"}, by=WHO)
    with pytest.raises(NotInLedgerError):
        ledger.decide(EntryKind.GRADE, "none", {"other": "information", "grade": "2"}, by=WHO)
