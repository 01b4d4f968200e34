"""Read a folder of articles, and bring what a tool found in it back to its offsets.

Standard library only: the runners of the other tools import this where Sayso is not installed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from pathlib import Path

_LINE = re.compile(r"[^\n]*\S[^\n]*")


def articles(folder: Path) -> list[tuple[str, str]]:
    """The name without suffix and the text of each ``.txt`` file, in order, line ends as they are."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as lines:
            found.append((path.stem, lines.read()))
    return found


def words(folder: Path) -> int:
    """How many words the articles have, parted by white space."""
    return sum(len(text.split()) for _, text in articles(folder))


def paragraphs(text: str) -> list[tuple[int, str]]:
    """The lines that are not blank, each with its place; white space around them is left out."""
    found = []
    for match in _LINE.finditer(text):
        line = match[0]
        found.append((match.start() + len(line) - len(line.lstrip()), line.strip()))
    return found


def places(before: str, after: str) -> list[int]:
    """For each character of ``after``, the place in ``before`` that it comes from.

    A character that was put in has the place of what follows it, or of the last character.
    """
    if before == after:
        return list(range(len(after)))
    found: list[int] = []
    for _, i, i_end, j, j_end in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        found.extend(min(i + k, max(i, i_end - 1), len(before) - 1) for k in range(j_end - j))
    return found


def pieces(tokens: Iterable[tuple[int, int]], gap: int = 1) -> list[list[int]]:
    """Spans of tokens as spans of text: those at most ``gap`` characters apart are one."""
    found: list[list[int]] = []
    for start, end in sorted(tokens):
        if found and start - found[-1][1] <= gap:
            found[-1][1] = max(found[-1][1], end)
        else:
            found.append([start, end])
    return found


def moved(spans: Sequence[Sequence[int]], where: Sequence[int]) -> list[list[int]]:
    """The spans at the places that ``places`` gives for their first and last characters."""
    return [[where[start], where[end - 1] + 1] for start, end in spans if end > start]
