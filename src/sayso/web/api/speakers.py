"""Speakers: the names that the ledger knows, and what one said."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path
from starlette.requests import Request
from starlette.responses import Response

from sayso.ledger.port import LedgerReader
from sayso.ledger.records import KnownSpeaker
from sayso.views.recorded import value as statement_value
from sayso.views.who import who
from sayso.web import opened
from sayso.web.api import linked
from sayso.web.api.answering import answer, paged, state
from sayso.web.api.asked import Name
from sayso.web.api.cursors import Cursor, Limit, begin, following
from sayso.web.api.described import ok

router = APIRouter(tags=["speakers"])
Ledger = Annotated[LedgerReader, Depends(opened.reader)]


@router.get("/speakers", responses=ok("SpeakerPage"))
def speakers(
    request: Request, ledger: Ledger, name: Name = None, limit: Limit = 20, cursor: Cursor = None
) -> Response:
    """The names that hold all words of `name`, in their order, with how they are described and where."""
    place = begin(request, cursor)

    def made() -> dict[str, Any]:
        return paged(request, ledger.speakers(name or "")[place:], place, limit, _value)

    return answer(request, made)


@router.get("/speakers/{name:path}", responses=ok("SpeakerStatements", linked=True))
def speaker(
    request: Request,
    ledger: Ledger,
    name: Annotated[str, Path(min_length=1, max_length=200, description="The name, or words of it.")],
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    """What one speaker said, by when it was said, the retracted too, under all names that were merged."""
    place = begin(request, cursor)

    def made() -> dict[str, Any]:
        told = who(ledger, name, limit=limit, offset=place)
        return {
            "speaker": {"name": told.speaker.name, "names": list(told.speaker.names)},
            "count": told.count,
            "items": [statement_value(one) for one in told.statements],
            "next": following(request, place + limit) if place + limit < told.count else None,
            "ledger": state(ledger.head()),
        }

    return answer(request, made, linked.statements)


def _value(found: KnownSpeaker) -> dict[str, Any]:
    return {
        "key": found.key,
        "name": found.name,
        "kind": found.kind.value,
        "roles": list(found.roles),
        "outlets": list(found.outlets),
    }
