"""Marks let nothing be missed: what a search wants has one of each group of marks that it asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from sayso.ledger.marks import marks, narrowing
from sayso.ledger.records import Wanted
from sayso.model.statement import Act

DAYS = st.dates(date(1850, 1, 1), date(2150, 1, 1)).map(date.isoformat)
NEAR = st.dates(date(2018, 1, 1), date(2021, 1, 1)).map(date.isoformat)
ANY = st.none() | NEAR | DAYS


def listed(first: str | None, last: str | None, **other: Any) -> dict[str, Any]:
    return {
        "speaker": None,
        "publisher": None,
        "act": "assert",
        "first_day": first,
        "last_day": last,
        **other,
    }


def let_through(made: dict[str, Any], wanted: Wanted) -> bool:
    own = set(marks(made))
    return all(own & set(group) for group in narrowing(wanted))


@given(ANY, ANY, ANY, ANY)
@example("2019-03-31", "2019-03-31", "2019-03-31", "2019-03-31")
@example("1700-01-01", "2200-01-01", "2019-03-31", "2019-04-30")
@example("2300-01-01", "2300-01-01", "2200-01-01", None)
def test_days_that_meet_have_a_mark_in_common(
    first: str | None, last: str | None, since: str | None, until: str | None
) -> None:
    meet = (since is None or (last is not None and last >= since)) and (
        until is None or (first is not None and first <= until)
    )
    if meet:
        assert let_through(listed(first, last), Wanted(since=since, until=until))


@given(st.text(), st.text(), st.sampled_from(Act))
def test_names_and_acts(speaker: str, publisher: str, act: Act) -> None:
    made = listed(None, None, speaker=speaker or None, publisher=publisher or None, act=act.value)
    wanted = Wanted(speakers=("another", speaker), publisher=publisher or None, act=act)
    assert let_through(made, wanted) or not speaker
    assert all(mark.isalnum() and mark.isascii() for mark in marks(made))


def test_they_narrow() -> None:
    made = listed("2019-03-04", "2019-03-04", speaker="ilse marren", publisher="velmor courier")
    assert let_through(made, Wanted(speakers=("ilse marren",), since="2019-03-01", until="2019-03-31"))
    assert not let_through(made, Wanted(speakers=("joss hallam",)))
    assert not let_through(made, Wanted(publisher="alden tribune"))
    assert not let_through(made, Wanted(act=Act.DENY))
    assert not let_through(made, Wanted(since="2019-04-01", until="2019-04-30"))
    assert not let_through(made, Wanted(since="2021-01-01", until="2025-04-30"))
    assert not let_through(made, Wanted(until="2009-12-31"))


def test_days_that_are_none_are_not_missed() -> None:
    for first, last in (("x", "y"), ("2019-99-99", None), (None, "soon")):
        assert let_through(listed(first, last), Wanted(since="2019-01-01", until="2019-02-01"))
