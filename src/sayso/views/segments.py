"""Cut a text wherever a statement's words begin or end, so that each can be marked in one flow of words.

Marks overlap without nesting, which elements can't: so the text is cut at all borders, and each segment
carries all that covers it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from sayso.model.span import Span
from sayso.model.statement import Statement


class Role(StrEnum):
    """What words are to a statement."""

    CONTENT = "content"
    CUE = "cue"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of a text with what covers all of them.

    ``covering`` are the statements, by their number, with what the words are to each; the widest
    content first, so that the last is the one that the words belong to most closely. ``begins`` are
    the statements whose first words these are.
    """

    start: int
    end: int
    covering: tuple[tuple[int, Role], ...] = ()
    begins: tuple[int, ...] = ()

    @property
    def numbers(self) -> tuple[int, ...]:
        """The statements, each once."""
        return tuple(dict.fromkeys(number for number, _ in self.covering))

    @property
    def depth(self) -> int:
        """How many contents lie over one another here."""
        return sum(role is Role.CONTENT for _, role in self.covering)


def segments(parts: Sequence[Span], statements: Sequence[Statement]) -> Iterator[tuple[Segment, ...]]:
    """The segments of each part, in order. ``parts`` are ordered and apart, as paragraphs are.

    Walks over all borders once, whatever the number of statements.
    """
    marks = sorted(_marks(statements), key=lambda m: (m[0].start, -m[0].end, m[1]))
    waiting, open_marks, begun = 0, [], set[int]()
    for part in parts:
        while waiting < len(marks) and marks[waiting][0].start < part.end:
            open_marks.append(marks[waiting])
            waiting += 1
        open_marks = [m for m in open_marks if m[0].end > part.start]
        yield tuple(_cut(part, open_marks, begun))


def _marks(statements: Sequence[Statement]) -> Iterator[tuple[Span, int, Role]]:
    for number, statement in enumerate(statements):
        for role in Role:
            for span in getattr(statement, role.value).spans:
                yield span, number, role


def _cut(part: Span, marks: Sequence[tuple[Span, int, Role]], begun: set[int]) -> Iterator[Segment]:
    edges = {part.start, part.end}
    edges.update(e for span, _, _ in marks for e in (span.start, span.end) if part.start < e < part.end)
    waiting, here = 0, list[tuple[Span, int, Role]]()
    for start, end in pairwise(sorted(edges)):
        while waiting < len(marks) and marks[waiting][0].start <= start:
            here.append(marks[waiting])
            waiting += 1
        here = [m for m in here if m[0].end > start]
        new = tuple(dict.fromkeys(n for _, n, _ in here if n not in begun))
        begun.update(new)
        yield Segment(start, end, _covering(here), new)


def _covering(here: Sequence[tuple[Span, int, Role]]) -> tuple[tuple[int, Role], ...]:
    """The contents first, the widest of them at the front."""
    ordered = sorted(here, key=lambda m: (m[2] is not Role.CONTENT, -len(m[0]), m[1]))
    contents = [(n, r) for _, n, r in ordered if r is Role.CONTENT]
    return (*contents, *((n, r) for _, n, r in ordered if r is not Role.CONTENT))
