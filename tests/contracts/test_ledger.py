"""What every ledger does, whatever holds it."""

from __future__ import annotations

import json
import threading
from contextlib import closing
from dataclasses import replace
from hashlib import sha256

import pytest

from contracts.articles import PUMPS, article, moved, reread
from sayso.errors import LedgerError, LedgerMissingError, NotInLedgerError, UsageError
from sayso.ledger.entry import ORIGIN, EntryKind
from sayso.ledger.opening import open_ledger, open_reader
from sayso.ledger.records import Order, Recorded, Wanted
from sayso.ledger.verifying import verify
from sayso.ledger.writing import SqlLedger
from sayso.model.statement import Act

WHO = "Ada Renwick"


def found(ledger: SqlLedger, **wanted: object) -> list[Recorded]:
    return list(ledger.statements(Wanted(**wanted)))  # type: ignore[arg-type]


def words(ledger: SqlLedger, **wanted: object) -> list[str]:
    return [r.statement.content.text for r in found(ledger, **wanted)]


def first(ledger: SqlLedger) -> str:
    return found(ledger)[0].statement.id


def judged(ledger: SqlLedger, one: str, **fields: object) -> int:
    return ledger.decide(EntryKind.JUDGEMENT, one, {"fields": fields}, by=WHO).position


def undo(ledger: SqlLedger, position: int) -> int:
    return ledger.decide(EntryKind.UNDO, str(position), {"undoes": position}, by=WHO).position


# keeping


def test_what_was_added_is_there(ledger: SqlLedger) -> None:
    one = article(url="https://courier.example/pumps")
    (added,) = ledger.add([one])
    assert (added.document, added.statements, added.new) == (one.reading.document.id, 3, True)
    assert tuple(r.statement for r in found(ledger)) == one.reading.statements
    assert ledger.document(added.document) == one.reading.document
    assert ledger.raw(added.document) == one.page.content


def test_the_same_bytes_twice_add_nothing(ledger: SqlLedger) -> None:
    one = article(url="https://courier.example/pumps")
    ledger.add([one])
    before = ledger.head()
    (again,) = ledger.add([one])
    assert not again.new
    met = ledger.meet(one.reading.document.sha256, one.page.url, one.source, "2025-04-01T00:00:00Z")
    assert met is not None
    assert ledger.head() == before


def test_unknown_bytes_are_not_met(ledger: SqlLedger) -> None:
    assert ledger.meet("0" * 64, "https://courier.example/pumps", "x", None) is None
    assert ledger.head().position == 0


def test_the_chain_can_be_checked_by_hand(ledger: SqlLedger) -> None:
    ledger.add([article(), article(PUMPS[:1], title="Another")])
    previous = ORIGIN
    for place, entry in enumerate(ledger.entries(), 1):
        value = {
            "position": place,
            "at": entry.at,
            "by": "tests",
            "kind": entry.kind.value,
            "subject": entry.subject,
            "body": entry.body,
            "previous": previous,
        }
        line = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        previous = sha256(line.encode()).hexdigest()
        assert entry.digest == previous
    assert ledger.head().digest == previous
    assert verify(ledger).fault is None


def test_entries_can_be_tailed(ledger: SqlLedger) -> None:
    ledger.add([article()])
    seen = [e.position for e in ledger.entries()]
    ledger.add([article(PUMPS[:1], title="Another")])
    after = [e.position for e in ledger.entries(after=seen[-1])]
    assert seen + after == list(range(1, ledger.head().position + 1))
    backwards = [e.position for e in ledger.entries(newest_first=True)]
    assert backwards == list(reversed(seen + after))
    kinds = {e.kind for e in ledger.entries(kinds=(EntryKind.STATEMENT,))}
    assert kinds == {EntryKind.STATEMENT}


def test_an_entry_by_its_position(ledger: SqlLedger) -> None:
    ledger.add([article()])
    assert ledger.entry(2).position == 2
    assert ledger.entry(2).previous == ledger.entry(1).digest
    with pytest.raises(NotInLedgerError, match="no entry 99"):
        ledger.entry(99)


