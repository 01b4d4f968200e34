"""The ledger's entries, and what could not be read."""

from __future__ import annotations

from dataclasses import asdict
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from sayso.ledger.entry import EntryKind
from sayso.ledger.port import LedgerReader
from sayso.views.entries import value
from sayso.web import opened
from sayso.web.api.answering import answer, paged, skipped, state
from sayso.web.api.asked import LARGEST
from sayso.web.api.cursors import Cursor, Limit, begin, following
from sayso.web.api.described import ok

router = APIRouter(tags=["entries"])
Ledger = Annotated[LedgerReader, Depends(opened.reader)]


@router.get("/entries", responses=ok("EntryPage"))
def entries(
    request: Request,
    ledger: Ledger,
    kind: Annotated[EntryKind | None, Query(description="Of this kind only.")] = None,
    subject: Annotated[str | None, Query(max_length=500, description="About this only.")] = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    """Entries in their order; who goes on from the last page misses none."""
    place = begin(request, cursor)

    def made() -> dict[str, Any]:
        found = ledger.entries(after=place, kinds=(kind,) if kind else (), subject=subject)
        some = list(islice(found, limit + 1))
        return {
            "items": [value(entry) for entry in some[:limit]],
            "next": following(request, some[limit - 1].position) if len(some) > limit else None,
            "ledger": state(ledger.head()),
        }

    return answer(request, made)


@router.get("/entries/{position}", responses=ok("Entry"))
def entry(request: Request, ledger: Ledger, position: Annotated[int, Path(ge=1, le=LARGEST)]) -> Response:
    """One entry."""
    return answer(request, lambda: value(ledger.entry(position)))


@router.get("/failures", responses=ok("FailurePage"))
def failures(
    request: Request,
    ledger: Ledger,
    all: Annotated[bool, Query(description="Also what could be read later.")] = False,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    """What could not be read, and why."""
    place = begin(request, cursor)

    def made() -> dict[str, Any]:
        found = skipped(iter(ledger.failures(resolved=all)), place)
        return paged(request, found, place, limit, asdict)

    return answer(request, made)
