"""Build a document's text from ranges of a page's characters, with their origins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sayso.documents.align import Stream
from sayso.documents.decode import Decoded
from sayso.documents.source import Shown
from sayso.model.document import Origin
from sayso.model.span import Span

#: An origin while it grows, its places in characters of the source.
_Run = list[Any]
_INVISIBLE = "\u00ad\u200b\u2060\ufeff"
#: Words with single spaces between them, or white space; what is invisible is neither.
_PIECE = re.compile(rf"[^\s{_INVISIBLE}]++(?: [^\s{_INVISIBLE}]++)*+|\s+")


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
        shown = _collapsed(stream.between(first, last))
        if not shown:
            continue
        if pieces:
            pieces.append("\n\n")
            # the blank line before a block comes from the place where the block begins
            runs.append([length, length + 2, shown[0].start, shown[0].start, False, shown[0].element])
            length += 2
        begun = length
        for piece in shown:
            pieces.append(piece.text)
            _grow(runs, length, piece)
            length += len(piece.text)
        spans.append(Span(begun, length))
    return Built("".join(pieces), tuple(spans), _in_bytes(runs, decoded))


def _collapsed(shown: Iterable[Shown]) -> list[Shown]:
    """The runs with one space for all white space between words, and none around them."""
    found: list[Shown] = []
    for piece in _pieces(shown):
        if not piece.text.isspace():
            found.append(piece)
        elif found and found[-1].text == " ":
            found[-1] = found[-1]._replace(end=piece.end, literal=False)
        elif found:
            found.append(piece._replace(text=" ", literal=piece.literal and piece.text == " "))
    if found and found[-1].text == " ":
        found.pop()
    return found


def _pieces(shown: Iterable[Shown]) -> Iterator[Shown]:
    """The runs cut into words and white space, without what is invisible."""
    for run in shown:
        if run.literal:
            for match in _PIECE.finditer(run.text):
                first, last = match.span()
                yield Shown(match[0], run.start + first, run.start + last, True, run.element)
        elif run.text.strip(_INVISIBLE):
            yield run


def _grow(runs: list[_Run], length: int, piece: Shown) -> None:
    """Put a piece to the run before it, where it follows on it in the text and in the page."""
    grown = length + len(piece.text)
    if runs and piece.literal:
        last = runs[-1]
        if last[4] and last[3] == piece.start:
            last[1], last[3] = grown, piece.end
            return
    runs.append([length, grown, piece.start, piece.end, piece.literal, piece.element])


def _in_bytes(runs: list[_Run], decoded: Decoded) -> tuple[Origin, ...]:
    """The runs with offsets in bytes where they had offsets in characters of the source."""
    offset = decoded.offsets(sorted({place for run in runs for place in (run[2], run[3])}))
    return tuple(
        Origin(start, end, offset[first], offset[last], linear=linear, element=element)
        for start, end, first, last, linear, element in runs
    )
