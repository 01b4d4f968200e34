"""Build a document's text from ranges of a page's characters, with their origins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sayso.documents.align import Stream
from sayso.documents.decode import Decoded
from sayso.model.document import Origin
from sayso.model.span import Span

_INVISIBLE = frozenset("\u00ad\u200b\u2060\ufeff")


@dataclass(frozen=True, slots=True)
class Built:
    """A text, its paragraphs, and where each of its characters comes from."""

    text: str
    paragraphs: tuple[Span, ...]
    origins: tuple[Origin, ...]


def build(stream: Stream, ranges: Iterable[tuple[int, int]], decoded: Decoded) -> Built:
    """The ranges as paragraphs, white space collapsed, a blank line between them."""
    runs: list[Origin] = []
    pieces: list[str] = []
    spans: list[Span] = []
    length = 0
    for first, last in ranges:
        chars = _collapsed(stream, first, last)
        if not chars:
            continue
        if pieces:
            pieces.append("\n\n")
            runs.append(_gap(length, length + 2, chars[0]))
            length += 2
        begun = length
        for text, start, end, literal, element in chars:
            pieces.append(text)
            grown = length + len(text)
            runs.append(Origin(length, grown, start, end, linear=literal, element=element))
            length = grown
        spans.append(Span(begun, length))
    return Built("".join(pieces), tuple(spans), _in_bytes(_joined(runs), decoded))


def _gap(start: int, end: int, after: tuple[str, int, int, bool, str]) -> Origin:
    """The blank line before a block comes from the place where the block begins."""
    return Origin(start, end, after[1], after[1], linear=False, element=after[4])


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


def _joined(runs: list[Origin]) -> list[Origin]:
    """Neighbouring runs of one element as one, where characters follow one another in both."""
    joined: list[Origin] = []
    for run in runs:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.linear
            and run.linear
            and last.byte_end == run.byte_start
            and last.element == run.element
        ):
            joined[-1] = replace(last, end=run.end, byte_end=run.byte_end)
        else:
            joined.append(run)
    return joined


def _in_bytes(runs: list[Origin], decoded: Decoded) -> tuple[Origin, ...]:
    """The runs with offsets in bytes where they had offsets in characters of the source."""
    places = sorted({p for run in runs for p in (run.byte_start, run.byte_end)})
    offset = decoded.offsets(places)
    return tuple(
        replace(run, byte_start=offset[run.byte_start], byte_end=offset[run.byte_end]) for run in runs
    )
