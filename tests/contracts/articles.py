"""Readings made by hand, for tests of the ledger that need no extractor."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from sayso.ledger.records import Article
from sayso.model.attribution import Form
from sayso.model.document import Document, MediaType, Origin, RawPage
from sayso.model.reading import Reading
from sayso.model.span import Passage, Span
from sayso.model.speaker import Kind, Link, Speaker
from sayso.model.statement import Act, Addressee, Certainty, CredibilityNote, Said, Statement

#: Who says what: the name, the cue, the words, the act.
Line = tuple[str, str, str, Act]

PUMPS: tuple[Line, ...] = (
    ("Ilse Marren", "denied", "the city had sold the pumping station", Act.DENY),
    ("Joss Hallam", "asked", "who had let the lorries in", Act.ASK),
    ("Ilse Marren", "said", "the key was kept in the town hall", Act.ASSERT),
)


def article(
    lines: Sequence[Line] = PUMPS,
    *,
    url: str | None = None,
    path: str | None = None,
    publisher: str | None = "Velmor Courier",
    published: str | None = "2025-02-26",
    title: str = "The pumps at Tarn Lock",
    before: str = "",
    readers: tuple[str, ...] = ("hand_v1",),
    said: str | None = None,
    fetched_at: str = "2025-03-01T09:00:00Z",
) -> Article:
    """An article whose paragraphs are "NAME CUE WORDS.", with a statement for each."""
    text, spans = title + "\n", []
    for name, cue, words, _ in lines:
        start = len(text)
        text += f"{before}{name} {cue} {words}.\n"
        spans.append(Span(start, len(text) - 1))
    raw = text.encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(raw).hexdigest()
    document = Document(
        id=digest[:16],
        sha256=digest,
        text=text,
        path=path,
        url=url,
        title=title,
        publisher=publisher,
        authors=("Ada Renwick",),
        published=published,
        language="en",
        paragraphs=tuple(spans),
        title_span=Span(0, len(title)),
        origins=(Origin(0, len(text), 0, len(raw)),),
        fingerprint=(1, 2, 3),
    )
    statements = tuple(
        statement(document, span.start + len(before), line, said)
        for span, line in zip(spans, lines, strict=True)
    )
    reading = Reading(
        document=document,
        statements=statements,
        credibility_notes=(CredibilityNote(about="Joss Hallam", sign="-", statement="He was not there."),),
        readers=readers,
    )
    media = RawPage(
        content=raw, media_type=MediaType.TEXT, path=path, url=url, fetched_at=fetched_at if url else None
    )
    return Article(reading=reading, page=media, source=url or path or digest)


def statement(document: Document, at: int, line: Line, said: str | None = None) -> Statement:
    name, cue, words, act = line
    verb = at + len(name) + 1
    first = verb + len(cue) + 1
    places = [Span(first, first + len(words)), Span(verb, verb + len(cue)), Span(at, at + len(name))]
    content, verbs, source = (Passage.of(document.text, [p]) for p in places)
    speaker = Speaker(
        name=name, kind=Kind.PERSON, description="the deputy mayor" if "Marren" in name else None
    )
    return Statement(
        id=hashlib.sha256(f"{document.sha256}{places}".encode()).hexdigest()[:16],
        content=content,
        cue=verbs,
        source=source,
        speaker=speaker,
        form=Form.INDIRECT,
        act=act,
        negated=False,
        certainty=Certainty.CERTAIN,
        said=Said(text="on that day", start=said, end=said) if said else None,
        addressee=Addressee(text="reporters", name=None),
        venue=None,
        chain=(Link(name=name, kind=Kind.PERSON, description=None, text=name),),
        confidence=0.9,
    )


def reread(
    reading: Reading, *, by: str = "hand_v2", statements: tuple[Statement, ...] | None = None
) -> Reading:
    """The same article, read by another."""
    return replace(
        reading, readers=(by,), statements=reading.statements if statements is None else statements
    )


def moved(document: Document, old: Statement, by: int) -> Statement:
    """The statement with a content that begins later: other borders, so another id."""
    span = old.content.spans[0]
    content = Passage.of(document.text, [Span(span.start + by, span.end)])
    return replace(old, id=hashlib.sha256(f"{old.id}{by}".encode()).hexdigest()[:16], content=content)
