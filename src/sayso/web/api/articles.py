"""Articles: all, one with its statements, and what its versions say otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from sayso.ledger.entry import Entry, EntryKind
from sayso.ledger.faults import intact
from sayso.ledger.port import LedgerReader
from sayso.views import edits
from sayso.views.as_json import reading as reading_value
from sayso.views.changes import changes
from sayso.web import opened
from sayso.web.api import linked
from sayso.web.api.answering import answer, state
from sayso.web.api.asked import Address, Id
from sayso.web.api.cursors import Cursor, Limit, begin, following
from sayso.web.api.described import ok

router = APIRouter(tags=["articles"])
Ledger = Annotated[LedgerReader, Depends(opened.reader)]
_TOLD = ("url", "path", "title", "publisher", "authors", "published", "language", "sha256")


@router.get("/articles", responses=ok("ArticlePage"))
def articles(request: Request, ledger: Ledger, limit: Limit = 20, cursor: Cursor = None) -> Response:
    """Articles in the order in which they came; who goes on from the last page misses none."""
    place = begin(request, cursor)

    def made() -> dict[str, Any]:
        found: Iterator[Entry] = ledger.entries(after=place, kinds=(EntryKind.DOCUMENT,))
        some = list(islice(found, limit + 1))
        return {
            "items": [_value(entry) for entry in some[:limit]],
            "next": following(request, some[limit - 1].position) if len(some) > limit else None,
            "ledger": state(ledger.head()),
        }

    return answer(request, made)


@router.get("/articles/{id}", responses=ok("Reading", linked=True))
def article(
    request: Request,
    ledger: Ledger,
    id: Id,
    text: Annotated[bool, Query(description="Whether the article's text is told, too.")] = True,
) -> Response:
    """An article with its statements as they stand, and the versions at its address."""

    def made() -> dict[str, Any]:
        found = ledger.reading(id)
        url = found.document.url
        versions = ledger.versions(url) if url else ()
        told = [{"document": v.document, "entry": v.position, "at": v.at, "url": v.url} for v in versions]
        return {**reading_value(found, text=text), "versions": told}

    return answer(request, made, linked.article)


@router.get("/changes", responses=ok("Steps"))
def changed(request: Request, ledger: Ledger, url: Address) -> Response:
    """What the versions of the article at an address say otherwise, step by step."""

    def made() -> dict[str, Any]:
        return {"url": url, "steps": [edits.value(step) for step in changes(ledger, url)]}

    return answer(request, made)


def _value(entry: Entry) -> dict[str, Any]:
    with intact(entry.position):
        body = entry.body
        told = {name: body[name] for name in _TOLD}
        return {"id": entry.subject, **told, "entry": entry.position, "at": entry.at}
