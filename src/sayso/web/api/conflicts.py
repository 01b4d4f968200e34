"""Statements that stand against one another."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from sayso.ledger.port import LedgerReader
from sayso.views import conflicts as view
from sayso.views.speakers import person
from sayso.web import opened
from sayso.web.api.answering import answer, paged, skipped
from sayso.web.api.asked import Name
from sayso.web.api.cursors import Cursor, Limit, begin
from sayso.web.api.described import ok

router = APIRouter(tags=["conflicts"])
#: How far the list may be paged.
_FURTHEST = 2000


@router.get("/conflicts", responses=ok("ConflictPage"))
def conflicts(
    request: Request,
    ledger: Annotated[LedgerReader, Depends(opened.reader)],
    speaker: Name = None,
    misses: Annotated[bool, Query(description="Also denials that leave their claim standing.")] = False,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    """Pairs that stand against one another, the surest first; of one `speaker` where their story changed."""
    place = begin(request, cursor)

    def made() -> dict[str, Any]:
        if speaker:
            found = iter(view.changes_of_story(ledger, person(ledger, speaker).keys))
        else:
            furthest = min(place + limit + 1, _FURTHEST)
            found = view.conflicts(ledger, misses=misses, limit=furthest)
        return paged(request, skipped(found, place), place, limit, view.value)

    return answer(request, made)
