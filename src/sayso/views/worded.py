"""Mark what was taken out and what was put in, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

_WORD = re.compile(r"\s+|[^\s]+")
#: Longer texts are not compared word by word: it would take too long to be worth it.
_LONGEST = 4000

#: Words, and whether the other text has them not.
Pieces = tuple[tuple[str, bool], ...]


def worded(before: str, after: str) -> tuple[Pieces, Pieces]:
    """Both texts in pieces."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) + len(new) > _LONGEST:
        return ((before, True),), ((after, True),)
    was: list[tuple[str, bool]] = []
    now: list[tuple[str, bool]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        was.extend(_pieces("".join(old[a:b]), other=tag != "equal"))
        now.extend(_pieces("".join(new[c:d]), other=tag != "equal"))
    return tuple(was), tuple(now)


def _pieces(words: str, *, other: bool) -> Iterator[tuple[str, bool]]:
    """The words as they are marked: the space around them is nothing that was put in or taken out."""
    if not words:
        return
    bare = words.strip()
    if not other or not bare:
        bare, other = words, other and bool(bare)
    before, _, after = words.partition(bare)
    yield from ((part, mark) for part, mark in ((before, False), (bare, other), (after, False)) if part)
