"""Make text from elsewhere safe to show on one line of a terminal."""

from __future__ import annotations

import unicodedata

#: Controls that reorder what is shown (Unicode's UAX 9), by which a text can pretend to be another.
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def shown(text: str) -> str:
    """The text on one line: white space collapsed, controls replaced by U+FFFD, bidi controls gone."""
    line = " ".join(text.split())
    if line.isascii() and line.isprintable():
        return line
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) in ("Cc", "Cs") else c
        for c in line
        if c not in _BIDI
    )


#: Characters of a statement that are shown among others; the article has them all.
BRIEF = 2000


def brief(text: str, most: int = BRIEF) -> str:
    """The same, of a text that may be endless: cut after so many characters."""
    if len(text) <= most:
        return shown(text)
    cut = shown(text[:most])
    return f"{cut[: max(cut.rfind(' '), most // 2)]} …"
