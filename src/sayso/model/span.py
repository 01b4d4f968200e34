"""Where words stand in a text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text, in Unicode code points, the end excluded.

    Raises:
        ValueError: if the span is empty or runs backwards.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        """Whether all of the other lies inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether they share a code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a text with their places: one span, several (discontinuous), or none.

    ``text`` is the spans' text, the pieces joined by " … "; it is empty where there are no spans.
    """

    text: str = ""
    spans: tuple[Span, ...] = ()

    @classmethod
    def of(cls, text: str, spans: Iterable[Span]) -> Passage:
        """The passage that the spans cut from the text, sorted by place."""
        ordered = tuple(sorted(spans))
        return cls(" … ".join(text[s.start : s.end] for s in ordered), ordered)

    def __bool__(self) -> bool:
        return bool(self.spans)

    @property
    def start(self) -> int:
        """The first code point; for an empty passage, -1."""
        return self.spans[0].start if self.spans else -1

    @property
    def end(self) -> int:
        """The end of the last span; for an empty passage, -1."""
        return self.spans[-1].end if self.spans else -1

    def within(self, other: Passage) -> bool:
        """Whether each span lies inside one of the other's spans."""
        return bool(self.spans) and all(any(o.contains(s) for o in other.spans) for s in self.spans)
