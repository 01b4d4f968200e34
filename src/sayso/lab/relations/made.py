"""Articles made of given statements, for measuring what needs no extractor."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.ledger.records import Article
from sayso.model.attribution import Form
from sayso.model.document import Document, MediaType, Origin, RawPage
from sayso.model.reading import Reading
from sayso.model.span import Passage, Span
from sayso.model.speaker import Kind, Link, Speaker
from sayso.model.statement import Act, Certainty, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who says what, by which words."""

    speaker: str
    cue: str
    content: str
    act: Act
    kind: Kind = Kind.PERSON


def article(
    told: Sequence[Told], *, publisher: str, published: str, number: int, title: str = "What was said"
) -> Article:
    """An article with a paragraph for each statement; ``number`` keeps it apart from any other."""
    text, spans = f"{title} {number}\n", []
    for one in told:
        start = len(text)
        text += f"{one.speaker} {one.cue} {one.content}.\n"
        spans.append(Span(start, len(text) - 1))
    raw = text.encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(raw).hexdigest()
    document = Document(
        id=digest[:16],
        sha256=digest,
        text=text,
        path=f"{number}.txt",
        title=f"{title} {number}",
        publisher=publisher,
        published=published,
        language="en",
        paragraphs=tuple(spans),
        origins=(Origin(0, len(text), 0, len(raw)),),
    )
    statements = tuple(_statement(document, s.start, one) for s, one in zip(spans, told, strict=True))
    reading = Reading(document=document, statements=statements, readers=("by hand",))
    page = RawPage(content=raw, media_type=MediaType.TEXT, path=document.path)
    return Article(reading=reading, page=page, source=str(document.path))


def _statement(document: Document, at: int, one: Told) -> Statement:
    verb = at + len(one.speaker) + 1
    first = verb + len(one.cue) + 1
    places = (
        Span(first, first + len(one.content)),
        Span(verb, verb + len(one.cue)),
        Span(at, at + len(one.speaker)),
    )
    content, cue, source = (Passage.of(document.text, [place]) for place in places)
    hidden = one.kind is Kind.ANONYMOUS
    name, description = (None, one.speaker) if hidden else (one.speaker, None)
    return Statement(
        id=hashlib.sha256(f"{document.sha256}{places}".encode()).hexdigest()[:16],
        content=content,
        cue=cue,
        source=source,
        speaker=Speaker(name=name, kind=one.kind, description=description),
        form=Form.INDIRECT,
        act=one.act,
        negated=False,
        certainty=Certainty.CERTAIN,
        said=None,
        addressee=None,
        venue=None,
        chain=(Link(name=name, kind=one.kind, description=description, text=one.speaker),),
        confidence=0.9,
    )
