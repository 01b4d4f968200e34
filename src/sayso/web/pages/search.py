"""Search: statements by their words, speaker, publisher, act and day; all of it is in the address."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from sayso.errors import NotInLedgerError, UsageError
from sayso.ledger.names import name_key
from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Order, Recorded, Wanted
from sayso.model.statement import Act
from sayso.views.speakers import person
from sayso.views.who import once
from sayso.web import words
from sayso.web.api.cursors import begin, following
from sayso.web.kept import answer
from sayso.web.opened import Reader
from sayso.web.sought import Marker

router = APIRouter(include_in_schema=False)

_PAGE = 20
Text = Annotated[str, Query(max_length=500)]


@router.get("/search")
def search(
    request: Request,
    ledger: Reader,
    q: Text = "",
    speaker: Text = "",
    publisher: Text = "",
    act: Text = "",
    since: Annotated[str, Query(alias="from", max_length=20)] = "",
    until: Annotated[str, Query(alias="to", max_length=20)] = "",
    cursor: str | None = None,
) -> Response:
    """The statements that fit, the best first; without words the newest first said."""
    asked = {"q": q, "speaker": speaker, "publisher": publisher, "act": act, "from": since, "to": until}
    return answer(request, "search.html", lambda: values(request, ledger, asked, cursor))


def values(
    request: Request, ledger: LedgerReader, asked: dict[str, str], cursor: str | None
) -> dict[str, Any]:
    """What the page shows; where a filter can't be, that is said and nothing is found."""
    given = {name: value.strip() for name, value in asked.items()}
    found: list[Recorded] = []
    reason, following_page = "", ""
    start = begin(request, cursor)
    try:
        wanted = _wanted(ledger, given, start)
        read = list(ledger.statements(wanted)) if any(given.values()) else []
        found = list(once(ledger, iter(read[:_PAGE])))
        following_page = following(request, start + _PAGE) if len(read) > _PAGE else ""
    except (UsageError, NotInLedgerError) as error:
        reason = str(error)
    return {
        "asked": given,
        "found": found,
        "mark": Marker(given["q"]),
        "reason": reason,
        "next": following_page,
        "first": start == 0,
        "acts": words.ACTS,
    }


def _wanted(ledger: LedgerReader, given: dict[str, str], start: int) -> Wanted:
    if given["act"] and given["act"] not in list(Act):
        raise UsageError(f"there is no act {given['act']}; there are {', '.join(Act)}")
    return Wanted(
        text=given["q"] or None,
        speakers=person(ledger, given["speaker"]).keys if given["speaker"] else (),
        publisher=name_key(given["publisher"]) or None,
        act=Act(given["act"]) if given["act"] else None,
        since=_day(given["from"]),
        until=_day(given["to"]),
        retracted=False,
        order=Order.RANK if given["q"] else Order.SAID,
        limit=_PAGE + 1,
        offset=start,
    )


def _day(given: str) -> str | None:
    if not given:
        return None
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError as error:
        raise UsageError(f"{given} is no day; write it as 2025-02-26") from error
