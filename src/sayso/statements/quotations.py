"""Pair the quotation marks of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_MARK = re.compile(r"``|''|[\"“”„‟«»‘’']")
_OPENING = {"“": "”", "„": "“”", "‟": "”", "«": "»", "``": "''"}
_SINGLE_OPENING = {"‘": "’"}


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words with their marks: ``[start, end)`` in the text, marks included.

    ``closed`` is false where the paragraph ends before the quotation does, as in a quotation that
    runs on in the next paragraph. ``depth`` is 0 for the outermost.
    """

    start: int
    end: int
    closed: bool
    depth: int


# each paragraph of an article is asked for by several, one after another
@lru_cache(maxsize=256)
def quotations(text: str, start: int = 0, end: int | None = None) -> tuple[Quotation, ...]:
    """The quotations of ``text[start:end]``, taken as one paragraph, outermost first by place.

    Double marks pair first; single marks count as quotations inside of them, or where they stand as
    marks and not as apostrophes. A straight mark opens or closes by what surrounds it. An odd mark
    that opens runs to the paragraph's end; an odd mark that closes is ignored.
    """
    stop = len(text) if end is None else end
    found: list[Quotation] = []
    stack: list[tuple[str, int]] = []  # (the marks that close it, where it opened)
    for position, mark in _marks(text, start, stop):
        closers = [i for i, (closing, _) in enumerate(stack) if mark in _split(closing)]
        if closers and not (mark in "\"'" and _opens(text, position, mark, start, stop)):
            index = closers[-1]
            found.append(Quotation(stack[index][1], position + len(mark), closed=True, depth=index))
            del stack[index:]
        elif (closing := _closing_of(mark, text, position, start, stop)) and not any(
            mark in ("'", "‘") and _split(c)[0] in ("'", "’") for c, _ in stack
        ):
            stack.append((closing, position))
    found.extend(
        Quotation(opened, _trim(text, opened, stop), closed=False, depth=depth)
        for depth, (closing, opened) in enumerate(stack)
        if _split(closing)[0] not in ("'", "’")  # an unclosed single mark is an apostrophe
    )
    return tuple(sorted(found, key=lambda q: (q.start, -q.end)))


def _marks(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    for match in _MARK.finditer(text, start, end):
        mark, position = match.group(), match.start()
        if mark in ("'", "’", "‘") and _apostrophe(text, position, start, end):
            continue
        yield position, mark


def _apostrophe(text: str, position: int, start: int, end: int) -> bool:
    """Whether the single mark stands inside a word ("don't") or before an elision ("'90s")."""
    before = text[position - 1] if position > start else " "
    after = text[position + 1] if position + 1 < end else " "
    return (before.isalnum() and after.isalnum()) or (not before.isalnum() and after.isdigit())


def _opens(text: str, position: int, mark: str, start: int, end: int) -> bool:
    before = text[position - 1] if position > start else " "
    after = text[position + len(mark)] if position + len(mark) < end else " "
    return (before.isspace() or before in "([{—–-/“‘\"'") and not after.isspace()


def _closing_of(mark: str, text: str, position: int, start: int, end: int) -> str | None:
    if mark in _OPENING:
        return _OPENING[mark]
    if mark in _SINGLE_OPENING:
        return _SINGLE_OPENING[mark] + "'"
    if mark in ('"', "'") and _opens(text, position, mark, start, end):
        return {'"': '"”', "'": "'’"}[mark]
    return None


def _split(closing: str) -> tuple[str, ...]:
    return (closing,) if closing == "''" else tuple(closing)


def _trim(text: str, start: int, end: int) -> int:
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return end
