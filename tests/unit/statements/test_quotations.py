from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.statements.quotations import quotations

MARKS = st.text(alphabet="\"'“”‘’„«»` aB.,\n(-", max_size=60)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"Yes," she said.', ['"Yes,"']),
        ("“Yes,” she said. “No.”", ["“Yes,”", "“No.”"]),
        ("«Oui», dit-elle.", ["«Oui»"]),
        ("„Ja“, sagte sie.", ["„Ja“"]),
        ("``Yes,'' she said.", ["``Yes,''"]),
        ("‘Yes,’ she said.", ["‘Yes,’"]),
        ("It is the court's. Don't say it's 'done' yet.", ["'done'"]),
        ("In the '90s they'd say so.", []),
        ("The owners’ pier, Ruiz’s pier", []),
        ("She called it \"the 'old' pier\".", ["\"the 'old' pier\"", "'old'"]),
        ("“He said ‘never’ twice,” she said.", ["“He said ‘never’ twice,”", "‘never’"]),
        ("Nothing here.", []),
        ("", []),
    ],
)
def test_marks_are_paired(text: str, found: list[str]) -> None:
    assert [text[q.start : q.end] for q in quotations(text)] == found


def test_depth_is_counted_from_the_outermost() -> None:
    text = "“He said ‘never’ twice,” she said."
    assert [q.depth for q in quotations(text)] == [0, 1]


def test_a_mark_that_is_never_closed_runs_to_the_end() -> None:
    text = "She said: “It is old. It is tired.  "
    (found,) = quotations(text)
    assert text[found.start : found.end] == "“It is old. It is tired."
    assert not found.closed


@pytest.mark.parametrize("text", ["It is old.”", 'It is old."', "She left ’ then", "it» is"])
def test_a_mark_that_closes_nothing_is_none(text: str) -> None:
    assert quotations(text) == ()


def test_a_part_of_a_text_is_a_paragraph_of_its_own() -> None:
    text = "“One\n“Two,” she said."
    assert [text[q.start : q.end] for q in quotations(text, 0, 4)] == ["“One"]
    assert [text[q.start : q.end] for q in quotations(text, 5)] == ["“Two,”"]


@given(MARKS)
def test_quotations_lie_in_the_text_and_nest(text: str) -> None:
    found = quotations(text)
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert list(found) == sorted(found, key=lambda q: (q.start, -q.end))
    for one in found:
        for other in found:
            apart = one.end <= other.start or other.end <= one.start
            nested = (one.start <= other.start and other.end <= one.end) or (
                other.start <= one.start and one.end <= other.end
            )
            assert apart or nested


@given(MARKS, st.integers(0, 60), st.integers(0, 60))
def test_a_part_stays_in_its_bounds(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    assert all(start <= q.start < q.end <= end for q in quotations(text, start, end))
