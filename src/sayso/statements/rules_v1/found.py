"""What a rule finds, before it becomes an attribution."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.model.span import Span
from sayso.statements.quotations import Quotation
from sayso.statements.rules_v1.parse import Parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Spans of one attribution; ``paragraph`` and ``verb`` are where its cue's main word stands."""

    contents: tuple[Span, ...]
    cue: Span
    source: Span | None
    confidence: float
    paragraph: int = 0
    verb: int = -1
    direct: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph with its words and its outermost quotations."""

    number: int
    span: Span
    text: str
    parsed: Parsed
    quotations: tuple[Quotation, ...]

    def quoted(self, place: int) -> Quotation | None:
        """The outermost quotation around the place in the document's text."""
        at = bisect_right(self.quotations, place, key=lambda q: q.start) - 1
        return self.quotations[at] if at >= 0 and place < self.quotations[at].end else None

    def first_word(self, place: int) -> int:
        """The index of the first word that begins at the place or after it."""
        return bisect_left(self.parsed.words, place, key=lambda w: w.start)

    def between(self, start: int, end: int) -> str:
        """The document's text between two places inside the paragraph."""
        return self.text[start - self.span.start : end - self.span.start]


def bare(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans without the blanks, commas and dashes at their edges; empty ones are left out."""
    cut = []
    for span in spans:
        start, end = span.start, span.end
        while start < end and (text[start].isspace() or text[start] in ",;:-–—)"):
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:-–—("):
            end -= 1
        if start < end and any(c.isalnum() for c in text[start:end]):
            cut.append(Span(start, end))
    return tuple(cut)
