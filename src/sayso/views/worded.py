"""Mark what was taken out and what was put in, word by word."""

from __future__ import annotations

import re
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
        if a < b:
            was.append(("".join(old[a:b]), tag != "equal"))
        if c < d:
            now.append(("".join(new[c:d]), tag != "equal"))
    return tuple(was), tuple(now)