def test_what_is_not_there(ledger: SqlLedger) -> None:
    with pytest.raises(NotInLedgerError):
        ledger.document("none")
    assert found(ledger, ids=("none",)) == []
    assert ledger.taken("none") is None
    assert ledger.versions("https://nowhere.example/") == ()


def test_a_transaction_that_fails_leaves_nothing(ledger: SqlLedger) -> None:
    ledger.add([article()])
    before = ledger.head()
    broken = article(PUMPS[:1], title="Another")
    one = article(PUMPS[1:], title="A third")
    document = replace(broken.reading.document, id=one.reading.document.id)
    worse = replace(broken, reading=replace(broken.reading, document=document))
    with pytest.raises(LedgerError):
        ledger.add([one, worse])
    assert ledger.head() == before
    assert verify(ledger).fault is None


def test_threads_that_add_at_once_leave_one_chain(ledger: SqlLedger, place: str) -> None:
    def add(number: int) -> None:
        own = open_ledger(place, by=f"thread {number}")
        for n in range(5):
            own.add([article(title=f"Article {number} {n}"), article(title=f"Common {n}")])
        own.close()

    threads = [threading.Thread(target=add, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert verify(ledger).fault is None
    assert len(list(ledger.documents())) == 4 * 5 + 5
    assert ledger.count(Wanted()) == 25 * 3


def test_a_snapshot_is_of_one_state(ledger: SqlLedger, place: str) -> None:
    ledger.add([article()])
    with closing(open_reader(place)) as reader:
        with reader.snapshot():
            before = reader.head()
            ledger.add([article(title="The pumps once more")])
            assert reader.head() == before
            assert len(list(reader.documents())) == 1
            assert reader.count(Wanted()) == 3
            with pytest.raises(NotInLedgerError):
                reader.document("0" * 16)
        assert reader.head() == ledger.head() != before
        assert len(list(reader.documents())) == 2


def test_odd_text_is_kept_as_it_is(ledger: SqlLedger) -> None:
    odd = (("Robert'); DROP TABLE entries;--", "said", "a\0b \ud800 \u202e “x” 100%_", Act.ASSERT),)
    one = article(odd, title="Ti\0tle", publisher="Out\0let '", path="p\0q")
    ledger.add([one])
    (recorded,) = found(ledger)
    assert recorded.statement == one.reading.statements[0]
    assert ledger.document(one.reading.document.id) == one.reading.document
    assert verify(ledger).fault is None
    (known,) = ledger.speakers("robert drop table")
    assert found(ledger, speakers=(known.key,)) == [recorded]


# finding


def test_search_ranks_and_narrows(ledger: SqlLedger) -> None:
    far = (("Ilse Marren", "said", "a key is a key and every key opens something", Act.ASSERT),)
    ledger.add([article(), article(far, title="Keys", publisher="Alden Tribune", published="2025-03-09")])
    ranked = words(ledger, text="key", order=Order.RANK)
    assert len(ranked) == 2
    assert ranked[0] == far[0][2]
    assert words(ledger, text="key", publisher="velmor courier") == ["the key was kept in the town hall"]
    assert words(ledger, text="key", since="2025-03-01") == [far[0][2]]
    assert words(ledger, text="key", until="2025-03-01") == ["the key was kept in the town hall"]
    assert words(ledger, text="station", act=Act.ASSERT) == []
    assert words(ledger, text="lorry") == ["who had let the lorries in"]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("town hall", 1),
        ('"town hall"', 1),
        ('"hall town"', 0),
        ("pump*", 1),
        ("marren -sold", 1),
        ("MARRÉN", 2),
        ("denied", 1),
        ("'; DROP TABLE entries", 0),
        ("a AND OR NOT NEAR(", 0),
        ('"unclosed', 0),
    ],
)
def test_queries(ledger: SqlLedger, query: str, count: int) -> None:
    ledger.add([article()])
    assert len(words(ledger, text=query)) == count
    assert ledger.count(Wanted(text=query)) == count


