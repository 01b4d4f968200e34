"""Changes: what the later versions of an article say otherwise."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Recorded
from sayso.views.changes import Change, changes
from sayso.views.shown import brief
from sayso.views.worded import worded
from sayso.web.kept import answer
from sayso.web.opened import Reader

router = APIRouter(include_in_schema=False)

_LISTED = 50


@router.get("/changes")
def changed(request: Request, ledger: Reader, url: Annotated[str, Query(max_length=4000)] = "") -> Response:
    """The steps between the versions of the article at an address; without one, which articles changed."""
    if not url.strip():
        return answer(request, "altered.html", lambda: {"articles": listed(ledger, _LISTED)})
    return answer(request, "changes.html", lambda: values(ledger, url.strip()))


def listed(ledger: LedgerReader, most: int) -> list[dict[str, Any]]:
    """The articles of which there are several versions, the last changed first."""
    return [
        {"version": one, "document": ledger.document(one.document), "count": len(ledger.versions(one.url))}
        for one in ledger.altered(most)
    ]


def values(ledger: LedgerReader, url: str) -> dict[str, Any]:
    """What the page shows.

    Raises:
        NotInLedgerError: if there is no article from that address.
    """
    steps = changes(ledger, url)
    versions = ledger.versions(url)
    newest = ledger.document(versions[-1].document)
    return {
        "url": url,
        "versions": versions,
        "newest": newest,
        "steps": [
            {"before": s.before, "after": s.after, "changes": [_change(c) for c in s.changes]}
            for s in reversed(steps)
        ],
    }


def _change(found: Change) -> dict[str, Any]:
    before, after = _words(found.before), _words(found.after)
    both = found.before is not None and found.after is not None
    old, new = worded(before, after) if both else (((before, False),), ((after, False),))
    return {"kind": found.kind.value, "sides": (("before", found.before, old), ("after", found.after, new))}


def _words(found: Recorded | None) -> str:
    return brief((found.statement.content or found.statement.cue).text) if found else ""
