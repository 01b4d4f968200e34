"""Answers that rest on the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from contracts.articles import Line, article
from sayso.errors import NotInLedgerError, UsageError
from sayso.ledger.entry import EntryKind
from sayso.ledger.names import name_key
from sayso.ledger.opening import open_ledger
from sayso.ledger.records import KnownSpeaker
from sayso.ledger.writing import SqlLedger
from sayso.model.speaker import Kind
from sayso.model.statement import Act
from sayso.views.changes import ChangeKind, changes
from sayso.views.judging import fields
from sayso.views.one import one
from sayso.views.same import compare, suggestions
from sayso.views.search import search
from sayso.views.typos import is_typo, same_words
from sayso.views.who import who

URL = "https://courier.example/pumps"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqlLedger]:
    found = open_ledger(str(tmp_path / "case.db"), by="tests")
    yield found
    found.close()


def line(words: str, name: str = "Ilse Marren", act: Act = Act.ASSERT) -> Line:
    return (name, "said", words, act)


def edited(ledger: SqlLedger, before: list[Line], after: list[Line]) -> list[ChangeKind]:
    ledger.add([article(before, url=URL)])
    ledger.add([article(after, url=URL, title="The pumps at Tarn Lock again")])
    (step,) = changes(ledger, URL)
    return [change.kind for change in step.changes]


KEY = line("the key was kept in the town hall by a clerk of the works department")
SOLD = line("we never sold them the building")


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ([KEY, SOLD], [KEY, SOLD], []),
        ([KEY], [line("the key was kept in the town hall by a clerk of the works departmnet")], []),
        ([KEY], [line("The key was kept — in the town-hall, by a clerk of the works department")], []),
        ([SOLD], [line("we never told them the building")], [ChangeKind.WORDED]),
        ([SOLD], [line("we ever sold them the building")], [ChangeKind.WORDED]),
        ([SOLD], [line("we sold them the building")], [ChangeKind.WORDED]),
        ([KEY, SOLD], [SOLD, KEY], []),
        ([KEY], [KEY, SOLD], [ChangeKind.CAME]),
        ([KEY, SOLD], [KEY], [ChangeKind.WENT]),
        ([SOLD], [KEY], [ChangeKind.CAME, ChangeKind.WENT]),
        ([SOLD], [line(SOLD[2], name="Joss Hallam")], [ChangeKind.REATTRIBUTED]),
        ([SOLD], [line(SOLD[2], act=Act.DENY)], [ChangeKind.RECAST]),
        ([line("it cost 48 million crowns")], [line("it cost 49 million crowns")], [ChangeKind.WORDED]),
    ],
)
def test_edits(ledger: SqlLedger, before: list[Line], after: list[Line], kinds: list[ChangeKind]) -> None:
    assert edited(ledger, before, after) == kinds


def test_changes_of_what_is_not_there(ledger: SqlLedger) -> None:
    with pytest.raises(NotInLedgerError):
        changes(ledger, URL)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("goverment", "government", True),
        ("departmnet", "department", True),
        ("occured", "occurred", True),
        ("could", "would", False),
        ("sold", "told", False),
        ("never", "ever", False),
        ("official", "officials", False),
        ("2024", "2025", False),
        ("legal", "illegal", False),
    ],
)
def test_typos(a: str, b: str, same: bool) -> None:
    assert is_typo(a, b) is is_typo(b, a) is same


def test_a_space_is_no_word() -> None:
    assert same_words(["town", "hall"], ["townhall"])
    assert not same_words(["town", "hall"], ["town"])


def test_who_by_part_of_a_name_and_through_a_merge(ledger: SqlLedger) -> None:
    lines = [KEY, line("no comment", name="I. Marren"), line("never", name="Otto Marren")]
    ledger.add([article(lines)])
    with pytest.raises(
        UsageError, match=r"3 speakers are called Marren: I\. Marren, Ilse Marren, Otto Marren"
    ):
        who(ledger, "Marren")
    body = {"other": "ilse marren"}
    entry = ledger.decide(EntryKind.MERGE, "i marren", body, by="Ada")
    told = who(ledger, "I. Marren")
    assert (told.speaker.name, told.speaker.names, told.count) == (
        "Ilse Marren",
        ("I. Marren", "Ilse Marren"),
        2,
    )
    assert [r.statement.content.text for r in told.statements] == [KEY[2], "no comment"]
    ledger.decide(EntryKind.UNDO, str(entry.position), {"undoes": entry.position}, by="Ada")
    assert who(ledger, "I. Marren").count == 1


def test_merges_in_a_circle_are_one_speaker(ledger: SqlLedger) -> None:
    ledger.add([article([KEY, line("no", name="Otto Marren")])])
    for a, b in (("ilse marren", "otto marren"), ("otto marren", "ilse marren")):
        ledger.decide(EntryKind.MERGE, a, {"other": b}, by="Ada")
    assert who(ledger, "Otto Marren").count >= 1


@pytest.mark.parametrize("name", ["", "…", "nobody", "Robert'); DROP TABLE entries;--"])
def test_nobody(ledger: SqlLedger, name: str) -> None:
    ledger.add([article()])
    with pytest.raises((NotInLedgerError, UsageError)):
        who(ledger, name)


def test_what_versions_repeat_stands_once(ledger: SqlLedger) -> None:
    ledger.add([article([KEY, SOLD], url=URL)])
    ledger.add([article([KEY], url=URL, title="The pumps")])
    told = [r.statement.content.text for r in who(ledger, "Ilse Marren").statements]
    assert sorted(told) == sorted([KEY[2], SOLD[2]])
    assert [r.replaced for r in search(ledger, "sold")] == [True]
    assert [r.replaced for r in search(ledger, "clerk")] == [False]


def test_search_leaves_out_what_was_retracted(ledger: SqlLedger) -> None:
    ledger.add([article()])
    (found,) = search(ledger, "sold")
    ledger.decide(EntryKind.RETRACTION, found.statement.id, {"reason": "misheard"}, by="Ada")
    assert list(search(ledger, "sold")) == []
    assert [r.retraction is not None for r in who(ledger, "Ilse Marren").statements] == [True, False]


def test_a_statement_with_its_place_and_history(ledger: SqlLedger) -> None:
    ledger.add([article(before="“Ünder” ")])
    (found,) = search(ledger, "sold")
    ledger.decide(EntryKind.RETRACTION, found.statement.id, {"reason": "misheard"}, by="Ada")
    told = one(ledger, found.statement.id)
    assert found.statement.content.text in told.paragraph
    assert told.place.startswith("paragraph 1, ")
    assert [e.kind for e in told.history] == [EntryKind.STATEMENT, EntryKind.RETRACTION]
    with pytest.raises(NotInLedgerError):
        one(ledger, "none")


def test_fields_of_a_judgement(ledger: SqlLedger) -> None:
    ledger.add([article()])
    (found,) = search(ledger, "sold")
    span = found.statement.content.spans[0]
    given = {
        "act": "assert",
        "speaker": "Nora Quill",
        "said": "2025-02-26",
        "venue": "none",
        "content": f"{span.start + 4}:{span.end}",
    }
    made = fields(ledger, found.statement.id, given)
    assert made["speaker"] == {"name": "Nora Quill", "kind": "person", "description": "the deputy mayor"}
    assert made["said"] == {"text": "", "start": "2025-02-26", "end": "2025-02-26"}
    assert made["content"]["text"] == found.statement.content.text[4:]
    assert made["venue"] is None
    ledger.decide(EntryKind.JUDGEMENT, found.statement.id, {"fields": made}, by="Ada")
    assert [r.statement.content.text for r in search(ledger, "sold", speaker="Quill")] == [
        "city had sold the pumping station"
    ]


@pytest.mark.parametrize(
    "given",
    [
        {"said": "yesterday"},
        {"said": "2025-03-02:2025-03-01"},
        {"content": "5"},
        {"content": "9:3"},
        {"content": "0:99999"},
        {"content": "0:5,3:9"},
    ],
)
def test_fields_that_make_no_sense(ledger: SqlLedger, given: dict[str, str]) -> None:
    ledger.add([article()])
    (found,) = search(ledger, "sold")
    with pytest.raises(UsageError):
        fields(ledger, found.statement.id, given)


def known(name: str, kind: Kind = Kind.PERSON, roles: tuple[str, ...] = ()) -> KnownSpeaker:
    return KnownSpeaker(key=name_key(name), name=name, kind=kind, roles=roles)


@pytest.mark.parametrize(
    ("a", "b", "likely"),
    [
        (known("J. Hallam"), known("Joss Hallam"), True),
        (
            known("Hallam", roles=("the opposition leader",)),
            known("Joss Hallam", roles=("opposition leader",)),
            True,
        ),
        (known("Jos Hallam"), known("Joss Hallam"), True),
        (known("Nora Hallam"), known("Joss Hallam"), False),
        (known("Joss Hallam"), known("Joss Marren"), False),
        (known("Joss Hallam"), known("Joss Hallam", Kind.ORGANIZATION), False),
        (known("KIU", Kind.ORGANIZATION), known("Kestrian Insurers Union", Kind.ORGANIZATION), True),
        (
            known("Orrin Cold Stores", Kind.ORGANIZATION),
            known("Velmor City Council", Kind.ORGANIZATION),
            False,
        ),
    ],
)
def test_names_that_may_be_one(a: KnownSpeaker, b: KnownSpeaker, likely: bool) -> None:
    for found in (compare(a, b), compare(b, a)):
        assert (found is not None) is likely
        assert found is None or (found.because and 0 < found.confidence < 1)


def test_suggestions_leave_out_what_people_settled(ledger: SqlLedger) -> None:
    lines = [
        KEY,
        line("no", name="I. Marren"),
        line("never", name="Otto Marren"),
        line("n", name="O. Marren"),
    ]
    ledger.add([article(lines)])
    assert {(s.name, s.into) for s in suggestions(ledger)} == {
        ("I. Marren", "Ilse Marren"),
        ("O. Marren", "Otto Marren"),
    }
    ledger.decide(EntryKind.APART, "o marren", {"other": "otto marren"}, by="Ada")
    ledger.decide(EntryKind.MERGE, "i marren", {"other": "ilse marren"}, by="Ada")
    assert suggestions(ledger) == ()
