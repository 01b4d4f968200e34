"""Conflicts: statements that stand against one another, side by side."""

from __future__ import annotations

from itertools import islice
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sayso.errors import UsageError
from sayso.ledger.port import LedgerReader
from sayso.views import conflicts as view
from sayso.views.clashing import clashing
from sayso.views.conflicts import Conflict
from sayso.web import words
from sayso.web.api.cursors import begin, following
from sayso.web.kept import answer
from sayso.web.opened import Reader

router = APIRouter(include_in_schema=False)

_PAGE = 15
#: Nobody pages further; a search narrows better.
_FURTHEST = 1000


@router.get("/conflicts")
def conflicts(request: Request, ledger: Reader, misses: bool = False, cursor: str | None = None) -> Response:
    """The surest first; with ``misses`` also denials that leave their claim standing."""
    return answer(request, "conflicts.html", lambda: values(request, ledger, cursor, misses=misses))


def values(request: Request, ledger: LedgerReader, cursor: str | None, *, misses: bool) -> dict[str, Any]:
    """What the page shows.

    Raises:
        UsageError: if the cursor is none.
    """
    start = begin(request, cursor)
    if start > _FURTHEST:
        raise UsageError("that is as far as the list goes; search for the words instead")
    found = list(islice(view.conflicts(ledger, misses=misses), start, start + _PAGE + 1))
    return {
        "pairs": [pair(one) for one in found[:_PAGE]],
        "misses": misses,
        "next": following(request, start + _PAGE) if len(found) > _PAGE else "",
    }


def pair(found: Conflict) -> dict[str, Any]:
    """Two statements, what was said before at the left, with the words marked by which they clash."""
    relation = found.related.relation
    left, right = clashing(found.b.statement, found.a.statement)
    return {
        "kind": relation.kind.value,
        "how": words.relation(relation.kind),
        "confidence": relation.confidence,
        "because": relation.because,
        "sides": ((found.b, left), (found.a, right)),
    }
