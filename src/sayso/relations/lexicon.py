"""The word lists of this room, read once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any

_BORDER = r"\b"
_STRAIGHT = str.maketrans("’‘“”„\u00a0", '\'\'""" ')


def plain(text: str) -> str:
    """Lower case with straight marks and single spaces, for looking words up."""
    straight = text if text.isascii() else text.translate(_STRAIGHT)  # none of the marks is ASCII
    return " ".join(straight.lower().split())


@cache
def table(name: str) -> dict[str, Any]:
    """A table of word lists."""
    return tomllib.loads((files(__package__) / name).read_text("utf-8"))


@cache
def patterns(name: str, section: str) -> re.Pattern[str]:
    """The patterns of one list, as one, to be looked for in ``plain`` text."""
    return re.compile(joined(table(name)[section]))


def joined(found: Sequence[str]) -> str:
    """The patterns as one, in which any of them is found, the first of those that begin at a place first.

    Neighbours that begin with a border of words share it: where there is none, all of them are passed
    over at once, and most characters of a text are none.
    """
    runs = groupby(found, key=lambda pattern: pattern.startswith(_BORDER))
    return "|".join(_run(list(some)) if bordered else _any(some) for bordered, some in runs)


def _run(bordered: Sequence[str]) -> str:
    return f"{_BORDER}(?:{_any(p.removeprefix(_BORDER) for p in bordered)})"


def _any(found: Iterable[str]) -> str:
    return "|".join(f"(?:{p})" for p in found)


@cache
def words(name: str, section: str) -> frozenset[str]:
    """A list as a set."""
    return frozenset(table(name)[section])
