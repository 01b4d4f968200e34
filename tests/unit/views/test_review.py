"""What a person should look at next, over a real ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from contracts.articles import Line, article, moved, reread
from sayso.errors import UsageError
from sayso.ledger.entry import EntryKind
from sayso.ledger.names import name_key
from sayso.ledger.opening import open_ledger
from sayso.ledger.records import Article, Wanted
from sayso.ledger.writing import SqlLedger
from sayso.model.relation import Relation, RelationKind
from sayso.model.statement import Act
from sayso.views.judging import confirmed, fields, places
from sayso.views.recorded import marks
from sayso.views.review import Matter, Review, said_by, standing

BY = "Ada Renwick"
URL = "https://courier.example/pumps"
SAID: tuple[Line, ...] = (
    ("Ilse Marren", "said", "the key was kept in the town hall", Act.ASSERT),
    ("Joss Hallam", "said", "a clerk kept the key in the town hall", Act.ASSERT),
    ("Anna Dray", "denied", "the city had sold the pumping station", Act.DENY),
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqlLedger]:
    found = open_ledger(str(tmp_path / "case.db"), by="tests")
    yield found
    found.close()


def unsure(one: Article, *confidences: float) -> Article:
    """The article read with these confidences."""
    told = tuple(replace(s, confidence=c) for s, c in zip(one.reading.statements, confidences, strict=True))
    return replace(one, reading=replace(one.reading, statements=told))


def supported(one: Article, confidence: float) -> Article:
    """The article whose second statement says the same as its first, more or less surely."""
    first, second = (s.id for s in one.reading.statements[:2])
    told = Relation(
        a=second, b=first, kind=RelationKind.SUPPORTS, confidence=confidence, because=("they share words",)
    )
    return replace(one, reading=replace(one.reading, relations=(told,)))


def asked(review: Review) -> list[tuple[str, ...]]:
    return [q.about for q in review.questions()]


def test_the_least_sure_comes_first_and_the_sure_not_at_all(ledger: SqlLedger) -> None:
    one = supported(unsure(article(SAID), 0.7, 0.95, 0.3), 0.6)
    ledger.add([one])
    first, second, third = (s.id for s in one.reading.statements)
    pair = tuple(sorted((first, second)))
    review = Review(ledger)
    assert asked(review) == [(third,), pair, (first,)]
    assert asked(Review(ledger)) == asked(review)
    assert review.counts() == {Matter.STATEMENT: 2, Matter.SPEAKERS: 0, Matter.CLAIM: 1}
    claim = next(review.questions(Matter.CLAIM))
    assert claim.because == ("they share words",)
    assert [r.statement.id for r in standing(ledger, claim)] == list(pair)


def test_one_goes_on_after_the_one_that_was_skipped(ledger: SqlLedger) -> None:
    ledger.add([unsure(article(SAID), 0.3, 0.3, 0.3)])
    review = Review(ledger)
    one, *others = review.questions()
    assert list(review.questions(after=one.place)) == others
    assert list(review.questions(after=(0.3, "~"))) == []


def test_what_was_confirmed_is_no_question_until_it_is_undone(ledger: SqlLedger) -> None:
    one = unsure(article(SAID), 0.9, 0.9, 0.3)
    ledger.add([one])
    review = Review(ledger)
    ((key,),) = asked(review)
    (found,) = ledger.statements(Wanted(ids=(key,)))
    entry = ledger.decide(EntryKind.JUDGEMENT, key, {"fields": confirmed(found)}, by=BY)
    assert asked(review) == []
    assert not review.asks(Matter.STATEMENT, (key,))
    (found,) = ledger.statements(Wanted(ids=(key,)))
    assert found.statement == found.as_read
    (mark,) = marks(found)
    assert mark.startswith("act, content, negated, speaker confirmed by Ada Renwick")
    ledger.decide(EntryKind.UNDO, str(entry.position), {"undoes": entry.position}, by=BY)
    assert asked(review) == [(key,)]
    assert review.asks(Matter.STATEMENT, (key,))


def test_what_was_withdrawn_is_no_question(ledger: SqlLedger) -> None:
    one = supported(unsure(article(SAID), 0.3, 0.9, 0.9), 0.5)
    ledger.add([one])
    review = Review(ledger)
    assert len(asked(review)) == 2
    ledger.decide(EntryKind.RETRACTION, one.reading.statements[0].id, {"reason": "no statement"}, by=BY)
    assert asked(review) == []


@pytest.mark.parametrize("kind", [EntryKind.JOIN, EntryKind.SPLIT])
@pytest.mark.parametrize("turned", [False, True])
def test_two_statements_are_one_claim_or_not(ledger: SqlLedger, kind: EntryKind, turned: bool) -> None:
    one = supported(article(SAID), 0.5)
    ledger.add([one])
    review = Review(ledger)
    ((a, b),) = asked(review)
    if turned:
        a, b = b, a
    ledger.decide(kind, a, {"other": b}, by=BY)
    assert asked(review) == []


@pytest.mark.parametrize("kind", [EntryKind.MERGE, EntryKind.APART])
def test_two_names_are_one_speaker_or_not(ledger: SqlLedger, kind: EntryKind) -> None:
    lines: list[Line] = [
        ("Ilse Marren", "said", "the key was kept", Act.ASSERT),
        ("I. Marren", "said", "we never sold it", Act.ASSERT),
    ]
    ledger.add([article(lines)])
    review = Review(ledger)
    ((name, into),) = asked(review)
    assert (name, into) == ("I. Marren", "Ilse Marren")
    assert [r.statement.speaker.name for r in said_by(ledger, name, 3)] == ["I. Marren"]
    entry = ledger.decide(kind, name_key(name), {"other": name_key(into)}, by=BY)
    assert asked(review) == []
    ledger.decide(EntryKind.UNDO, str(entry.position), {"undoes": entry.position}, by=BY)
    assert asked(review) == [(name, into)]


def test_a_new_reading_takes_the_place_of_the_one_before(ledger: SqlLedger) -> None:
    one = supported(unsure(article(SAID), 0.3, 0.4, 0.9), 0.5)
    ledger.add([one])
    review = Review(ledger)
    assert len(asked(review)) == 3
    reading = replace(one.reading, relations=())
    sure = tuple(replace(s, confidence=0.95) for s in reading.statements)
    ledger.reread(reread(reading, statements=sure))
    assert asked(review) == []


def test_what_goes_on_from_a_decided_one_is_no_question(ledger: SqlLedger) -> None:
    one = unsure(article(SAID), 0.3, 0.9, 0.9)
    ledger.add([one])
    old = one.reading.statements[0]
    ledger.decide(EntryKind.JUDGEMENT, old.id, {"fields": {"act": "deny"}}, by=BY)
    new = replace(moved(one.reading.document, old, 4), confidence=0.2)
    ledger.reread(reread(one.reading, statements=(new, *one.reading.statements[1:])))
    assert asked(Review(ledger)) == []


def test_an_earlier_version_of_an_article_is_not_asked_about(ledger: SqlLedger) -> None:
    ledger.add([unsure(article(SAID, url=URL), 0.3, 0.9, 0.9)])
    review = Review(ledger)
    assert len(asked(review)) == 1
    later = article(SAID[:2], url=URL, title="Later", fetched_at="2025-03-02T09:00:00Z")
    ledger.add([unsure(later, 0.9, 0.9)])
    assert asked(review) == []


TEXT = "Marren said the key was\nkept. Later she said the key was lost, and the key was kept by me."


@pytest.mark.parametrize(
    ("words", "near", "found"),
    [
        ("the key was kept", 0, "12:28"),
        ("the key was kept", 70, "67:83"),
        ("said … was lost", 30, "40:44,53:61"),
        ("", 0, "none"),
    ],
)
def test_words_have_their_places(words: str, near: int, found: str) -> None:
    assert places(TEXT, words, near) == found


@pytest.mark.parametrize("words", ["the key is kept", "was lost … Marren", "(the key"])
def test_words_that_do_not_stand_there_have_none(words: str) -> None:
    with pytest.raises(UsageError, match="does not stand in the article"):
        places(TEXT, words, 0)


def test_corrected_words_are_the_articles_own(ledger: SqlLedger) -> None:
    one = unsure(article(SAID), 0.3, 0.9, 0.9)
    ledger.add([one])
    said = one.reading.statements[0]
    given = {"content": places(one.reading.document.text, "kept in the  town hall", said.content.start)}
    ledger.decide(EntryKind.JUDGEMENT, said.id, {"fields": fields(ledger, said.id, given)}, by=BY)
    (found,) = ledger.statements(Wanted(ids=(said.id,)))
    assert found.statement.content.text == "kept in the town hall"
    assert asked(Review(ledger)) == []


def test_a_large_ledger_is_read_meanwhile(ledger: SqlLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.views.review._MUCH", 0)
    ledger.add([unsure(article(SAID), 0.3, 0.9, 0.9)])
    review = Review(ledger)
    assert review.ready(30)
    assert len(asked(review)) == 1
    assert review.ready(0)
