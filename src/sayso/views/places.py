"""Say where in an article something stands."""

from __future__ import annotations

from bisect import bisect_right

from sayso.model.document import Document
from sayso.model.span import Passage
from sayso.model.statement import Statement


def anchor(statement: Statement) -> Passage:
    """The words that a statement is shown by: its content, or its cue where that is empty."""
    return statement.content or statement.cue or statement.source


def place(document: Document, passage: Passage) -> str:
    """The paragraph and the offsets of a passage, for people."""
    starts = [p.start for p in document.paragraphs]
    number = bisect_right(starts, passage.start)
    where = "title" if _in_title(document, passage) else f"paragraph {max(number, 1)}"
    return f"{where}, {passage.start}–{passage.end}"


def _in_title(document: Document, passage: Passage) -> bool:
    title = document.title_span
    return title is not None and title.start <= passage.start and passage.end <= title.end
