"""What stands before a colon and names nobody who speaks."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def labels(*names: str) -> frozenset[str]:
    """Lists of ``labels.toml``, together, as a set."""
    data = tomllib.loads((files(__package__) / "labels.toml").read_text("utf-8"))
    return frozenset(label for name in names for label in data[name])
