"""The kinds of things that may be asked with, and what they have to look like."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Path, Query
from pydantic import AfterValidator

from sayso.errors import UsageError

_DAY = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
#: A position, and so the number of an entry, is at most this: what a database holds.
LARGEST = (1 << 63) - 1


def plain(text: str) -> str:
    """The text, if it can be kept: half a surrogate pair is no character.

    Raises:
        ValueError: if it is none.
    """
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise ValueError("half a surrogate pair is no character")
    return text


def day(given: str | None) -> str | None:
    """The day, if the calendar has it.

    Raises:
        UsageError: if it has not (the 30th of February).
    """
    if given is None:
        return None
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError as error:
        raise UsageError(f"{given} is no day of the calendar") from error


Id = Annotated[str, Path(pattern="^[0-9a-f]{16}$", description="An id: 16 hexadecimal digits.")]
Words = Annotated[str | None, Query(max_length=500, description="Words to look for.")]
Name = Annotated[str | None, Query(max_length=200, description="A name, in full or by some words of it.")]
Address = Annotated[str, Query(min_length=1, max_length=4000, description="The article's address.")]
Day = Annotated[str | None, Query(pattern=_DAY)]
Text = Annotated[str, AfterValidator(plain)]
