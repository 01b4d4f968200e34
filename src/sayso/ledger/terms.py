"""The terms that full text is looked up by, the same for every backend."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sayso.errors import UsageError
from sayso.ledger.names import plain

_WORD = re.compile(r"[^\W_]+")
#: Words longer than this are cut, in code points: they are no words.
_LONGEST = 64
_MOST = 32


def terms(text: str) -> list[str]:
    """The text's words in lower case, without accents and the s of the plural."""
    # most words are terms as they are, which is told sooner than looked up
    words = _WORD.findall(plain(text))
    return [_stem(word) if word[-1] == "s" or len(word) > _LONGEST else word for word in words]


@lru_cache(maxsize=32768)
def _stem(word: str) -> str:
    """The word, cut if need be, without the s: the S-stemmer (Harman, How effective is suffixing?, 1991)."""
    word = word[:_LONGEST]
    if len(word) < 4 or not word.endswith("s"):
        return word
    if word.endswith("ies"):
        return word if word.endswith(("eies", "aies")) else word[:-3] + "y"
    if word.endswith("es"):
        return word if word.endswith(("aes", "ees", "oes")) else word[:-1]
    return word if word.endswith(("us", "ss")) else word[:-1]


@dataclass(frozen=True, slots=True)
class Sought:
    """One part of a query: words that stand in a row. ``prefix``: the last may go on."""

    words: tuple[str, ...]
    prefix: bool = False
    excluded: bool = False


def sought(query: str) -> tuple[Sought, ...]:
    """The parts of a query: words, "phrases", prefix*, and -words that must not be there.

    Raises:
        UsageError: if it holds no word to look for.
    """
    found = tuple(_sought(query))
    if not any(not part.excluded for part in found):
        raise UsageError(f"{query!r} holds no word to look for")
    return found


def _sought(query: str) -> Iterator[Sought]:
    for piece in _pieces(query)[:_MOST]:
        excluded = piece.startswith("-")
        prefix = piece.endswith("*")
        words = _WORD.findall(plain(piece))
        if words:
            last = words[-1][:_LONGEST] if prefix else _stem(words[-1])
            before = [_stem(word) for word in words[:-1]]
            yield Sought((*before, last), prefix, excluded)


def _pieces(query: str) -> list[str]:
    """The query cut at spaces that stand in no quotation."""
    lexer = shlex.shlex(query.replace("“", '"').replace("”", '"'), posix=True)
    lexer.whitespace_split, lexer.commenters, lexer.quotes, lexer.escape = True, "", '"', ""
    try:
        return list(lexer)
    except ValueError:  # a quotation that is not closed
        return query.replace('"', " ").split()
