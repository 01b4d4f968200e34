"""The word lists of this room, read once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_STRAIGHT = str.maketrans("’‘“”„\u00a0", '\'\'""" ')


def plain(text: str) -> str:
    """Lower case with straight marks and single spaces, for looking words up."""
    return " ".join(text.translate(_STRAIGHT).lower().split())


@cache
def table(name: str) -> dict[str, Any]:
    """A table of word lists."""
    return tomllib.loads((files(__package__) / name).read_text("utf-8"))


@cache
def patterns(name: str, section: str) -> re.Pattern[str]:
    """The patterns of one list, as one, to be looked for in ``plain`` text."""
    return re.compile("|".join(f"(?:{p})" for p in table(name)[section]))


@cache
def words(name: str, section: str) -> frozenset[str]:
    """A list as a set."""
    return frozenset(table(name)[section])
