"""Find the paragraphs of plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.documents.furniture import begins_tail, is_furniture
from sayso.model.span import Span

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_LIST_MARK = re.compile(r"\s*(?:[-*•–—>#|]|\d{1,3}[.)])\s")
#: Hard-wrapped lines are about as long as one another: of lines of one block that are followed by
#: another, this share is within `_RAGGED` of the longest, which is between the two widths.
_WRAPPED_SHARE = 0.7
_RAGGED = 18
_NARROWEST, _WIDEST = 40, 110
#: A title is at most this long, in code points.
LONGEST_TITLE = 220


def paragraphs(text: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The paragraphs of the prose, and the lines that are page furniture, both in order.

    A paragraph is a line, or a block of lines that were wrapped at a column.
    """
    prose: list[Span] = []
    furniture: list[Span] = []
    tail = False
    for block in _blocks(text):
        for span in _split(text, block):
            words = text[span.start : span.end]
            tail = tail or (bool(prose) and begins_tail(words))
            (furniture if tail or is_furniture(words) else prose).append(span)
    return tuple(prose), tuple(furniture)


def _blocks(text: str) -> list[list[Span]]:
    """Runs of lines with no blank line between them."""
    blocks: list[list[Span]] = []
    for match in _LINE.finditer(text):
        if match[0].isspace():
            continue
        line = stripped(text, *match.span())
        if blocks and text.count("\n", blocks[-1][-1].end, line.start) == 1:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def stripped(text: str, start: int, end: int) -> Span:
    """The stretch without the white space around its words."""
    words = text[start:end]
    return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


def _split(text: str, lines: Sequence[Span]) -> list[Span]:
    """One paragraph where the lines were wrapped, else a paragraph a line."""
    if not is_wrapped([text[line.start : line.end] for line in lines]):
        return list(lines)
    return [Span(lines[0].start, lines[-1].end)]


def is_wrapped(lines: Sequence[str]) -> bool:
    """Whether the lines of a block read as one paragraph that was wrapped at a column."""
    if len(lines) < 2 or any(_LIST_MARK.match(line) for line in lines):
        return False
    body = [len(line) for line in lines[:-1]]
    longest = max(body)
    if not _NARROWEST <= longest <= _WIDEST or len(lines[-1]) > longest + _RAGGED:
        return False
    even = sum(longest - size <= _RAGGED for size in body)
    open_ends = sum(not _SENTENCE_END.search(line) for line in lines[:-1])
    return even >= _WRAPPED_SHARE * len(body) and 2 * open_ends >= len(body)


def title_of(text: str, found: Sequence[Span]) -> Span | None:
    """The first paragraph, where it reads like a title: short, one line, with more after it."""
    if len(found) < 2:
        return None
    words = text[found[0].start : found[0].end]
    sentences = len(re.findall(r"[.!?][\"'”’]?\s+[\"'“‘]?[A-Z]", words))
    if len(words) > LONGEST_TITLE or "\n" in words or sentences > 1 or words[0] in "\"“'‘":
        return None
    return found[0]
