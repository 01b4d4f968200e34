"""Make readings by hand, to show."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sayso.model.attribution import Attribution, Form
from sayso.model.document import Document
from sayso.model.reading import Reading
from sayso.model.span import Passage, Span
from sayso.model.speaker import Kind, Link, Speaker
from sayso.model.statement import Act, Certainty, Statement


def document(text: str, **rest: Any) -> Document:
    """A document with each line as a paragraph."""
    spans, place = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(place, place + len(line)))
        place += len(line) + 1
    made = Document(id="d" * 16, sha256="0" * 64, text=text, paragraphs=tuple(spans))
    return replace(made, **rest)


def passage(text: str, words: str | None, start: int = 0) -> Passage:
    """Where the words stand in the text; none for no words."""
    if not words:
        return Passage()
    at = text.index(words, start)
    return Passage.of(text, [Span(at, at + len(words))])


def attribution(
    text: str, source: str, cue: str, content: str = "", *, form: Form = Form.INDIRECT, start: int = 0
) -> Attribution:
    """An attribution by its words, each looked for from ``start`` on."""
    return Attribution(
        content=passage(text, content, start),
        cue=passage(text, cue, start),
        source=passage(text, source, start),
        form=form,
        confidence=0.9,
    )


def statement(text: str, source: str, cue: str, words: str = "", /, **rest: Any) -> Statement:
    """A statement by its words, plain unless told otherwise."""
    speaker = Speaker(name=source or None, kind=Kind.PERSON)
    made = Statement(
        id=f"{abs(text.find(words or cue)):016x}",
        content=passage(text, words),
        cue=passage(text, cue),
        source=passage(text, source),
        speaker=speaker,
        form=Form.INDIRECT,
        act=Act.ASSERT,
        negated=False,
        certainty=Certainty.CERTAIN,
        said=None,
        addressee=None,
        venue=None,
        chain=(Link(name=source or None, kind=Kind.PERSON, description=None, text=source),),
        confidence=0.9,
    )
    return replace(made, **rest)


def reading(made: Document, *statements: Statement, **rest: Any) -> Reading:
    """The document with its statements."""
    return Reading(document=made, statements=statements, readers=("by hand",), **rest)
