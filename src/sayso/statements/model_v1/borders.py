"""Set a content's borders right where quotation marks tell them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.model.attribution import Form
from sayso.model.span import Span
from sayso.statements.quotations import Quotation

_LETTERS = re.compile(r"[^\W_]+")
_SPACE_OR_MARK = " \t\r\n\u00a0"


def settle(text: str, span: Span, quotations: Sequence[Quotation]) -> Span:
    """The span with each quotation's marks taken along when all of its words are inside.

    A quotation whose words are all inside the span brings its marks; one that only lends the span a
    mark is left outside.
    """
    start, end = span.start, span.end
    for q in quotations:
        inner_start, inner_end = q.start + 1, q.end - (1 if q.closed else 0)
        words = text[inner_start:inner_end]
        first = inner_start + len(words) - len(words.lstrip())
        last = inner_start + len(words.rstrip(" \t\r\n.,;!?"))
        if first >= last:
            continue
        if start <= first and last <= end:
            start, end = min(start, q.start), max(end, q.end)
    return _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Span:
    while end > start + 1 and text[end - 1] in _SPACE_OR_MARK:
        end -= 1
    while start < end - 1 and text[start] in _SPACE_OR_MARK:
        start += 1
    return Span(start, end)


def form(text: str, spans: Sequence[Span], quotations: Sequence[Quotation]) -> Form:
    """Whether all, some or none of the words stand inside quotation marks."""
    outer = [q for q in quotations if q.depth == 0]
    quoted = plain = 0
    for span in spans:
        inside = [(max(q.start, span.start), min(q.end, span.end)) for q in outer]
        inside = [(s, e) for s, e in inside if s < e]
        quoted += sum(_letters(text[s:e]) for s, e in inside)
        plain += _letters(text[span.start : span.end])
    if not quoted:
        return Form.INDIRECT
    return Form.DIRECT if quoted == plain else Form.MIXED


def _letters(words: str) -> int:
    return sum(map(len, _LETTERS.findall(words)))
