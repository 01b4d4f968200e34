"""Attributions inside a content: who is said to have said what.

The training data marks no nesting, since a word has at most one role there. But a content without
its own quotation marks reads like any sentence, so the tagger is run on it again, and again on what
it finds there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sayso.model.attribution import Attribution
from sayso.model.span import Span
from sayso.statements.quotations import Quotation

#: Levels below the outermost that are looked for, and the fewest words that can hold another.
DEEPEST = 5
_FEWEST_LETTERS = 18

Find = Callable[[list[tuple[int, int]]], list[Attribution]]


def nested(
    text: str, outer: Sequence[Attribution], marks: Sequence[Quotation], find: Find
) -> list[Attribution]:
    """All attributions inside the outer ones' contents, to any depth up to ``DEEPEST``.

    Args:
        text: the document's text.
        outer: the outermost attributions.
        marks: the document's quotations.
        find: reads stretches of the text, each as if it were a paragraph.
    """
    found: list[Attribution] = []
    level = list(outer)
    for _ in range(DEEPEST):
        parts = [
            part
            for attribution in level
            for span in attribution.content.spans
            if (part := _inner(text, span, marks)) is not None
        ]
        if not parts:
            break
        level = [a for a in find(parts) if a.source and not _whole(a, parts)]
        found.extend(level)
    return found


def _inner(text: str, span: Span, marks: Sequence[Quotation]) -> tuple[int, int] | None:
    """The span without quotation marks around all of it; null where it is too short."""
    start, end = span.start, span.end
    for q in marks:
        if q.start == start and q.end >= end:
            start, end = start + 1, min(end, q.end - (1 if q.closed else 0))
    return (start, end) if end - start >= _FEWEST_LETTERS else None


def _whole(attribution: Attribution, parts: Sequence[tuple[int, int]]) -> bool:
    """Whether the attribution leaves nothing of its part outside, so that it nests in nothing."""
    return any(
        attribution.content.start <= start + 1 and attribution.content.end >= end - 1 for start, end in parts
    )
