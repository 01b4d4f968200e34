"""Find an extracted text again in what the page shows, character by character."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

from sayso.documents.source import Break, Script, Shown, walk

_SENTENCE = re.compile(r"(?<=[.!?”\"’])\s+")
#: A run this long, in letters, is told from chance.
_SHORTEST_ANCHOR = 12
#: Pieces that are looked for though they are nowhere, before we look only a little way ahead: it
#: keeps hostile pages linear.
_MOST_LOST = 300
_AHEAD = 20_000
#: Code points of the text from one mark of the key to the next: a place is looked for between two.
_STEP = 64
#: Different characters whose keys are kept: more than any one script has.
_MOST_KEPT = 50_000


class _Keys(dict[int, "str | None"]):
    """What each character is in a key, for ``str.translate``; null for what is left out."""

    def __missing__(self, code: int) -> str | None:
        folded = unicodedata.normalize("NFKC", chr(code)).lower()
        key = "".join(c for c in folded if c.isprintable() and not c.isspace()) or None
        if len(self) < _MOST_KEPT:
            self[code] = key
        return key


_KEYS = _Keys()


def key_of(text: str) -> str:
    """A text as it is looked up: NFKC, lower case, without white space and unprintable characters.

    The soft hyphen, joiners and marks of direction are unprintable; libraries drop them.
    """
    return text.translate(_KEYS)


@dataclass(frozen=True, slots=True)
class Stream:
    """What a page shows as one text.

    ``runs`` are the stretches of the source that show it, in order, and ``starts`` says where in the
    text each of them begins. ``key`` is the text as ``key_of`` writes it, for looking things up, and
    ``marks`` says how long the key is before every ``_STEP`` code points of the text. ``breaks`` are
    the places in the text where a block begins. ``scripts`` are the raw elements.
    """

    text: str
    runs: list[Shown]
    starts: list[int]
    key: str
    marks: list[int]
    breaks: list[int]
    scripts: list[Script]

    def reach(self, at: int) -> int:
        """How long the key of the text before the place is."""
        step = at // _STEP
        return self.marks[step] + len(key_of(self.text[step * _STEP : at]))

    def character(self, place: int) -> tuple[int, int]:
        """The character of the text that a code point of the key comes from.

        A character reference is one character, though it stand for several code points.
        """
        step = bisect_right(self.marks, place) - 1
        at, reached = step * _STEP, self.marks[step]
        for character in self.text[at : at + _STEP]:
            reached += len(_KEYS[ord(character)] or "")
            if reached > place:
                break
            at += 1
        number = bisect_right(self.starts, at) - 1
        run, start = self.runs[number], self.starts[number]
        return (at, at + 1) if run.literal else (start, start + len(run.text))

    def between(self, first: int, last: int) -> Iterator[Shown]:
        """The runs that show a range of the text, cut to it; a character reference is never cut."""
        for number in range(bisect_right(self.starts, first) - 1, bisect_left(self.starts, last)):
            run, start = self.runs[number], self.starts[number]
            if run.literal:
                begin, end = max(first - start, 0), min(last - start, len(run.text))
                yield Shown(run.text[begin:end], run.start + begin, run.start + end, True, run.element)
            else:
                yield run


def stream(source: str) -> Stream:
    """What the page shows, in order."""
    runs: list[Shown] = []
    starts: list[int] = []
    breaks: list[int] = []
    scripts: list[Script] = []
    length = 0
    for item in walk(source):
        if isinstance(item, Shown):
            runs.append(item)
            starts.append(length)
            length += len(item.text)
        elif isinstance(item, Break):
            breaks.append(length)
        else:
            scripts.append(item)
    text = "".join([run.text for run in runs])
    keys = [key_of(text[at : at + _STEP]) for at in range(0, length, _STEP)]
    marks = list(accumulate(map(len, keys), initial=0))
    return Stream(text, runs, starts, "".join(keys), marks, breaks, scripts)


def ranges(found: Stream, blocks: Iterable[str]) -> Iterator[tuple[int, int]]:
    """For each block, the ranges of the stream's text that show it, in order.

    A block is looked for after the one before it, then from the start; where it is not found in one
    piece, its sentences are. A piece so short that it may stand anywhere has to fill its line.
    """
    cursor, lost = 0, 0
    for block in blocks:
        for piece in _pieces(block):
            key = key_of(piece)
            if not key:
                continue
            place = _place(found, key, cursor, cursor + _AHEAD if lost > _MOST_LOST else None)
            if place < 0 and len(key) >= _SHORTEST_ANCHOR and lost <= _MOST_LOST:
                place = _place(found, key, 0, None)
            lost += place < 0
            if place >= 0:
                cursor = place + len(key)
                yield found.character(place)[0], found.character(cursor - 1)[1]
                if piece is block:
                    break


def _pieces(block: str) -> Iterator[str]:
    yield block
    yield from _SENTENCE.split(block)


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
        or bisect_right(found.breaks, found.character(place)[0])
        > bisect_right(found.breaks, found.character(place - 1)[0])
        for place in (start, end)
    )


def crosses_break(found: Stream, first: int, last: int) -> list[tuple[int, int]]:
    """The range cut where blocks begin."""
    inside = found.breaks[bisect_left(found.breaks, first + 1) : bisect_left(found.breaks, last)]
    edges = [first, *dict.fromkeys(inside), last]
    return list(pairwise(edges))
