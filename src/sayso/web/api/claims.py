"""Claims: what is behind one, and what stands against it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from sayso.ledger.port import LedgerReader
from sayso.views import claims as claim_view
from sayso.views.trace import trace
from sayso.views.trace_value import value as trace_value
from sayso.web import opened
from sayso.web.api import linked
from sayso.web.api.answering import answer
from sayso.web.api.asked import Id
from sayso.web.api.described import ok

router = APIRouter(tags=["claims"])
Ledger = Annotated[LedgerReader, Depends(opened.reader)]
Opened = Annotated[opened.Opened, Depends(opened.opened)]


@router.get("/claims", responses=ok("Trace", linked=True))
def in_words(
    request: Request,
    ledger: Ledger,
    held: Opened,
    text: Annotated[str, Query(min_length=1, max_length=2000, description="The claim in a sentence.")],
) -> Response:
    """A claim in words, from every article that carries it down to its origins."""
    return answer(request, lambda: _traced(ledger, held, text), linked.claim)


@router.get("/claims/{id}", responses=ok("Trace", linked=True))
def by_statement(request: Request, ledger: Ledger, held: Opened, id: Id) -> Response:
    """The same of the claim that a statement asserts."""
    return answer(request, lambda: _traced(ledger, held, id), linked.claim)


@router.get("/claims/{id}/statements", responses=ok("ClaimStatements"))
def statements(request: Request, ledger: Ledger, id: Id) -> Response:
    """All statements of the claim, why they are of one, and what people decided about that."""
    return answer(request, lambda: claim_view.value(ledger, id))


def _traced(ledger: LedgerReader, held: opened.Opened, wanted: str) -> dict[str, Any]:
    return trace_value(trace(ledger, wanted, held.comparer()))
