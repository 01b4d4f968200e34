"""A reading as the JSON object that is Sayso's public contract."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from sayso.model.document import Document
from sayso.model.reading import Reading
from sayso.model.span import Passage
from sayso.model.statement import Statement


def reading(value: Reading, *, text: bool = True) -> dict[str, Any]:
    """The object that ``sayso read --json`` prints; without ``text`` the article is left out."""
    return {
        "document": document(value.document, text=text),
        "statements": [statement(s) for s in value.statements],
        "relations": [
            {
                "a": r.a,
                "b": r.b,
                "kind": r.kind.value,
                "confidence": r.confidence,
                "because": list(r.because),
            }
            for r in value.relations
        ],
        "credibility_notes": [
            {"about": n.about, "sign": n.sign, "statement": n.statement} for n in value.credibility_notes
        ],
        "readers": list(value.readers),
    }


def document(value: Document, *, text: bool = True) -> dict[str, Any]:
    """A document's object."""
    found: dict[str, Any] = {
        "id": value.id,
        "path": value.path,
        "url": value.url,
        "title": value.title,
        "publisher": value.publisher,
        "authors": list(value.authors),
        "published": value.published,
        "language": value.language,
        "sha256": value.sha256,
        "warnings": list(value.warnings),
    }
    return {**found, "text": value.text} if text else found


def statement(value: Statement) -> dict[str, Any]:
    """A statement's object."""
    said, told = value.said, value.addressee
    return {
        "id": value.id,
        "content": _passage(value.content),
        "cue": _passage(value.cue),
        "source": _passage(value.source),
        "speaker": {
            "name": value.speaker.name,
            "kind": value.speaker.kind.value,
            "description": value.speaker.description,
        },
        "form": value.form.value,
        "act": value.act.value,
        "negated": value.negated,
        "certainty": value.certainty.value,
        "said": said and {"text": said.text, "start": said.start, "end": said.end},
        "addressee": told and {"text": told.text, "name": told.name},
        "venue": {"text": value.venue} if value.venue else None,
        "chain": [
            {"name": c.name, "kind": c.kind.value, "description": c.description, "text": c.text}
            for c in value.chain
        ],
        "confidence": value.confidence,
    }


def _passage(value: Passage) -> dict[str, Any]:
    return {"text": value.text, "spans": [[s.start, s.end] for s in value.spans]}


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of the object, as it is published."""
    found: dict[str, Any] = json.loads((files(__package__) / "schema.json").read_text("utf-8"))
    return found


def dumps(value: Any) -> str:
    """One line of JSON, the same for the same value everywhere."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
