"""Numbers and quantifiers are intervals, and what one says of another is read from them."""

from __future__ import annotations

import math

import pytest

from sayso.relations.quantities import compared, quantities

NUMBERS = [
    ("fifty-two officials", "count", 52, 52),
    ("10,000 customers", "count", 10000, 10000),
    ("2.6 metres", "length", 260, 260),
    ("80 centimetres", "length", 80, 80),
    ("at least 40 officials", "count", 40, math.inf),
    ("at most nine people", "count", 0, 9),
    ("two hundred people", "count", 200, 200),
    ("3 million votes", "count", 3e6, 3e6),
    ("between ten and twenty reporters", "count", 10, 20),
    ("dozens of officials", "count", 24, 99),
    ("a dozen eggs", "count", 12, 12),
    ("38 per cent of voters", "share", 0.38, 0.38),
    ("at least 90 per cent", "share", 0.9, 1),
    ("all of the hostages", "share", 1, 1),
    ("not all councillors", "share", 0, 0.999),
    ("most of the players", "share", 0.501, 1),
    ("some of the money", "share", 0.001, 1),
    ("none of the money", "share", 0, 0),
    ("fewer than half of the members", "share", 0, 0.499),
    ("two thirds of the members", "share", 0.667, 0.667),
]


@pytest.mark.parametrize(("text", "sort", "least", "most"), NUMBERS)
def test_a_number_is_read_as_an_interval(text: str, sort: str, least: float, most: float) -> None:
    (found,) = quantities(text)
    assert found.sort == sort
    assert [found.least, found.most] == pytest.approx([least, most])


@pytest.mark.parametrize("text", ["21 of the 24 players", "21 of its 24 players", "21 out of 24"])
def test_a_part_of_a_number_is_a_count_and_a_share(text: str) -> None:
    found = {q.sort: q.least for q in quantities(text)}
    assert found["share"] == pytest.approx(0.875)
    assert found["count"] == 21


def test_three_in_four_is_a_share() -> None:
    assert {q.sort: q.least for q in quantities("three in four members")}["share"] == 0.75


def test_more_than_and_fewer_than_leave_the_number_itself_out() -> None:
    (more,) = quantities("more than 200 people")
    (fewer,) = quantities("fewer than 200 people")
    assert more.least > 200
    assert fewer.most < 200


@pytest.mark.parametrize(
    "text",
    [
        "in 2021",
        "on 9 March",
        "on March 9",
        "at 11:20",
        "at half past eleven",
        "the sixth",
        "nine days before",
        "two weeks",
    ],
)
def test_dates_and_hours_are_no_counts(text: str) -> None:
    assert quantities(text) == ()


@pytest.mark.parametrize(
    ("claim", "answer", "says"),
    [
        ("More than 200 people died.", "In all 143 people died.", "breaks"),
        ("More than 200 people died.", "231 people died.", "fits"),
        ("At least forty officials took gifts.", "Eleven officials took gifts.", "breaks"),
        ("At least forty officials took gifts.", "Forty officials took gifts.", "fits"),
        ("Between ten and twenty left.", "Fourteen left.", "fits"),
        ("Fewer than 50 people came.", "61 people came.", "breaks"),
        ("Fewer than 50 people came.", "Nobody came.", ""),
        ("All of the crew were saved.", "Not all of the crew were saved.", "breaks"),
        ("Some of the crew were saved.", "Not all of the crew were saved.", "open"),
        ("Most of the crew were saved.", "Not all of the crew were saved.", "open"),
        ("Some of the crew were saved.", "None of the crew was saved.", "breaks"),
        ("None of the crew was saved.", "Some of the crew were saved.", "breaks"),
        ("Some of the crew were saved.", "All of the crew were saved.", "fits"),
        ("All of the crew were saved.", "Some of the crew were saved.", "open"),
        ("Most of the crew were saved.", "21 of the crew of 24 were saved.", ""),
        ("Most of the crew were saved.", "21 of the 24 were saved.", "fits"),
        ("Most of the crew were saved.", "Only four of the 24 were saved.", "breaks"),
        ("Fewer than half of them voted for her.", "She won with 38 per cent.", "fits"),
        ("Fewer than half of them voted for her.", "Three in four voted for her.", "breaks"),
        ("It lost more than two metres of ice.", "It lost 80 centimetres of ice.", "breaks"),
        ("It lost more than two metres of ice.", "Two thousand tourists came.", ""),
        ("At least two firms were fined.", "Five firms were fined.", "fits"),
        ("At most nine knew of it.", "Thirty-four knew of it.", "breaks"),
    ],
)
def test_an_answers_number_fits_breaks_or_leaves_open(claim: str, answer: str, says: str) -> None:
    assert compared(claim, answer) == says


@pytest.mark.parametrize(
    ("claim", "denied", "says"),
    [
        ("More than 200 people died.", "900 people had died", "open"),
        ("231 people died.", "more than 200 people had died", "breaks"),
        ("231 people died.", "at least 300 people had died", "open"),
        ("Some of the money was lost.", "all of the money had been lost", "open"),
        ("All of the money was lost.", "some of the money had been lost", "breaks"),
        ("Two thirds voted for it.", "more than half had voted for it", "breaks"),
    ],
)
def test_a_number_that_is_denied_breaks_only_what_lies_in_it(claim: str, denied: str, says: str) -> None:
    assert compared(claim, denied, denied=True) == says
