"""What the pages look up of a ledger, on every backend."""

from __future__ import annotations

from dataclasses import replace

from contracts.articles import PUMPS, article, reread
from sayso.ledger.entry import EntryKind
from sayso.ledger.records import Wanted
from sayso.ledger.writing import SqlLedger
from sayso.model.relation import Relation, RelationKind
from sayso.model.statement import Act

MARREN, HALLAM = "ilse marren", "joss hallam"
URL = "https://www.velmorcourier.example/tarn-lock"


def test_only_relations_between_a_speakers_own_statements(ledger: SqlLedger) -> None:
    one = article()
    first, asked, last = (s.id for s in one.reading.statements)
    told = tuple(
        Relation(a=a, b=b, kind=RelationKind.CONTRADICTS, confidence=0.9, because=())
        for a, b in ((last, first), (asked, first))
    )
    ledger.add([replace(one, reading=replace(one.reading, relations=told))])
    assert [r.relation for r in ledger.relations(speakers=(MARREN,))] == [told[0]]
    assert list(ledger.relations(speakers=(HALLAM,))) == []
    assert len(list(ledger.relations(speakers=(MARREN, HALLAM)))) == 2


def test_when_statements_were_said(ledger: SqlLedger) -> None:
    ledger.add([article(said="2025-02-20"), article(PUMPS[:1], title="Undated", published=None)])
    ledger.add([article(PUMPS[2:], title="Later", published="2025-03-09")])
    found = list(ledger.dated(Wanted(speakers=(MARREN,))))
    assert [(one.act, one.start, one.end) for one in found] == [
        (Act.DENY, "2025-02-20", "2025-02-20"),
        (Act.ASSERT, "2025-02-20", "2025-02-20"),
        (Act.ASSERT, "2025-03-09", "2025-03-09"),
    ]
    assert [one.act for one in ledger.dated(Wanted(act=Act.ASK))] == [Act.ASK]


def test_articles_of_which_there_are_several_versions(ledger: SqlLedger) -> None:
    ledger.add([article(url=URL), article(PUMPS[:1], url=f"{URL}/other", title="Only once")])
    assert ledger.altered(5) == ()
    ledger.add([article(PUMPS[:2], url=URL, fetched_at="2025-03-02T09:00:00Z")])
    ledger.add([article(PUMPS[2:], url=f"{URL}/other", fetched_at="2025-03-03T09:00:00Z")])
    assert [v.url for v in ledger.altered(5)] == [f"{URL}/other", URL]
    assert ledger.altered(5)[1] == ledger.versions(URL)[-1]
    assert len(ledger.altered(1)) == 1


def test_a_speaker_by_just_their_key(ledger: SqlLedger) -> None:
    ledger.add([article()])
    found = ledger.speaker(MARREN)
    assert found == next(s for s in ledger.speakers("Marren") if s.key == MARREN)
    assert ledger.speaker("marren") is None
    assert ledger.speaker("") is None


def test_entries_about_a_subject(ledger: SqlLedger) -> None:
    one = article(url=URL)
    statement, document = one.reading.statements[0].id, one.reading.document.id
    ledger.add([one, article(title="Another")])
    ledger.decide(EntryKind.JUDGEMENT, statement, {"fields": {"act": "promise"}}, by="Ada Renwick")
    ledger.reread(reread(one.reading))
    ledger.fail(statement, "FetchError", "a source may be called like anything")

    kinds = (EntryKind.STATEMENT, EntryKind.JUDGEMENT, EntryKind.STATEMENT, EntryKind.FAILURE)
    found = [*ledger.entries(subject=statement)]
    assert [e.kind for e in found] == [*kinds]
    assert found == [e for e in ledger.entries() if e.subject == statement]
    assert [*ledger.entries(subject=statement, newest_first=True)] == found[::-1]
    assert [*ledger.entries(subject=statement, after=found[0].position)] == found[1:]
    assert [*ledger.entries(subject=statement, kinds=(EntryKind.JUDGEMENT,))] == found[1:2]
    read = [e.kind for e in ledger.entries(subject=document)]
    assert read == [EntryKind.DOCUMENT, EntryKind.READING, EntryKind.READING]
    assert [e.kind for e in ledger.entries(subject=URL)] == [EntryKind.SIGHTING]
    assert [*ledger.entries(subject="nothing")] == []
