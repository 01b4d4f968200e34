"""Where a program begins: what the ledger holds, and where it is found."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from sayso import __version__
from sayso.ledger.port import LedgerReader
from sayso.web import opened
from sayso.web.api.answering import JSON, answer, dumped, state
from sayso.web.api.described import describe, ok

router = APIRouter(tags=["start"])
_PARTS = ("statements", "articles", "claims", "speakers", "conflicts", "changes", "entries", "failures")


@router.get("", responses=ok("Start"))
def start(request: Request, ledger: Annotated[LedgerReader, Depends(opened.reader)]) -> Response:
    """What the ledger holds, and the addresses to ask at."""

    def made() -> dict[str, Any]:
        return {
            "version": __version__,
            "ledger": state(ledger.head()),
            "counts": ledger.counts(),
            "links": {part: f"/api/v1/{part}" for part in _PARTS}
            | {"description": "/api/v1/openapi.json", "schema": "/api/v1/schema"},
        }

    return answer(request, made)


@router.get("/openapi.json", include_in_schema=False)
def description(request: Request) -> Response:
    """The API's description."""
    return Response(dumped(describe(request.app)), media_type=JSON)


@router.get("/schema", responses=ok("JsonSchema"))
def schema(request: Request) -> Response:
    """The JSON Schema of an article with its statements, as `sayso schema` prints it."""
    from sayso.views.as_json import schema as published

    return answer(request, published)
