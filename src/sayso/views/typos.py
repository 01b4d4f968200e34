"""Tell the mending of a typing error from another word."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

#: Shorter words differ by a letter and mean something else (sold, told).
_SHORTEST = 5


def same_words(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether two texts say the same words, but for typing errors that were mended.

    It errs to the side of telling a change: a hidden alteration is worse than one shown in vain.
    """
    if list(before) == list(after) or "".join(before) == "".join(after):
        return True
    parts = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return all(tag == "equal" or _mended(before[i:j], after[k:m]) for tag, i, j, k, m in parts)


def _mended(before: Sequence[str], after: Sequence[str]) -> bool:
    if "".join(before) == "".join(after):  # a hyphen or a space
        return True
    return len(before) == len(after) and all(map(is_typo, before, after))


def is_typo(a: str, b: str) -> bool:
    """Whether two words are one with two letters swapped, or one doubled or left out.

    Slips of that kind seldom make another word; a letter in the place of another (could, would), at
    the start (ever, never) or at the end (official, officials) often does, and a digit always.
    """
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    if len(short) < _SHORTEST or not (a.isalpha() and b.isalpha()) or a[0] != b[0] or a[-1] != b[-1]:
        return False
    if len(short) == len(long):
        differ = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
        return (
            len(differ) == 2
            and differ[1] == differ[0] + 1
            and a[differ[0]] == b[differ[1]]
            and a[differ[1]] == b[differ[0]]
        )
    return len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
