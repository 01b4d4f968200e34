"""The drawn timeline."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.web.drawn.timeline import Moment, counted, drawn
from sayso.web.words import FAMILY_WORDS

FEB = date(2025, 2, 1)


def moment(
    number: int, day: date, days: int = 0, family: str = "says", *, told: bool = True, label: str = ""
) -> Moment:
    end = day + timedelta(days=days)
    return Moment(
        id=str(number),
        family=family,
        start=day,
        end=end,
        told=told,
        label=label,
        address=f"/s/{number}",
    )


def parts(svg: str, tag: str, kind: str = "") -> list[ElementTree.Element]:
    root = ElementTree.fromstring(svg)
    return [e for e in root.iter(tag) if not kind or kind in (e.get("class") or "").split()]


def test_an_interval_is_as_wide_as_its_days() -> None:
    svg = drawn([moment(1, FEB), moment(2, FEB + timedelta(days=5), 10), moment(3, FEB + timedelta(days=30))])
    day, interval, _ = parts(svg, "rect")
    assert float(interval.get("width", 0)) > 10 * float(day.get("width", 0))


def test_bars_that_overlap_stand_in_rows_and_families_in_lanes() -> None:
    svg = drawn([moment(1, FEB, 5), moment(2, FEB, 5), moment(3, FEB, family="denies")])
    assert len({r.get("y") for r in parts(svg, "rect")}) == 3
    assert [t.text for t in parts(svg, "text", "lane")] == [FAMILY_WORDS["says"], FAMILY_WORDS["denies"]]


def test_what_has_no_day_of_its_own_is_hollow_and_a_turn_is_an_arc() -> None:
    svg = drawn(
        [moment(1, FEB, told=False, label="<&>"), moment(2, FEB + timedelta(days=9))], [("1", "2", "changed")]
    )
    assert len(parts(svg, "rect", "untold")) == 1
    assert len(parts(svg, "path", "turn")) == 1
    assert not parts(drawn([moment(1, FEB)], [("1", "9", "changed")]), "path")


def test_many_are_counted() -> None:
    days = [("says", FEB + timedelta(days=n % 300)) for n in range(3000)] + [("denies", FEB)]
    svg = counted(days)
    assert 60 <= len(parts(svg, "rect")) <= 100
    numbers = [int(t.text.rpartition(": ")[2]) for t in parts(svg, "title") if t.text]
    assert sum(numbers) == 3001


def test_nothing_is_drawn_of_nothing() -> None:
    assert drawn([]) == counted([]) == ""


DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))


@settings(max_examples=60)
@given(st.lists(st.tuples(DAYS, DAYS, st.sampled_from(list(FAMILY_WORDS))), min_size=1, max_size=30))
def test_any_days_are_drawn_inside_of_the_picture(found: list[tuple[date, date, str]]) -> None:
    moments = [
        Moment(id=str(n), family=f, start=min(a, b), end=max(a, b)) for n, (a, b, f) in enumerate(found)
    ]
    svg = drawn(moments)
    root = ElementTree.fromstring(svg)
    _, _, width, height = map(float, root.get("viewBox", "").split())
    for bar in parts(svg, "rect"):
        x, y, wide = (float(bar.get(name, "nan")) for name in ("x", "y", "width"))
        assert 0 <= x <= x + wide <= width
        assert 0 <= y < height
    ticks = parts(svg, "text", "label")
    assert len(ticks) <= 16


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_the_ends_of_the_calendar(day: date) -> None:
    assert parts(drawn([moment(1, day)]), "rect")
    assert parts(counted([("says", day)]), "rect")
