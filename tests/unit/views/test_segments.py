"""Segments: cut at all borders, with all that covers each."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model.span import Passage, Span
from sayso.model.statement import Statement
from sayso.views.segments import Role, segments
from unit.readings import statement

TEXT = "The mayor said the clerk denied that the key was lost."


def _plain(*spans: tuple[int, int]) -> Statement:
    made = statement(TEXT, "", "", "")
    return replace(made, content=Passage.of(TEXT, [Span(*s) for s in spans]))


@pytest.mark.parametrize(
    ("contents", "expected"),
    [
        ([], [(0, 54, ())]),
        ([[(4, 9)]], [(0, 4, ()), (4, 9, (0,)), (9, 54, ())]),
        ([[(0, 54)], [(15, 54)]], [(0, 15, (0,)), (15, 54, (0, 1))]),
        ([[(15, 54)], [(0, 54)]], [(0, 15, (1,)), (15, 54, (1, 0))]),
        ([[(0, 20)], [(10, 30)]], [(0, 10, (0,)), (10, 20, (0, 1)), (20, 30, (1,)), (30, 54, ())]),
        ([[(0, 4), (10, 14)]], [(0, 4, (0,)), (4, 10, ()), (10, 14, (0,)), (14, 54, ())]),
        ([[(5, 9)], [(5, 9)]], [(0, 5, ()), (5, 9, (0, 1)), (9, 54, ())]),
    ],
)
def test_where_the_text_is_cut(
    contents: list[list[tuple[int, int]]], expected: list[tuple[int, int, tuple[int, ...]]]
) -> None:
    (cut,) = segments([Span(0, 54)], [_plain(*spans) for spans in contents])
    assert [(s.start, s.end, s.numbers) for s in cut] == expected


def test_the_nearest_content_is_the_last_and_roles_follow() -> None:
    outer = statement(TEXT, "The mayor", "said", "the clerk denied that the key was lost")
    inner = statement(TEXT, "the clerk", "denied", "that the key was lost")
    (cut,) = segments([Span(0, 54)], [outer, inner])
    by_words = {TEXT[s.start : s.end]: s for s in cut}
    assert by_words["the clerk"].covering == ((0, Role.CONTENT), (1, Role.SOURCE))
    assert by_words["that the key was lost"].covering == ((0, Role.CONTENT), (1, Role.CONTENT))
    assert by_words["that the key was lost"].depth == 2
    assert by_words["The mayor"].begins == (0,)
    assert by_words["the clerk"].begins == (1,)


def test_a_statement_over_several_paragraphs_begins_once() -> None:
    made = _plain((2, 40))
    first, second = segments([Span(0, 10), Span(12, 54)], [made])
    assert [s.begins for s in first] == [(), (0,)]
    assert [(s.start, s.end, s.numbers) for s in second] == [(12, 40, (0,)), (40, 54, ())]
    assert not any(s.begins for s in second)


spans = st.tuples(st.integers(0, 53), st.integers(1, 20)).map(lambda p: (p[0], min(p[0] + p[1], 54)))


@given(st.lists(spans, max_size=8), st.integers(1, 53))
def test_the_segments_are_the_text_and_each_is_covered_by_what_covers_it(
    contents: list[tuple[int, int]], border: int
) -> None:
    parts = [Span(0, border), Span(border, 54)]
    told = [_plain(c) for c in contents]
    cut = [s for part in segments(parts, told) for s in part]
    assert "".join(TEXT[s.start : s.end] for s in cut) == TEXT
    for segment in cut:
        own = {n for n, (start, end) in enumerate(contents) if start <= segment.start and segment.end <= end}
        assert set(segment.numbers) == own
    begun = [n for s in cut for n in s.begins]
    assert sorted(begun) == list(range(len(contents)))
