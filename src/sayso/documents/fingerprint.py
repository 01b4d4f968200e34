"""A short sketch of a text by which near copies find each other."""

from __future__ import annotations

import re
import zlib

#: Words in a shingle, and numbers in a sketch.
_SHINGLE = 5
SIZE = 64
_WORD = re.compile(r"[^\W_]+")


def fingerprint(text: str) -> tuple[int, ...]:
    """The least 32-bit hashes of the text's shingles of five words, in rising order.

    A bottom-k sketch (Broder, 1997): the share of numbers that two texts have in common estimates
    how much of their wording they share, also where one holds the other.
    """
    words = [word.encode() for word in _WORD.findall(text.lower())]
    starts = range(max(1, len(words) - _SHINGLE + 1)) if words else range(0)
    hashes = {zlib.crc32(b" ".join(words[i : i + _SHINGLE])) for i in starts}
    return tuple(sorted(hashes)[:SIZE])