@pytest.mark.parametrize("query", ["", "   ", "-marren", "…", '""'])
def test_queries_without_a_word(ledger: SqlLedger, query: str) -> None:
    with pytest.raises(UsageError, match="no word"):
        words(ledger, text=query)


def test_statements_by_when_they_were_said(ledger: SqlLedger) -> None:
    dates = ("2025-03-03", "2025-01-01", None, "2024-06-01")
    for n, day in enumerate(dates):
        line = (("Ilse Marren", "said", f"word {n}", Act.ASSERT),)
        ledger.add([article(line, title=f"T{n}", said=day, published=None)])
    assert words(ledger, speakers=("ilse marren",), order=Order.SAID) == [
        "word 3",
        "word 1",
        "word 0",
        "word 2",
    ]
    assert words(ledger, order=Order.SAID, limit=2, offset=1) == ["word 1", "word 0"]


@pytest.mark.parametrize("order", Order)
def test_long_listings_come_in_steps(
    ledger: SqlLedger, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(4):
        ledger.add([article(title=f"T{n}", said=f"2025-01-0{5 - n}")])
    wanted = Wanted(text="the", order=order, offset=1, limit=9)
    whole = list(ledger.statements(wanted))
    assert len(whole) == len({r.position for r in whole}) > 4
    monkeypatch.setattr("sayso.ledger.reading._STEP", 2)
    assert list(ledger.statements(wanted)) == whole


def test_parts_that_were_passed_over_are_kept_once(ledger: SqlLedger) -> None:
    assert ledger.drop("folder", ("a.png",), "files of other kinds")
    assert not ledger.drop("folder", ("a.png",), "files of other kinds")
    assert ledger.drop("folder", ("a.png", "b\0.png"), "files of other kinds")
    (_, last) = ledger.entries(kinds=(EntryKind.DROPPED,))
    assert last.body["names"][0] == "a.png"


def test_a_ledger_that_is_not_to_be_made(place: str) -> None:
    with pytest.raises(LedgerMissingError, match="sayso add makes one"):
        open_ledger(place, make=False)
    with pytest.raises(LedgerMissingError, match="sayso add makes one"):
        open_reader(place)


def test_speakers_by_any_of_their_words(ledger: SqlLedger) -> None:
    ledger.add([article()])
    (known,) = ledger.speakers("marren")
    assert (known.key, known.name) == ("ilse marren", "Ilse Marren")
    assert (known.roles, known.outlets) == (("the deputy mayor",), ("Velmor Courier",))
    assert [s.key for s in ledger.speakers()] == ["ilse marren", "joss hallam"]
    assert ledger.speakers("mar") == ()


# deciding


def test_a_judgement_outranks_and_can_be_undone(ledger: SqlLedger) -> None:
    ledger.add([article()])
    one = first(ledger)
    position = judged(
        ledger, one, act="assert", speaker={"name": "Joss Hallam", "kind": "person", "description": None}
    )
    (now,) = found(ledger, ids=(one,))
    assert (now.statement.act, now.statement.speaker.name) == (Act.ASSERT, "Joss Hallam")
    assert now.statement.chain[-1].name == "Joss Hallam"
    assert (now.as_read.act, now.as_read.speaker.name) == (Act.DENY, "Ilse Marren")
    assert [d.by for d in now.decisions] == [WHO]
    assert len(found(ledger, speakers=("joss hallam",))) == 2
    assert words(ledger, text="hallam sold") != []
    undone = undo(ledger, position)
    assert found(ledger, ids=(one,))[0].statement.act is Act.DENY
    assert words(ledger, text="hallam sold") == []
    undo(ledger, undone)
    assert found(ledger, ids=(one,))[0].statement.act is Act.ASSERT
    assert verify(ledger).fault is None


def test_the_later_judgement_of_a_field_counts(ledger: SqlLedger) -> None:
    ledger.add([article()])
    one = first(ledger)
    judged(ledger, one, act="assert")
    later = judged(ledger, one, act="accuse")
    assert found(ledger, ids=(one,))[0].statement.act is Act.ACCUSE
    undo(ledger, later)
    assert found(ledger, ids=(one,))[0].statement.act is Act.ASSERT


def test_a_retraction_hides_and_does_not_delete(ledger: SqlLedger) -> None:
    ledger.add([article()])
    one = first(ledger)
    entry = ledger.decide(EntryKind.RETRACTION, one, {"reason": "misheard"}, by=WHO)
    assert one not in [r.statement.id for r in found(ledger, retracted=False)]
    (kept,) = found(ledger, ids=(one,))
    assert kept.retraction is not None
    assert kept.retraction.body == {"reason": "misheard"}
    undo(ledger, entry.position)
    assert one in [r.statement.id for r in found(ledger, retracted=False)]


def test_decisions_that_make_no_sense(ledger: SqlLedger) -> None:
    ledger.add([article()])
    one = first(ledger)
    before = ledger.head()
    with pytest.raises(NotInLedgerError):
        judged(ledger, "none", act="deny")
    with pytest.raises(UsageError):
        judged(ledger, one, act="sing")
    with pytest.raises(UsageError):
        judged(ledger, one, colour="red")
    with pytest.raises(UsageError):
        judged(ledger, one, content={"text": "x", "spans": [[3, 1]]})
    with pytest.raises(UsageError):
        ledger.decide(EntryKind.RETRACTION, one, {"reason": " "}, by=WHO)
    with pytest.raises(UsageError):
        ledger.decide(EntryKind.RETRACTION, one, {"reason": "x"}, by=" ")
    with pytest.raises(UsageError):
        ledger.decide(EntryKind.DOCUMENT, one, {}, by=WHO)
    with pytest.raises(NotInLedgerError):
        undo(ledger, 1)
    with pytest.raises(NotInLedgerError):
        ledger.decide(EntryKind.MERGE, "ilse marren", {"other": "nobody"}, by=WHO)
    assert ledger.head() == before


def test_what_is_undone_is_not_undone_twice(ledger: SqlLedger) -> None:
    ledger.add([article()])
    position = judged(ledger, first(ledger), act="assert")
    undo(ledger, position)
    with pytest.raises(UsageError, match="already"):
        undo(ledger, position)


# reading again


def test_a_judgement_outlives_another_reading(ledger: SqlLedger) -> None:
    one = article()
    ledger.add([one])
    judged(ledger, first(ledger), act="assert")
    added = ledger.reread(reread(one.reading))
    assert (added.new, added.statements) == (True, 3)
    assert [r.statement.act for r in found(ledger)] == [Act.ASSERT, Act.ASK, Act.ASSERT]
    assert not ledger.reread(reread(one.reading)).new
    assert ledger.count(Wanted(current=False)) == 6


def test_a_judgement_goes_on_to_a_statement_with_other_borders(ledger: SqlLedger) -> None:
    one = article()
    ledger.add([one])
    old = first(ledger)
    position = judged(ledger, old, act="assert")
    ledger.decide(EntryKind.RETRACTION, old, {"reason": "misheard"}, by=WHO)
    changed = (moved(one.reading.document, one.reading.statements[0], 4), *one.reading.statements[1:])
    ledger.reread(reread(one.reading, statements=changed))
    now = found(ledger)[0]
    assert now.statement.id == changed[0].id != old
    assert now.statement.act is Act.ASSERT
    assert now.retraction is not None
    assert old not in [r.statement.id for r in found(ledger)]
    undo(ledger, position)
    assert found(ledger)[0].statement.act is Act.DENY


def test_what_a_person_decided_about_stays_though_no_reading_finds_it(ledger: SqlLedger) -> None:
    one = article()
    ledger.add([one])
    old = first(ledger)
    judged(ledger, old, act="assert")
    ledger.reread(reread(one.reading, statements=one.reading.statements[2:]))
    assert [r.statement.id for r in found(ledger)] == [old, one.reading.statements[2].id]
    assert words(ledger, text="marren") == [r.statement.content.text for r in found(ledger)]


# versions, failures, the rest


def test_other_bytes_at_an_address_are_a_new_version(ledger: SqlLedger) -> None:
    url = "https://courier.example/pumps"
    one, two = article(url=url), article(PUMPS[:2], url=url)
    ledger.add([one])
    ledger.add([two])
    assert [v.document for v in ledger.versions(url)] == [one.reading.document.id, two.reading.document.id]
    assert {r.document: r.replaced for r in found(ledger)} == {
        one.reading.document.id: True,
        two.reading.document.id: False,
    }
    before = ledger.head()
    ledger.add([one, two])
    assert ledger.head() == before
    ledger.add([article(url=url, fetched_at="2025-03-02T09:00:00Z")])
    assert [v.document for v in ledger.versions(url)][-1] == one.reading.document.id
    assert {r.document: r.replaced for r in found(ledger)}[one.reading.document.id] is False


def test_failures_are_kept_until_they_are_mended(ledger: SqlLedger) -> None:
    assert ledger.fail("a.txt", "EmptyInputError", "a.txt is empty")
    before = ledger.head()
    assert not ledger.fail("a.txt", "EmptyInputError", "a.txt is empty")
    assert ledger.head() == before
    assert ledger.fail("a.txt", "SourceNotFoundError", "there is no file a.txt")
    (failed,) = ledger.failures()
    assert (failed.source, failed.again, failed.reason) == ("a.txt", "a.txt", "there is no file a.txt")
    ledger.add([article(path="a.txt")])
    assert ledger.failures() == ()
    assert [f.open for f in ledger.failures(resolved=True)] == [False, False]


def test_merges_are_entries(ledger: SqlLedger) -> None:
    ledger.add([article()])
    entry = ledger.decide(EntryKind.MERGE, "joss hallam", {"other": "ilse marren"}, by=WHO)
    assert [d.active for d in ledger.same_speakers()] == [True]
    undo(ledger, entry.position)
    assert [d.active for d in ledger.same_speakers()] == [False]


def test_counts(ledger: SqlLedger) -> None:
    ledger.add([article()])
    counts = ledger.counts()
    assert (counts["document"], counts["statement"], counts["current"], counts["speakers"]) == (1, 3, 3, 2)
    assert sum(counts[k.value] for k in EntryKind) == ledger.head().position


def test_what_it_is_looked_up_by_can_be_made_anew(ledger: SqlLedger) -> None:
    one = article(url="https://courier.example/pumps")
    ledger.add([one, article(PUMPS[:2], url="https://courier.example/pumps")])
    old = first(ledger)
    undone = judged(ledger, old, act="assert")
    judged(ledger, old, speaker={"name": "Nora Quill", "kind": "person", "description": None})
    undo(ledger, undone)
    ledger.decide(EntryKind.MERGE, "joss hallam", {"other": "nora quill"}, by=WHO)
    ledger.fail("x", "E", "why")
    changed = (moved(one.reading.document, one.reading.statements[0], 4), *one.reading.statements[1:])
    ledger.reread(reread(one.reading, statements=changed))

    def told() -> object:
        queries = ("marren", "quill", "key", "sold")
        return (
            found(ledger),
            found(ledger, current=False),
            [words(ledger, text=q, order=Order.RANK) for q in queries],
            ledger.speakers(),
            ledger.same_speakers(),
            ledger.failures(resolved=True),
            ledger.counts(),
            ledger.versions("https://courier.example/pumps"),
        )

    before = told()
    ledger.rebuild()
    assert told() == before


def test_a_reader_reads_only(ledger: SqlLedger, place: str) -> None:
    ledger.add([article()])
    reader = open_reader(place)
    assert reader.head() == ledger.head()
    assert not hasattr(reader, "add")
    reader.close()
