"""What makes two spellings of a name the same."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")


def plain(text: str) -> str:
    """The text in lower case, without accents."""
    if text.isascii():
        return text.lower()
    # capitals come out of the first (𝓐), and signs that are written apart out of the second (ß, ŉ)
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


@lru_cache(maxsize=8192)
def name_key(name: str | None) -> str:
    """A name as it is looked up: its words, in order; empty where there are none.

    >>> name_key("Ilse  MÁRREN-Dray")
    'ilse marren dray'
    """
    return " ".join(_WORD.findall(plain(name or "")))
