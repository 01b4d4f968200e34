"""Cut a paragraph into the words that the tagger tags."""

from __future__ import annotations

import re
from enum import IntEnum

# Letters and digits with inner apostrophes or hyphens; the points and commas inside a number; a
# possessive ending is a word of its own, so that a name's span can end before it. All else that is
# not white space stands alone.
_WORD = re.compile(
    r"\d+(?:[.,:]\d+)+"
    r"|['’]s(?![^\W_])"
    r"|[^\W_]+(?:(?!['’]s(?![^\W_]))['’\u02bc-][^\W_]+)*"
    r"|[^\s]"
)
#: Longest word, in code points, that is looked at: what is longer is cut to it for the model.
MAX_WORD = 60


class Shape(IntEnum):
    """What an uncased encoder cannot see of a word."""

    LOWER = 0
    CAPITALIZED = 1
    UPPER = 2
    OTHER = 3


SHAPES = len(Shape)
#: Features combine the shape with whether the word stands inside quotation marks.
FEATURES = 2 * SHAPES


def words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The ``[start, end)`` of each word of ``text[start:end]``, in order."""
    return [match.span() for match in _WORD.finditer(text, start, end)]


def shape(word: str) -> Shape:
    """A word's shape."""
    if word.islower():
        return Shape.LOWER
    if word.isupper() and len(word) > 1:
        return Shape.UPPER
    if word[:1].isupper():
        return Shape.CAPITALIZED
    return Shape.OTHER
