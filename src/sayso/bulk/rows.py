"""The nouns as rows of the data sets, and back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sayso.bulk.places import Place
from sayso.model.attribution import Form
from sayso.model.document import Document, MediaType, Origin, RawPage
from sayso.model.reading import Reading
from sayso.model.span import Passage, Span
from sayso.model.speaker import Kind, Link, Speaker
from sayso.model.statement import Act, Addressee, Certainty, CredibilityNote, Said, Statement

Row = dict[str, Any]
_SURROGATE = re.compile("[\ud800-\udfff]")


def document_row(place: Place, page: RawPage, copies: Sequence[Row], reading: Reading, pages: bool) -> Row:
    """An article's row; with ``pages`` also its page and what leads back to it."""
    document = reading.document
    found: Row = {
        "id": document.id,
        "sha256": document.sha256,
        "source": place.source,
        "path": document.path,
        "url": document.url,
        "title": document.title,
        "publisher": document.publisher,
        "authors": list(document.authors),
        "published": document.published,
        "language": document.language,
        "fetched_at": page.fetched_at,
        "words": len(document.text.split()),
        "statements": len(reading.statements),
        "copies": [{k: _text(c[k]) for k in ("source", "url", "fetched_at")} for c in copies],
        "warnings": list(document.warnings),
        "readers": list(reading.readers),
        "credibility_notes": [
            {"about": _text(n.about), "sign": n.sign, "statement": _text(n.statement)}
            for n in reading.credibility_notes
        ],
        "text": document.text,
        "fingerprint": list(document.fingerprint),
        "media_type": page.media_type.value,
        "charset": page.charset,
    }
    if pages:
        found |= {"layout": _layout(document), "page": page.content}
    return {name: _clean(value) for name, value in found.items()}


def _layout(document: Document) -> str:
    """Where everything stands in the text and in the page, in JSON."""
    span = document.title_span
    found = {
        "paragraphs": [[s.start, s.end] for s in document.paragraphs],
        "furniture": [[s.start, s.end] for s in document.furniture],
        "title_span": span and [span.start, span.end],
        "origins": [
            [o.start, o.end, o.byte_start, o.byte_end, o.linear, o.element] for o in document.origins
        ],
    }
    return json.dumps(found, separators=(",", ":"))


def statement_row(number: int, statement: Statement, document: Document) -> Row:
    """A statement's row; ``number`` is its place among those of its article."""
    said, told = statement.said, statement.addressee
    found = {
        "id": statement.id,
        "document": document.id,
        "number": number,
        "publisher": document.publisher,
        "published": document.published,
        "speaker": statement.speaker.name,
        "speaker_kind": statement.speaker.kind.value,
        "speaker_description": statement.speaker.description,
        "act": statement.act.value,
        "negated": statement.negated,
        "form": statement.form.value,
        "certainty": statement.certainty.value,
        "said": said and said.text,
        "said_start": said and said.start,
        "said_end": said and said.end,
        "addressee": told and told.text,
        "addressee_name": told and told.name,
        "venue": statement.venue,
        "confidence": statement.confidence,
    }
    for name in ("content", "cue", "source"):
        passage: Passage = getattr(statement, name)
        found[name] = passage.text
        found[f"{name}_spans"] = [{"start": s.start, "end": s.end} for s in passage.spans]
    return {name: _clean(value) for name, value in found.items()}


def chain_rows(number: int, statement: Statement, document: Document) -> Iterator[Row]:
    """A row for each member of a statement's chain, the outermost relay first."""
    for place, link in enumerate(statement.chain):
        yield {
            "statement": statement.id,
            "document": document.id,
            "number": number,
            "place": place,
            "name": _text(link.name),
            "kind": link.kind.value,
            "description": _text(link.description),
            "text": _text(link.text),
        }


def failure_row(place: Place, **known: str | None) -> Row:
    """Why an article is not among the documents."""
    again = place.path if place.kind else place.source
    found: dict[str, str | None] = {
        "source": place.source,
        "again": again,
        "url": place.url,
        "published": None,
        **known,
    }
    return {name: _text(value) for name, value in found.items()}


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list) and value and isinstance(value[0], str):
        return [_text(one) for one in value]
    return value


def _text(value: str | None) -> str | None:
    """Halves of characters can't be written as UTF-8."""
    if value is None or value.isascii():
        return value
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", value)


def page_of(row: Mapping[str, Any]) -> RawPage:
    """The page of an article's row."""
    url = row["url"]
    return RawPage(
        content=row["page"],
        media_type=MediaType(row["media_type"]),
        path=row["path"],
        url=url if row["path"] is None else None,
        charset=row["charset"],
        fetched_at=row["fetched_at"],
    )


def reading_of(
    row: Mapping[str, Any], statements: Iterable[Mapping[str, Any]], links: Iterable[Row]
) -> Reading:
    """The reading of an article's row with those of its statements and of their chains."""
    chains: dict[int, list[Link]] = {}
    for one in links:
        link = Link(
            name=one["name"], kind=Kind(one["kind"]), description=one["description"], text=one["text"]
        )
        chains.setdefault(one["number"], []).append(link)
    return Reading(
        document=_document_of(row),
        statements=tuple(_statement_of(s, tuple(chains.get(s["number"], ()))) for s in statements),
        credibility_notes=tuple(CredibilityNote(**note) for note in row["credibility_notes"]),
        readers=tuple(row["readers"]),
    )


def _document_of(row: Mapping[str, Any]) -> Document:
    layout = json.loads(row["layout"])
    span = layout["title_span"]
    names = ("id", "sha256", "text", "path", "url", "title", "publisher", "published", "language")
    return Document(
        **{name: row[name] for name in names},
        authors=tuple(row["authors"]),
        paragraphs=tuple(Span(*s) for s in layout["paragraphs"]),
        furniture=tuple(Span(*s) for s in layout["furniture"]),
        title_span=span and Span(*span),
        origins=tuple(Origin(*o) for o in layout["origins"]),
        fingerprint=tuple(row["fingerprint"]),
        warnings=tuple(row["warnings"]),
    )


def _statement_of(row: Mapping[str, Any], links: tuple[Link, ...]) -> Statement:
    places = {
        name: Passage(row[name], tuple(Span(s["start"], s["end"]) for s in row[f"{name}_spans"]))
        for name in ("content", "cue", "source")
    }
    said, told = row["said"], row["addressee"]
    return Statement(
        id=row["id"],
        **places,
        speaker=Speaker(
            name=row["speaker"], kind=Kind(row["speaker_kind"]), description=row["speaker_description"]
        ),
        form=Form(row["form"]),
        act=Act(row["act"]),
        negated=row["negated"],
        certainty=Certainty(row["certainty"]),
        said=None if said is None else Said(text=said, start=row["said_start"], end=row["said_end"]),
        addressee=None if told is None else Addressee(text=told, name=row["addressee_name"]),
        venue=row["venue"],
        chain=links,
        confidence=row["confidence"],
    )
