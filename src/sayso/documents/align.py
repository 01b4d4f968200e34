"""Find an extracted text again in what the page shows, character by character."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise, repeat

from sayso.documents.source import Break, Script, Shown, walk

_SENTENCE = re.compile(r"(?<=[.!?”\"’])\s+")
#: A run this long, in letters, is told from chance.
_SHORTEST_ANCHOR = 12
#: Pieces that are looked for though they are nowhere, before we look only a little way ahead: it
#: keeps hostile pages linear.
_MOST_LOST = 300
_AHEAD = 20_000


@dataclass(slots=True)
class Stream:
    """What a page shows as one sequence of characters.

    ``chars`` holds for each character ``(text, start, end, literal, element)`` of the source;
    ``key`` is the same as ``key_of`` writes it, for looking things up, and ``owners`` says which
    character each code point of the key comes from. ``breaks`` are the indices of the characters
    before which a block begins. ``scripts`` are the raw elements.
    """

    chars: list[tuple[str, int, int, bool, str]] = field(default_factory=list)
    key: str = ""
    owners: list[int] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    scripts: list[Script] = field(default_factory=list)


def stream(source: str) -> Stream:
    """The page's characters, in order."""
    found = Stream()
    key: list[str] = []
    for item in walk(source):
        if isinstance(item, Break):
            found.breaks.append(len(found.chars))
        elif isinstance(item, Script):
            found.scripts.append(item)
        elif item.literal and item.text.isascii():
            _take_ascii(found, key, item)
        else:
            for char in _characters(item):
                for part in _key(char[0]):
                    key.append(part)
                    found.owners.append(len(found.chars))
                found.chars.append(char)
    found.key = "".join(key)
    return found


def _take_ascii(found: Stream, key: list[str], item: Shown) -> None:
    """What the general way does, for the characters that most pages consist of: there are many."""
    text, begun, start = item.text, len(found.chars), item.start
    places = range(start, start + len(text) + 1)
    found.chars.extend(zip(text, places, places[1:], repeat(True), repeat(item.element), strict=False))
    shown = [n for n, char in enumerate(text) if " " < char < "\x7f"]
    lowered = text.lower()
    key.extend(lowered[n] for n in shown)
    found.owners.extend(begun + n for n in shown)


def _characters(item: Shown) -> Iterator[tuple[str, int, int, bool, str]]:
    if not item.literal:
        yield item.text, item.start, item.end, False, item.element
        return
    for index, char in enumerate(item.text):
        yield char, item.start + index, item.start + index + 1, True, item.element


@lru_cache(4096)  # pages use few different characters
def _key(text: str) -> str:
    if text.isascii():
        return text.lower() if text.isprintable() and text != " " else _seen(text.lower())
    return _seen(unicodedata.normalize("NFKC", text).lower())


def _seen(text: str) -> str:
    return "".join(c for c in text if c.isprintable() and not c.isspace())


def key_of(text: str) -> str:
    """A text as it is looked up: NFKC, lower case, without white space and unprintable characters.

    The soft hyphen, joiners and marks of direction are unprintable; libraries drop them.
    """
    return "".join(map(_key, text))


def ranges(found: Stream, blocks: Iterable[str]) -> Iterator[tuple[int, int]]:
    """For each block, the ranges of the stream's characters that show it, in order.

    A block is looked for after the one before it, then from the start; where it is not found in one
    piece, its sentences are. A piece so short that it may stand anywhere has to fill its line.
    """
    cursor, lost = 0, 0
    for block in blocks:
        for piece in (block, *_SENTENCE.split(block)):
            key = key_of(piece)
            if not key:
                continue
            place = _place(found, key, cursor, cursor + _AHEAD if lost > _MOST_LOST else None)
            if place < 0 and len(key) >= _SHORTEST_ANCHOR and lost <= _MOST_LOST:
                place = _place(found, key, 0, None)
            lost += place < 0
            if place >= 0:
                cursor = place + len(key)
                yield found.owners[place], found.owners[cursor - 1] + 1
                if piece is block:
                    break


def _place(found: Stream, key: str, start: int, end: int | None) -> int:
    """Where the key stands, from a place on; -1 if nowhere."""
    place = found.key.find(key, start, end)
    if len(key) >= _SHORTEST_ANCHOR:
        return place
    for _ in range(_MOST_LOST):
        if place < 0 or _fills_line(found, place, place + len(key)):
            return place
        place = found.key.find(key, place + 1, end)
    return -1


def _fills_line(found: Stream, start: int, end: int) -> bool:
    """Whether a block begins at the one place of the key and another at the other."""
    return all(
        place in (0, len(found.key))
        or bisect_right(found.breaks, found.owners[place])
        > bisect_right(found.breaks, found.owners[place - 1])
        for place in (start, end)
    )


def crosses_break(found: Stream, first: int, last: int) -> list[tuple[int, int]]:
    """The range cut where blocks begin."""
    inside = found.breaks[bisect_left(found.breaks, first + 1) : bisect_left(found.breaks, last)]
    edges = [first, *dict.fromkeys(inside), last]
    return list(pairwise(edges))
