from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model.span import Passage, Span

SPANS = st.integers(0, 20).flatmap(lambda a: st.integers(a + 1, 25).map(lambda b: Span(a, b)))


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 4), (-2, -1)])
def test_what_is_no_span_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


@pytest.mark.parametrize(
    ("a", "b", "contains", "overlaps"),
    [
        (Span(0, 5), Span(0, 5), True, True),
        (Span(0, 5), Span(1, 3), True, True),
        (Span(0, 5), Span(3, 6), False, True),
        (Span(0, 5), Span(5, 6), False, False),
        (Span(2, 3), Span(0, 9), False, True),
    ],
)
def test_spans_contain_and_overlap(a: Span, b: Span, contains: bool, overlaps: bool) -> None:
    assert a.contains(b) is contains
    assert a.overlaps(b) is overlaps
    assert b.overlaps(a) is overlaps


@given(SPANS, SPANS)
def test_they_agree_with_sets_of_places(a: Span, b: Span) -> None:
    left, right = set(range(a.start, a.end)), set(range(b.start, b.end))
    assert len(a) == len(left)
    assert a.contains(b) == (right <= left)
    assert a.overlaps(b) == bool(left & right)


def test_spans_are_sorted_by_place_and_frozen() -> None:
    assert sorted([Span(2, 3), Span(0, 9), Span(0, 4)]) == [Span(0, 4), Span(0, 9), Span(2, 3)]
    with pytest.raises(AttributeError):
        Span(0, 1).start = 3  # type: ignore[misc]


def test_a_passage_is_its_words_in_order() -> None:
    text = "“One,” she said, “two.”"
    made = Passage.of(text, [Span(17, 23), Span(0, 6)])
    assert made.text == "“One,” … “two.”"
    assert (made.start, made.end) == (0, 23)
    assert made.spans == (Span(0, 6), Span(17, 23))
    assert made


def test_an_empty_passage_is_false_and_nowhere() -> None:
    made = Passage.of("words", [])
    assert made == Passage()
    assert not made
    assert (made.text, made.start, made.end) == ("", -1, -1)


@pytest.mark.parametrize(
    ("inner", "outer", "within"),
    [
        ([(1, 2)], [(0, 5)], True),
        ([(1, 2), (7, 8)], [(0, 5), (6, 9)], True),
        ([(1, 2), (5, 6)], [(0, 5), (6, 9)], False),
        ([(4, 7)], [(0, 5), (5, 9)], False),
        ([], [(0, 5)], False),
        ([(0, 5)], [], False),
    ],
)
def test_a_passage_lies_within_another(
    inner: list[tuple[int, int]], outer: list[tuple[int, int]], within: bool
) -> None:
    text = "0123456789"
    one, two = (Passage.of(text, [Span(*s) for s in spans]) for spans in (inner, outer))
    assert one.within(two) is within
