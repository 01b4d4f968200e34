"""Terms for what a search is narrowed by, kept beside a statement's words.

The full text then finds a word and a speaker in one look-up, however common either is. A mark may let
too much through (days are marked by their months, years and decades), never too little: who searches
still has to hold each statement against what was asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any

from sayso.ledger.records import Wanted

_MONTH = re.compile(r"(\d{4})-(\d\d)")
#: Years beyond these are marked as these.
_FIRST, _LAST = 1900, 2100
#: What is asked for by months, and by years, at most; and what is marked so.
_MONTHS, _YEARS = 24, 12
#: Names of one speaker that are looked up together at most.
_NAMES = 50
#: Marks of days that take too many months or years, and of those that are none.
_LONG, _ODD = "l", "o"


def marks(row: Mapping[str, Any]) -> list[str]:
    """The marks of a statement, of what it is looked up by (``effective.row``)."""
    found = [_named("s", row["speaker"]), _named("p", row["publisher"]), _act(row["act"])]
    return [*(one for one in found if one), *_days(row["first_day"], row["last_day"])]


def narrowing(wanted: Wanted) -> list[list[str]]:
    """What is wanted as marks: of each group a statement has to have one."""
    groups = []
    if wanted.speakers and len(wanted.speakers) <= _NAMES:
        groups.append([_named("s", one) for one in wanted.speakers])
    if wanted.publisher:
        groups.append([_named("p", wanted.publisher)])
    if wanted.act:
        groups.append([_act(wanted.act.value)])
    if wanted.since or wanted.until:
        groups.append(_asked(wanted.since, wanted.until))
    return [group for group in groups if group]


@lru_cache(maxsize=8192)
def _named(sort: str, key: str | None) -> str:
    """A mark of one word, whatever the name."""
    return sort + sha256(key.encode("utf-8", "replace")).hexdigest()[:12] if key else ""


@lru_cache(maxsize=64)
def _act(act: str) -> str:
    return "a" + "".join(c for c in act.lower() if c.isascii() and c.isalnum())


@lru_cache(maxsize=8192)
def _days(first: str | None, last: str | None) -> tuple[str, ...]:
    """The marks of days from one to another."""
    if not first and not last:
        return ()
    one, other = _month(first or last), _month(last or first)
    if one is None or other is None:
        return (_ODD,)
    begin, end = min(one, other), max(one, other)
    months = list(_months(begin, end)) if end - begin < _MONTHS else [f"m{_LONG}"]
    years = list(_years(begin, end)) if end // 12 - begin // 12 < _YEARS else [f"y{_LONG}"]
    return (*months, *years, *_decades(begin, end))


def _asked(since: str | None, until: str | None) -> list[str]:
    """Marks of which every statement has one that was said between these days; none if they are no days."""
    begin = _month(since) if since else _FIRST * 12
    end = _month(until) if until else _LAST * 12 + 11
    if begin is None or end is None or begin > end:
        return []
    if end - begin < _MONTHS:
        return [*_months(begin, end), f"m{_LONG}", _ODD]
    if end // 12 - begin // 12 < _YEARS:
        return [*_years(begin, end), f"y{_LONG}", _ODD]
    return [*_decades(begin, end), _ODD]


def _month(day: str | None) -> int | None:
    """The month of a day, counted from the year 0; null if it is no day."""
    found = _MONTH.match(day or "")
    if found is None or not 1 <= int(found[2]) <= 12:
        return None
    return min(max(int(found[1]) * 12 + int(found[2]) - 1, _FIRST * 12), _LAST * 12 + 11)


def _months(begin: int, end: int) -> Iterator[str]:
    return (f"m{n // 12:04}{n % 12 + 1:02}" for n in range(begin, end + 1))


def _years(begin: int, end: int) -> Iterator[str]:
    return (f"y{n:04}" for n in range(begin // 12, end // 12 + 1))


def _decades(begin: int, end: int) -> Iterator[str]:
    return (f"d{n:03}" for n in range(begin // 120, end // 120 + 1))
