from __future__ import annotations

from datetime import date

import pytest

from sayso.model.attribution import Attribution
from sayso.model.span import Span
from sayso.statements.meaning.circumstances import Around, addressee, around, venue, when
from unit.readings import attribution

DAY = date(2024, 5, 8)


def near(text: str, source: str, cue: str, content: str) -> tuple[Around, Attribution]:
    made = attribution(text, source, cue, content)
    return around(text, Span(0, len(text)), made, ()), made


def words(text: str, span: Span | None) -> str | None:
    return text[span.start : span.end] if span else None


@pytest.mark.parametrize(
    ("text", "cue", "content", "told"),
    [
        ("Ana Ruiz told reporters it fell.", "told", "it fell", "reporters"),
        ("Ana Ruiz told the harbour board that it fell.", "told", "it fell", "the harbour board"),
        ("“It fell,” Ana Ruiz told the Tern on Friday.", "told", "“It fell,”", "the Tern"),
        ("Ana Ruiz warned the council that it may fall.", "warned", "it may fall", "the council"),
        ("Ana Ruiz said to the owner that it fell.", "said", "it fell", "the owner"),
        ("Ana Ruiz wrote to the minister that it fell.", "wrote", "it fell", "the minister"),
        ("Ana Ruiz urged the board to mend it.", "urged", "the board to mend it", "the board"),
        ("In a letter to the board, Ana Ruiz said it fell.", "said", "it fell", "the board"),
        ("Ana Ruiz said it fell.", "said", "it fell", None),
        ("Ana Ruiz said on Friday that it fell.", "said", "it fell", None),
        ("Ana Ruiz promised to mend it.", "promised", "to mend it", None),
    ],
)
def test_who_is_told_is_found(text: str, cue: str, content: str, told: str | None) -> None:
    place, made = near(text, "Ana Ruiz", cue, content)
    assert words(text, addressee(place, made)) == told


def test_who_was_told_is_the_subject_of_a_passive() -> None:
    text = "The board was told by Ana Ruiz that it fell."
    place, made = near(text, "Ana Ruiz", "was told by", "it fell")
    assert words(text, addressee(place, made)) == "The board"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ana Ruiz said on Friday that it fell.", ("on Friday", "2024-05-03")),
        ("Last week Ana Ruiz said that it fell.", ("Last week", "2024-04-29")),
        ("Ana Ruiz, who left in March, said that it fell.", None),
        ("Ana Ruiz said that it fell.", None),
        ("Ana Ruiz said, days after she left in March, that it fell.", None),
    ],
)
def test_when_it_was_said_is_found(text: str, said: tuple[str, str] | None) -> None:
    place, made = near(text, "Ana Ruiz", "said", "it fell")
    found = when(place, made, DAY)
    assert (found and (found.text, found.start)) == said


def test_a_time_inside_of_the_content_is_when_it_happened() -> None:
    text = "Ana Ruiz said it fell on Friday."
    place, made = near(text, "Ana Ruiz", "said", "it fell on Friday")
    assert when(place, made, DAY) is None


def test_without_the_articles_date_there_is_none() -> None:
    text = "Ana Ruiz said on Friday that it fell."
    place, made = near(text, "Ana Ruiz", "said", "it fell")
    assert when(place, made, None) is None


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Ana Ruiz said in an interview that it fell.", "an interview"),
        ("At a news conference, Ana Ruiz said that it fell.", "a news conference"),
        ("Ana Ruiz said during a council hearing that it fell.", "a council hearing"),
        ("Ana Ruiz said on Facebook that it fell.", "Facebook"),
        ("Ana Ruiz said in court that it fell.", "court"),
        ("Ana Ruiz said in a statement that it fell.", "a statement"),
        ("Ana Ruiz said in Lindholm that it fell.", None),
        ("Ana Ruiz said that it fell.", None),
    ],
)
def test_where_it_was_said_is_found(text: str, where: str | None) -> None:
    place, made = near(text, "Ana Ruiz", "said", "it fell")
    assert words(text, venue(place, made)) == where


def test_what_belongs_to_others_is_barred() -> None:
    text = "On Friday it fell, Ana Ruiz said, and Lee said no on Monday."
    made = attribution(text, "Ana Ruiz", "said", "On Friday it fell")
    other = Span(text.index("and Lee"), len(text))
    place = around(text, Span(0, len(text)), made, (other,))
    free = [text[s.start : s.end] for s in place.free()]
    assert free == [", Ana Ruiz said, "]
    assert when(place, made, DAY) is None
