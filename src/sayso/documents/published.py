"""Bring dates of publication into ISO form."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from sayso.errors import UsageError

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}.*)?")
#: Written dates are no longer than this, in code points.
_LONGEST = 100


def iso(value: object) -> str | None:
    """The date, or date and time, as ISO 8601; null where it is none."""
    words = value.strip() if isinstance(value, str) else ""
    if not words or len(words) > _LONGEST:
        return None
    if match := _ISO.fullmatch(words):
        try:
            moment = datetime.fromisoformat(words.replace("Z", "+00:00"))
        except ValueError:
            return _day(match[0][:10])
        return moment.date().isoformat() if len(words) == 10 else moment.isoformat()
    try:
        return parsedate_to_datetime(words).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return _written(words)


def given(value: str | None) -> str | None:
    """A date that a person gave.

    Raises:
        UsageError: if it is none.
    """
    if value is None:
        return None
    found = iso(value)
    if found is None:
        raise UsageError(f"{value!r} is not a date; give one like 2024-05-31")
    return found


def _day(words: str) -> str | None:
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError:
        return None


def _written(words: str) -> str | None:
    for form in ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%Y/%m/%d", "%A, %B %d, %Y"):
        try:
            return datetime.strptime(words, form).date().isoformat()
        except ValueError:
            continue
    return None
