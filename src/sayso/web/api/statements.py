"""Statements: found by their words, and one with its place and its history."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Related, Wanted
from sayso.model.statement import Act
from sayso.views.entries import value as entry_value
from sayso.views.one import one
from sayso.views.recorded import value as statement_value
from sayso.views.search import asked
from sayso.views.who import once
from sayso.web import opened
from sayso.web.api import linked
from sayso.web.api.answering import answer, state
from sayso.web.api.asked import Day, Id, Name, Words, day
from sayso.web.api.cursors import Cursor, Limit, begin, following
from sayso.web.api.described import ok

router = APIRouter(tags=["statements"])
Ledger = Annotated[LedgerReader, Depends(opened.reader)]
#: How far a search may be paged; who wants all of it exports it.
_FURTHEST = 10_000


@router.get("/statements", responses=ok("StatementPage", linked=True))
def found(
    request: Request,
    ledger: Ledger,
    q: Words = None,
    speaker: Name = None,
    publisher: Name = None,
    act: Annotated[Act | None, Query(description="What is done by saying it.")] = None,
    since: Annotated[Day, Query(alias="from", description="Said, or published, then or later.")] = None,
    until: Annotated[Day, Query(alias="to", description="Said, or published, then or earlier.")] = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    """Statements that hold all words of `q`, the best first; without `q` by when they were said.

    "Words in quotation marks" have to stand in a row, pump* finds pumps and pumping, -word leaves out.
    What was retracted is left out, and what a later version of its article repeats stands once.
    """
    place = begin(request, cursor)

    def made() -> dict[str, Any]:
        wanted = asked(
            ledger,
            q or None,
            speaker=speaker,
            publisher=publisher,
            act=act,
            since=day(since),
            until=day(until),
            limit=limit + 1,
            offset=place,
        )
        some = list(ledger.statements(wanted))
        more = len(some) > limit and place + limit < _FURTHEST
        return {
            "items": [statement_value(one) for one in once(ledger, iter(some[:limit]))],
            "next": following(request, place + limit) if more else None,
            "ledger": state(ledger.head()),
        }

    return answer(request, made, linked.statements)


@router.get("/statements/{id}", responses=ok("StatementWhole", linked=True))
def statement(request: Request, ledger: Ledger, id: Id) -> Response:
    """One statement, with its paragraph, how others stand to it, and all entries about it."""

    def made() -> dict[str, Any]:
        told = one(ledger, id)
        return {
            **statement_value(told.recorded),
            "paragraph": told.paragraph,
            "place": told.place,
            "bytes": told.bytes and list(told.bytes),
            "relations": _relations(ledger, id),
            "history": [entry_value(entry) for entry in told.history],
        }

    return answer(request, made, linked.statement)


def _relations(ledger: LedgerReader, statement: str) -> list[dict[str, Any]]:
    found = list(ledger.relations(statements=(statement,), limit=200))
    others = {key for r in found for key in (r.relation.a, r.relation.b)} - {statement}
    known = (
        {r.statement.id: r for r in ledger.statements(Wanted(ids=tuple(sorted(others))))} if others else {}
    )
    return [
        _relation(r, statement_value(known[other]))
        for r in found
        if (other := r.relation.b if r.relation.a == statement else r.relation.a) in known
    ]


def _relation(found: Related, other: dict[str, Any]) -> dict[str, Any]:
    relation = found.relation
    return {
        "a": relation.a,
        "b": relation.b,
        "kind": relation.kind.value,
        "confidence": relation.confidence,
        "because": list(relation.because),
        "day": found.day,
        "other": other,
    }
