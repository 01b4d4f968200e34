"""Read when something was said: expressions of time against the article's date."""

from __future__ import annotations

import re
import tomllib
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from sayso.model.statement import Said

Interval = tuple[date, date]
_MARKS = str.maketrans("’‘\u00a0", "'' ")
#: All that a rule finds holds one of these, a digit, or the name of a weekday or a month.
_OTHER_SIGNS = ("last ", "this ", "today", "tonight", "yesterday", "week", " ago")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Expression:
    """Words for a time, ``[start, end)`` of the text that was read, with the days they mean."""

    start: int
    end: int
    days: Interval


def expressions(words: str, published: date, *, forward: bool = False) -> Iterator[Expression]:
    """The expressions of time in the words, in order, each with its interval of days.

    Args:
        words: the words; offsets count in them.
        published: the article's date.
        forward: whether a weekday or month means the next one, as after "will".
    """
    looked = words.translate(_MARKS).lower()
    if not (any(sign in looked for sign in _signs()) or _DIGIT.search(looked)):
        return
    place = 0
    while match := _any().search(looked, place):
        place = max(match.end(), match.start() + 1)
        if match[0] in ("may", "march", "sun", "sat", "mar"):
            continue
        for name, pattern in _rules():
            if (found := pattern.match(looked, match.start())) is not None:
                days = _days(name, found, published, forward)
                if days is not None:
                    yield Expression(match.start(), found.end(), days)
                    place = found.end()
                    break


def _days(name: str, found: re.Match[str], published: date, forward: bool) -> Interval | None:
    try:
        return _RULES[name](found, published, forward)
    except (ValueError, OverflowError):  # before the first year, or after the last
        return None


def said(words: str, days: Interval) -> Said:
    """The interval as the contract has it, with the words that gave it."""
    return Said(text=words, start=days[0].isoformat(), end=days[1].isoformat())


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "dates.toml").read_text("utf-8"))


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    months = "(?:" + "|".join(sorted(_data()["months"], key=len, reverse=True)) + ")"
    weekdays = "(?:" + "|".join(sorted(_data()["weekdays"], key=len, reverse=True)) + ")"
    return tuple(
        (
            rule["name"],
            re.compile(
                r"\b(?:" + rule["pattern"].replace("MONTH", months).replace("WEEKDAY", weekdays) + ")"
            ),
        )
        for rule in _data()["rules"]
    )


@cache
def _any() -> re.Pattern[str]:
    return re.compile("|".join(pattern.pattern for _, pattern in _rules()))


@cache
def _signs() -> tuple[str, ...]:
    """Every expression has one of these or a digit; that there is none is told quicker than by the rules."""
    names = {name[:3] for name in (*_data()["weekdays"], *_data()["months"])}
    return (*_OTHER_SIGNS, *sorted(names))


def _number(words: str) -> int:
    return int(words) if words.isdigit() else int(_data()["numbers"][words])


def _month_of(year: int, month: int) -> Interval:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _year_of(year: int) -> Interval:
    return date(year, 1, 1), date(year, 12, 31)


def _week_of(day: date) -> Interval:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def _weekday(name: str, published: date, forward: bool) -> Interval:
    number = _data()["weekdays"][name]
    step = (number - published.weekday()) % 7 if forward else -((published.weekday() - number) % 7)
    day = published + timedelta(days=step)
    return day, day


def _before(day: date, months: int) -> tuple[int, int]:
    index = day.year * 12 + day.month - 1 - months
    return index // 12, index % 12 + 1


def _absolute(m: re.Match[str], published: date, forward: bool) -> Interval | None:
    """A day and month, with or without its year, by dateparser; without one the latest past."""
    from dateparser import parse

    words = next(g for g in m.groups() if g)
    with_year = re.search(r"\d{4}", words) is not None
    found = parse(
        re.sub(r"(?<=\d)(?:st|nd|rd|th)|\bof\b|\.", "", words),
        languages=["en"],
        settings={"REQUIRE_PARTS": ["day", "month"], "RELATIVE_BASE": _noon(published)},
    )
    if found is None:
        return None
    day = found.date()
    if not with_year:
        years = [published.year - 1, published.year, published.year + 1]
        dates = [d for y in years if (d := _in_year(day, y)) is not None]
        past = [d for d in dates if d <= published]
        day = next((d for d in dates if d >= published), dates[-1]) if forward else next(reversed(past), day)
    return day, day


