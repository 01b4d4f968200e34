"""Statements as W3C Web Annotations (Web Annotation Data Model, 2017)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Recorded
from sayso.model.document import Document
from sayso.model.span import Span
from sayso.views.exports.listed import write_list
from sayso.views.exports.rows import link_words
from sayso.views.exports.texts import Articles, written
from sayso.views.places import anchor

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
#: Characters before and after the words by which they are found in a page that has changed.
_AROUND = 32


def write(ledger: LedgerReader, found: Iterable[Recorded], stream: BinaryIO) -> int:
    """Write one collection with one page that holds every annotation.

    Places are code points of the article's text, as it was read from the page.
    """
    name = f"urn:sayso:export:{ledger.head().digest}"
    count = 0

    def items() -> Iterator[dict[str, Any]]:
        nonlocal count
        articles = Articles(ledger)
        for one in found:
            count += 1
            yield _annotation(one, articles.of(one.document))

    before = {"@context": _CONTEXT, "id": name, "type": "AnnotationCollection", "label": "Statements"}
    page = {"id": f"{name}:1", "type": "AnnotationPage", "partOf": name, "startIndex": 0}
    start = written(before)[:-1] + b',"first":' + written(page)[:-1] + b',"items":'
    write_list(stream, start, items(), b"}")
    stream.write(b',"total":%d}\n' % count)
    return 0


def _annotation(found: Recorded, document: Document) -> dict[str, Any]:
    words = anchor(found.statement)
    targets = [_target(document, span) for span in words.spans]
    return {
        "id": f"urn:sayso:statement:{found.statement.id}:{found.position}",
        "type": "Annotation",
        "motivation": "describing",
        "body": list(_bodies(found)),
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _bodies(found: Recorded) -> Iterator[dict[str, Any]]:
    statement = found.statement
    who = statement.speaker.name or statement.speaker.description or statement.source.text
    act = f"not {statement.act.value}" if statement.negated else statement.act.value
    relays = [link_words(link) for link in statement.chain[:-1]]
    told = f"{who or 'somebody'}: {act}" + (f" (through {', '.join(relays)})" if relays else "")
    yield _body("describing", told)
    yield _body("tagging", act)
    if statement.speaker.name:
        yield _body("identifying", statement.speaker.name)
    if found.retraction:
        yield _body("moderating", f"retracted: {found.retraction.body['reason']}")


def _body(purpose: str, text: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": text}


def _target(document: Document, span: Span) -> dict[str, Any]:
    text = document.text
    quote: dict[str, Any] = {
        "type": "TextQuoteSelector",
        "exact": text[span.start : span.end],
        "prefix": text[max(0, span.start - _AROUND) : span.start],
        "suffix": text[span.end : span.end + _AROUND],
    }
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    source = document.url or f"urn:sha256:{document.sha256}"
    return {"source": source, "selector": [quote, position]}
