"""The word lists, read once."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any


@cache
def words(*names: str) -> frozenset[str]:
    """Lists of ``lexicon.toml``, together, as a set."""
    return frozenset(word for name in names for word in _table("lexicon.toml")[name])


@cache
def patterns(table: str, section: str, name: str) -> re.Pattern[str]:
    """The patterns of one entry of a table, as one."""
    return re.compile("|".join(_table(table)[section][name]))


def section(table: str, name: str) -> dict[str, Any]:
    """One section of a table, its entries in the file's order."""
    found: dict[str, Any] = _table(table)[name]
    return found


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / name).read_text("utf-8"))


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Lower case with straight marks and single spaces, for looking words up."""
    # mark by mark: a table of str.translate is several times as slow
    text = text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    return " ".join(text.lower().split())