def _noon(day: date) -> Any:
    from datetime import datetime, time

    return datetime.combine(day, time(12))


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:  # the 29th of February
        return None


def _iso(m: re.Match[str], published: date, forward: bool) -> Interval | None:
    try:
        day = date.fromisoformat("-".join(g for g in m.groups() if g))
    except ValueError:
        return None
    return day, day


def _last_weekday(m: re.Match[str], published: date, forward: bool) -> Interval:
    return _weekday(_first(m), published - timedelta(days=1), False)


def _weekday_of_last_week(m: re.Match[str], published: date, forward: bool) -> Interval:
    monday = _week_of(published - timedelta(days=7))[0]
    day = monday + timedelta(days=_data()["weekdays"][_first(m)])
    return day, day


def _weekend(m: re.Match[str], published: date, forward: bool) -> Interval:
    saturday = _weekday("saturday", published, False)[0]
    return saturday, min(saturday + timedelta(days=1), max(published, saturday))


def _month(m: re.Match[str], published: date, forward: bool) -> Interval:
    number = _data()["months"][_first(m)]
    if forward:
        return _month_of(published.year + (number < published.month), number)
    last = m[0].startswith("last ") and number == published.month
    return _month_of(published.year - (number > published.month or last), number)


def _month_and_year(m: re.Match[str], published: date, forward: bool) -> Interval | None:
    found = [g for g in m.groups() if g]
    return _month_of(int(found[1]), _data()["months"][found[0]]) if int(found[1]) >= 1000 else None


def _ago(m: re.Match[str], published: date, forward: bool) -> Interval | None:
    amount, unit = [g for g in m.groups() if g][:2]
    count = _number(amount)
    if unit == "day":
        day = published - timedelta(days=count)
        return day, day
    if unit == "week":
        return _week_of(published - timedelta(days=7 * count))
    if unit == "month":
        return _month_of(*_before(published, count))
    years = count * (10 if unit == "decade" else 1)
    return _year_of(published.year - years) if published.year > years else None


def _season(m: re.Match[str], published: date, forward: bool) -> Interval:
    which, name = [g for g in m.groups() if g][:2]
    month, length = _data()["seasons"][name]
    year = published.year - (
        month > published.month or (which == "last" and month + length > published.month)
    )
    last = year * 12 + month - 1 + length - 1
    return date(year, month, 1), _month_of(last // 12, last % 12 + 1)[1]


def _first(m: re.Match[str]) -> str:
    return next(g for g in m.groups() if g)


_RULES: dict[str, Callable[[re.Match[str], date, bool], Interval | None]] = {
    "absolute": _absolute,
    "iso": _iso,
    "yesterday": lambda m, p, f: (p - timedelta(days=1),) * 2,
    "today": lambda m, p, f: (p, p),
    "weekday_of_last_week": _weekday_of_last_week,
    "last_weekday": _last_weekday,
    "weekday": lambda m, p, f: _weekday(_first(m), p, f),
    "weekend": _weekend,
    "this_week": lambda m, p, f: (_week_of(p)[0], p),
    "last_week": lambda m, p, f: _week_of(p - timedelta(days=7)),
    "this_month": lambda m, p, f: (p.replace(day=1), p),
    "last_month": lambda m, p, f: _month_of(*_before(p, 1)),
    "this_year": lambda m, p, f: (date(p.year, 1, 1), p),
    "month_last_year": lambda m, p, f: _month_of(p.year - 1, _data()["months"][_first(m)]),
    "last_year": lambda m, p, f: _year_of(p.year - 1),
    "ago": _ago,
    "season": _season,
    "month_and_year": _month_and_year,
    "month": _month,
    "year": lambda m, p, f: _year_of(int(_first(m))),
}
