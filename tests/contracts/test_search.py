"""A search with any filters finds what holding every statement against them finds, page by page."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

import pytest

from contracts.articles import article
from sayso.ledger.entry import EntryKind
from sayso.ledger.names import name_key
from sayso.ledger.records import Order, Recorded, Wanted
from sayso.ledger.terms import terms
from sayso.ledger.writing import SqlLedger
from sayso.model.statement import Act

NAMES = ("Ilse Marren", "Joss Hallam", "Anna Dray")
OUTLETS = ("Velmor Courier", "Alden Tribune", None)
WORDS = ("pump", "key", "lorry", "station", "hall", "gate")
DAYS = (None, "2024-12-30", "2025-01-31", "2025-02-01", "2025-02-28", "2025-03-01", "1999-12-31")
ACTS = (Act.ASSERT, Act.DENY, Act.NOT_RECALL)
COUNT = 60


@pytest.fixture
def filled(ledger: SqlLedger) -> SqlLedger:
    draw = random.Random(7)
    made = []
    for n in range(COUNT):
        words = " ".join(draw.choices(WORDS, k=draw.randrange(2, 9)))
        line = (draw.choice(NAMES), "said", f"the {words} {n}", draw.choice(ACTS))
        made.append(
            article(
                (line,),
                title=f"Article {n}",
                publisher=draw.choice(OUTLETS),
                published=draw.choice(DAYS),
                said=draw.choice(DAYS),
            )
        )
    ledger.add(made)
    return ledger


def fits(one: Recorded, wanted: Wanted) -> bool:
    said = one.statement.said
    first, last = (said.start, said.end) if said else (one.published, one.published)
    own = terms(f"{one.statement.content.text} {one.statement.cue.text} {one.statement.source.text}")
    return (
        (wanted.text is None or wanted.text in own)
        and (not wanted.speakers or name_key(one.statement.speaker.name) in wanted.speakers)
        and (wanted.publisher is None or name_key(one.publisher) == wanted.publisher)
        and (wanted.act is None or one.statement.act is wanted.act)
        and (wanted.since is None or (last is not None and last >= wanted.since))
        and (wanted.until is None or (first is not None and first <= wanted.until))
    )


def questions(order: Order) -> Iterator[Wanted]:
    speakers = ((), ("ilse marren",), ("joss hallam", "anna dray"), ("nobody",))
    spans = (
        (None, None),
        ("2025-02-01", "2025-02-28"),
        ("2025-01-31", "2025-02-01"),
        ("2025-02-15", None),
        (None, "2024-12-31"),
        ("1990-01-01", "2026-01-01"),
    )
    for text, some, outlet, act, (since, until) in itertools.product(
        ("pump", "the", "absent"), speakers, (None, "velmor courier"), (None, Act.NOT_RECALL), spans
    ):
        yield Wanted(
            text=text, speakers=some, publisher=outlet, act=act, since=since, until=until, order=order
        )


@pytest.mark.parametrize("order", Order)
def test_all_filters_together(filled: SqlLedger, order: Order) -> None:
    everything = list(filled.statements(Wanted()))
    for wanted in questions(order):
        found = [one.position for one in filled.statements(wanted)]
        assert sorted(found) == [one.position for one in everything if fits(one, wanted)], wanted
        assert filled.count(wanted) == len(found)
        if order is Order.POSITION:
            assert found == sorted(found)


@pytest.mark.parametrize("order", Order)
def test_pages_come_to_the_whole(filled: SqlLedger, order: Order) -> None:
    whole = [one.position for one in filled.statements(Wanted(text="the", order=order))]
    assert len(whole) == len(set(whole)) == COUNT
    for size in (1, 7, COUNT):
        pages = [
            one.position
            for offset in range(0, COUNT + size, size)
            for one in filled.statements(Wanted(text="the", order=order, limit=size, offset=offset))
        ]
        assert pages == whole


def test_those_that_rank_alike_come_in_the_order_of_the_ledger(ledger: SqlLedger) -> None:
    line = (("Ilse Marren", "said", "the pump was sold", Act.ASSERT),)
    ledger.add([article(line, title=f"Article {n}") for n in range(5)])
    found = [one.position for one in ledger.statements(Wanted(text="pump", order=Order.RANK))]
    assert found == sorted(found)
    assert len(found) == 5


def test_the_newest_that_fit_are_ranked(filled: SqlLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = Wanted(text="the", speakers=("ilse marren",), until="2025-02-28", order=Order.RANK)
    whole = [one.position for one in filled.statements(wanted)]
    monkeypatch.setattr("sayso.ledger.selecting.MOST_RANKED", 3)
    assert sorted(one.position for one in filled.statements(wanted)) == sorted(whole)[-3:]
    assert filled.count(wanted) == 3


def test_a_judgement_moves_a_statement_to_other_filters(filled: SqlLedger) -> None:
    one = next(filled.statements(Wanted(text="the", speakers=("ilse marren",))))
    fields = {
        "speaker": {"name": "Nora Quill", "kind": "person", "description": None},
        "act": "promise",
        "said": {"text": "in May", "start": "2031-05-01", "end": "2031-05-31"},
    }
    judged = filled.decide(EntryKind.JUDGEMENT, one.statement.id, {"fields": fields}, by="Ada")

    def found(**wanted: object) -> list[int]:
        return [r.position for r in filled.statements(Wanted(text="the", order=Order.RANK, **wanted))]  # type: ignore[arg-type]

    assert (
        found(speakers=("nora quill",))
        == found(act=Act.PROMISE)
        == found(since="2031-05-20")
        == [one.position]
    )
    assert one.position not in found(speakers=("ilse marren",))
    filled.decide(EntryKind.UNDO, str(judged.position), {"undoes": judged.position}, by="Ada")
    assert found(speakers=("nora quill",)) == found(act=Act.PROMISE) == found(since="2031-05-20") == []
    assert one.position in found(speakers=("ilse marren",))


def test_marks_are_no_words(filled: SqlLedger) -> None:
    for query in ("s*", "aassert", "m*", "y2025", "d202", "o"):
        found = list(filled.statements(Wanted(text=query)))
        assert all(any(t.startswith(query.rstrip("*")) for t in terms(words(one))) for one in found), query
    assert filled.count(Wanted(text="aassert")) == 0


def words(one: Recorded) -> str:
    told = one.statement
    parts = (told.content.text, told.cue.text, told.source.text, told.speaker.name, told.speaker.description)
    return " ".join(part or "" for part in parts)
