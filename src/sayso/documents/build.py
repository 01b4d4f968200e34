"""Build a document's text from ranges of a page's characters, with their origins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sayso.documents.align import Stream
from sayso.documents.decode import Decoded
from sayso.model.document import Origin
from sayso.model.span import Span

#: An origin while it grows, its places in characters of the source: making one for each character of a
#: page is half of what it costs to read the page.
_Run = list[Any]
_INVISIBLE = frozenset("\u00ad\u200b\u2060\ufeff")


@dataclass(frozen=True, slots=True)
class Built:
    """A text, its paragraphs, and where each of its characters comes from."""

    text: str
    paragraphs: tuple[Span, ...]
    origins: tuple[Origin, ...]


def build(stream: Stream, ranges: Iterable[tuple[int, int]], decoded: Decoded) -> Built:
    """The ranges as paragraphs, white space collapsed, a blank line between them."""
    runs: list[_Run] = []
    pieces: list[str] = []
    spans: list[Span] = []
    length = 0
    for first, last in ranges:
        chars = _collapsed(stream, first, last)
        if not chars:
            continue
        if pieces:
            pieces.append("\n\n")
            # the blank line before a block comes from the place where the block begins
            runs.append([length, length + 2, chars[0][1], chars[0][1], False, chars[0][4]])
            length += 2
        begun = length
        for text, start, end, literal, element in chars:
            pieces.append(text)
            grown = length + len(text)
            _grow(runs, length, grown, start, end, literal, element)
            length = grown
        spans.append(Span(begun, length))
    return Built("".join(pieces), tuple(spans), _in_bytes(runs, decoded))


def _collapsed(stream: Stream, first: int, last: int) -> list[tuple[str, int, int, bool, str]]:
    found: list[tuple[str, int, int, bool, str]] = []
    for text, start, end, literal, element in stream.chars[first:last]:
        if text in _INVISIBLE:
            continue
        if not text.isspace():
            found.append((text, start, end, literal, element))
        elif found and found[-1][0] == " ":
            _, begun, _, _, holder = found[-1]
            found[-1] = (" ", begun, end, False, holder)
        elif found:
            found.append((" ", start, end, literal and text == " ", element))
    while found and found[-1][0] == " ":
        found.pop()
    return found


def _grow(
    runs: list[_Run], begun: int, grown: int, start: int, end: int, literal: bool, element: str
) -> None:
    """Put a character to the run before it, where it follows on it in the text and in the page, and
    is of the same element."""
    if runs and literal:
        last = runs[-1]
        if last[4] and last[3] == start and last[5] == element:
            last[1], last[3] = grown, end
            return
    runs.append([begun, grown, start, end, literal, element])


def _in_bytes(runs: list[_Run], decoded: Decoded) -> tuple[Origin, ...]:
    """The runs with offsets in bytes where they had offsets in characters of the source."""
    offset = decoded.offsets(sorted({place for run in runs for place in (run[2], run[3])}))
    return tuple(
        Origin(start, end, offset[first], offset[last], linear=linear, element=element)
        for start, end, first, last, linear, element in runs
    )
