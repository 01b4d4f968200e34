"""Tell page furniture from prose, line by line."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

#: No more of a page than this is searched for signs that it is cut short, in code points.
_LOOKED_AT = 200_000
_PART = re.compile(r"<(\w+)>")

_SHORT = {
    "paywall": "The page seems to be cut short by a paywall.",
    "consent": "The page seems to be a consent wall, not the article.",
    "script": "The page seems to need scripts to show its article.",
}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "furniture.toml").read_text("utf-8"))


@cache
def _pattern(*names: str) -> re.Pattern[str]:
    patterns = (_whole(p) for name in names for p in _data()[name])
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)


@cache
def _whole(pattern: str) -> str:
    """The pattern with its parts in their places."""
    return _PART.sub(lambda part: f"(?:{_whole(_data()['parts'][part[1]])})", pattern)


def is_furniture(line: str) -> bool:
    """Whether the whole line is a label, byline, credit, share line or the like."""
    words = _straightened(line)
    if not words or len(words) > _data()["longest"]:
        return False
    if _pattern("link").fullmatch(words):
        return True
    return _pattern("line").fullmatch(words) is not None and not _tells(words)


def begins_tail(line: str) -> bool:
    """Whether the line heads what comes after an article (comments, more to read)."""
    words = _straightened(line)
    return len(words) < 60 and _pattern("tail").fullmatch(words) is not None and not _tells(words)


def _straightened(line: str) -> str:
    return line.strip().replace("'", "’")


def _tells(words: str) -> bool:
    """Whether the line says that somebody said something, as no furniture but links does."""
    return _pattern("telling").search(words) is not None


def cut_short(text: str) -> tuple[str, ...]:
    """A sentence for each sign that the page does not hold its whole article."""
    looked = " ".join(text[:_LOOKED_AT].split())
    return tuple(sentence for name, sentence in _SHORT.items() if _sign(name).search(looked))


@cache
def _sign(name: str) -> re.Pattern[str]:
    return re.compile("|".join(_data()["short"][name]), re.IGNORECASE)
