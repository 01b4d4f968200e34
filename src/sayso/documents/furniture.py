"""Tell page furniture from prose, line by line."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

#: No more of a page than this is searched for signs that it is cut short, in code points.
_LOOKED_AT = 200_000

_SHORT = {
    "paywall": "The page seems to be cut short by a paywall.",
    "consent": "The page seems to be a consent wall, not the article.",
    "script": "The page seems to need scripts to show its article.",
}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "furniture.toml").read_text("utf-8"))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in _data()[name]), re.IGNORECASE)


def is_furniture(line: str) -> bool:
    """Whether the whole line is a label, byline, credit, share line or the like."""
    words = line.strip()
    if not words or len(words) > _data()["longest"]:
        return False
    return _pattern("line").fullmatch(words) is not None and not _sentence_by(words)


def begins_tail(line: str) -> bool:
    """Whether the line heads what comes after an article (comments, more to read)."""
    words = line.strip()
    return len(words) < 60 and _pattern("tail").fullmatch(words) is not None


def _sentence_by(words: str) -> bool:
    """Whether a line that looks like a byline is a sentence: "By Monday, the river had risen.\""""
    lower = words.lower()
    if not lower.startswith("by "):
        return False
    names = re.sub(r"[,|•·–—-].*", "", words[3:])
    return words.endswith(".") or any(
        w[:1].islower() and w not in ("and", "with", "de", "van", "von", "der", "al", "bin", "for")
        for w in names.split()
    )


def cut_short(text: str) -> tuple[str, ...]:
    """A sentence for each sign that the page does not hold its whole article."""
    looked = " ".join(text[:_LOOKED_AT].split())
    return tuple(
        sentence
        for name, sentence in _SHORT.items()
        if re.search("|".join(_data()["short"][name]), looked, re.IGNORECASE)
    )
