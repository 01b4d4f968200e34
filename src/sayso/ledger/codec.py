"""The nouns as JSON values and back: what the bodies of entries hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sayso.model.attribution import Form
from sayso.model.document import Document, Origin
from sayso.model.relation import Relation, RelationKind
from sayso.model.span import Passage, Span
from sayso.model.speaker import Kind, Link, Speaker
from sayso.model.statement import Act, Addressee, Certainty, CredibilityNote, Said, Statement

Value = dict[str, Any]


def passage_value(passage: Passage) -> Value:
    """A passage: its words and their places."""
    return {"text": passage.text, "spans": [[s.start, s.end] for s in passage.spans]}


def passage_of(value: Mapping[str, Any]) -> Passage:
    """The passage again."""
    return Passage(value["text"], tuple(Span(start, end) for start, end in value["spans"]))


def statement_value(statement: Statement) -> Value:
    """A statement, as the public contract of ``sayso read --json`` has it."""
    said, told, speaker = statement.said, statement.addressee, statement.speaker
    return {
        "id": statement.id,
        "content": passage_value(statement.content),
        "cue": passage_value(statement.cue),
        "source": passage_value(statement.source),
        "speaker": {
            "name": speaker.name,
            "kind": speaker.kind.value,
            "description": speaker.description,
        },
        "form": statement.form.value,
        "act": statement.act.value,
        "negated": statement.negated,
        "certainty": statement.certainty.value,
        "said": said and {"text": said.text, "start": said.start, "end": said.end},
        "addressee": told and {"text": told.text, "name": told.name},
        "venue": {"text": statement.venue} if statement.venue else None,
        "chain": [
            {"name": c.name, "kind": c.kind.value, "description": c.description, "text": c.text}
            for c in statement.chain
        ],
        "confidence": statement.confidence,
    }


def statement_of(value: Mapping[str, Any]) -> Statement:
    """The statement again."""
    said, told, venue = value["said"], value["addressee"], value["venue"]
    return Statement(
        id=value["id"],
        content=passage_of(value["content"]),
        cue=passage_of(value["cue"]),
        source=passage_of(value["source"]),
        speaker=speaker_of(value["speaker"]),
        form=Form(value["form"]),
        act=Act(value["act"]),
        negated=value["negated"],
        certainty=Certainty(value["certainty"]),
        said=said and Said(text=said["text"], start=said["start"], end=said["end"]),
        addressee=told and Addressee(text=told["text"], name=told["name"]),
        venue=venue and venue["text"],
        chain=tuple(
            Link(name=c["name"], kind=Kind(c["kind"]), description=c["description"], text=c["text"])
            for c in value["chain"]
        ),
        confidence=value["confidence"],
    )


def speaker_of(value: Mapping[str, Any]) -> Speaker:
    """A speaker again."""
    return Speaker(name=value["name"], kind=Kind(value["kind"]), description=value["description"])


def note_value(note: CredibilityNote) -> Value:
    """A credibility note."""
    return {"about": note.about, "sign": note.sign, "statement": note.statement}


def relation_value(relation: Relation) -> Value:
    """A relation."""
    return {
        "a": relation.a,
        "b": relation.b,
        "kind": relation.kind.value,
        "confidence": relation.confidence,
        "because": list(relation.because),
    }


def relation_of(value: Mapping[str, Any]) -> Relation:
    """The relation again."""
    return Relation(
        a=value["a"],
        b=value["b"],
        kind=RelationKind(value["kind"]),
        confidence=value["confidence"],
        because=tuple(value["because"]),
    )


def document_value(document: Document) -> Value:
    """A document, whole: its text, its paragraphs, and the way back to the page."""
    span = document.title_span
    return {
        "id": document.id,
        "sha256": document.sha256,
        "text": document.text,
        "path": document.path,
        "url": document.url,
        "title": document.title,
        "publisher": document.publisher,
        "authors": list(document.authors),
        "published": document.published,
        "language": document.language,
        "paragraphs": [[s.start, s.end] for s in document.paragraphs],
        "furniture": [[s.start, s.end] for s in document.furniture],
        "title_span": span and [span.start, span.end],
        "origins": [
            [o.start, o.end, o.byte_start, o.byte_end, o.linear, o.element] for o in document.origins
        ],
        "fingerprint": list(document.fingerprint),
        "warnings": list(document.warnings),
    }


def document_of(value: Mapping[str, Any]) -> Document:
    """The document again."""
    span = value["title_span"]
    return Document(
        id=value["id"],
        sha256=value["sha256"],
        text=value["text"],
        path=value["path"],
        url=value["url"],
        title=value["title"],
        publisher=value["publisher"],
        authors=tuple(value["authors"]),
        published=value["published"],
        language=value["language"],
        paragraphs=tuple(Span(s, e) for s, e in value["paragraphs"]),
        furniture=tuple(Span(s, e) for s, e in value["furniture"]),
        title_span=span and Span(*span),
        origins=tuple(Origin(*o) for o in value["origins"]),
        fingerprint=tuple(value["fingerprint"]),
        warnings=tuple(value["warnings"]),
    )
