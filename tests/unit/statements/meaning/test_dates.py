from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.statements.meaning.dates import expressions, said

#: A Wednesday.
DAY = date(2024, 5, 8)

TABLE = [
    ("on Friday", "2024-05-03", "2024-05-03"),
    ("Friday night", "2024-05-03", "2024-05-03"),
    ("on Wednesday", "2024-05-08", "2024-05-08"),
    ("late Tuesday", "2024-05-07", "2024-05-07"),
    ("last Wednesday", "2024-05-01", "2024-05-01"),
    ("on Monday last week", "2024-04-29", "2024-04-29"),
    ("yesterday", "2024-05-07", "2024-05-07"),
    ("last night", "2024-05-07", "2024-05-07"),
    ("today", "2024-05-08", "2024-05-08"),
    ("this morning", "2024-05-08", "2024-05-08"),
    ("over the weekend", "2024-05-04", "2024-05-05"),
    ("this week", "2024-05-06", "2024-05-08"),
    ("last week", "2024-04-29", "2024-05-05"),
    ("earlier this month", "2024-05-01", "2024-05-08"),
    ("last month", "2024-04-01", "2024-04-30"),
    ("this year", "2024-01-01", "2024-05-08"),
    ("last year", "2023-01-01", "2023-12-31"),
    ("in March", "2024-03-01", "2024-03-31"),
    ("in June", "2023-06-01", "2023-06-30"),
    ("in May", "2024-05-01", "2024-05-31"),
    ("in February 2020", "2020-02-01", "2020-02-29"),
    ("in March last year", "2023-03-01", "2023-03-31"),
    ("in 2019", "2019-01-01", "2019-12-31"),
    ("three days ago", "2024-05-05", "2024-05-05"),
    ("two weeks ago", "2024-04-22", "2024-04-28"),
    ("a month ago", "2024-04-01", "2024-04-30"),
    ("five years ago", "2019-01-01", "2019-12-31"),
    ("a decade ago", "2014-01-01", "2014-12-31"),
    ("last summer", "2023-06-01", "2023-08-31"),
    ("last winter", "2023-12-01", "2024-02-29"),
    ("on 3 April", "2024-04-03", "2024-04-03"),
    ("on April 3", "2024-04-03", "2024-04-03"),
    ("on Nov. 14", "2023-11-14", "2023-11-14"),
    ("on the 2nd of May 2021", "2021-05-02", "2021-05-02"),
    ("on October 4, 2018", "2018-10-04", "2018-10-04"),
    ("on 2022-01-31", "2022-01-31", "2022-01-31"),
]


@pytest.mark.parametrize(("words", "start", "end"), TABLE, ids=[row[0] for row in TABLE])
@pytest.mark.parametrize("sentence", ["{}", "Ana Ruiz said {} that it fell.", "{}, she said it fell."])
def test_an_expression_is_an_interval(sentence: str, words: str, start: str, end: str) -> None:
    text = sentence.format(words)
    (found,) = expressions(text, DAY)
    assert [d.isoformat() for d in found.days] == [start, end]
    assert text[found.start : found.end] in words
    assert text[found.start : found.end].split()[-1] in words


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("on Friday", "2024-05-10", "2024-05-10"),
        ("on Wednesday", "2024-05-08", "2024-05-08"),
        ("in June", "2024-06-01", "2024-06-30"),
        ("in March", "2025-03-01", "2025-03-31"),
        ("on 3 April", "2025-04-03", "2025-04-03"),
    ],
)
def test_after_will_it_is_the_next(words: str, start: str, end: str) -> None:
    (found,) = expressions(words, DAY, forward=True)
    assert [d.isoformat() for d in found.days] == [start, end]


@pytest.mark.parametrize(
    "words",
    [
        "she may go",
        "the march of time",
        "the sun sat low",
        "a marching band",
        "Mondays are slow",
        "page 1999",
        "it rained",
        "on 2023-02-31",
        "",
    ],
)
def test_words_that_are_no_time_give_none(words: str) -> None:
    assert list(expressions(words, DAY)) == []


def test_several_are_found_in_order() -> None:
    text = "On Friday she said that in March, and again last week, it fell."
    found = [text[e.start : e.end] for e in expressions(text, DAY)]
    assert [f.lower() for f in found] == ["on friday", "in march", "last week"]


def test_a_leap_day_without_a_year_is_the_last_one_that_was() -> None:
    (found,) = expressions("on 29 February", date(2025, 3, 1))
    assert found.days == (date(2024, 2, 29), date(2024, 2, 29))


def test_the_words_are_kept() -> None:
    made = said("on Friday", (date(2024, 5, 3), date(2024, 5, 4)))
    assert (made.text, made.start, made.end) == ("on Friday", "2024-05-03", "2024-05-04")


PIECES = st.sampled_from(
    ["on", "last", "this", "May", "March", "Monday", "12", "2024", "a", "week", "ago", "of", "31", "Feb.",
     "99", "0", "in", "late", "years", "next", "Friday", "the", "weekend", ",", "0000", "9999-12-31",
     "decade", "00"]
)  # fmt: skip


@given(
    st.lists(PIECES, max_size=10).map(" ".join), st.dates(date(2, 1, 1), date(9990, 12, 31)), st.booleans()
)
def test_odd_words_never_fail_and_intervals_run_forward(words: str, day: date, forward: bool) -> None:
    for found in expressions(words, day, forward=forward):
        assert 0 <= found.start < found.end <= len(words)
        assert found.days[0] <= found.days[1]
